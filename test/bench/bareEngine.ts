import { Agent, request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';

/** An event of the engine, as far as the measurements look at it. */
export interface BareEvent {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string };
  /** When the engine sent it, in nanoseconds since the epoch. */
  readonly timeNano: number;
}

/** The yardstick: the engine's API through node:http and JSON.parse alone, on kept connections. */
export class BareEngine {
  readonly #socketPath: string;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  async list(): Promise<readonly { readonly Id: string; readonly State: string }[]> {
    return (await this.#get('/containers/json?all=1')) as { Id: string; State: string }[];
  }

  async inspect(id: string): Promise<unknown> {
    return this.#get(`/containers/${id}/json`);
  }

  /** Resolves once the events are heard; the returned function ends that. */
  async listen(hear: (event: BareEvent) => void): Promise<() => void> {
    const response = await this.#open('/events');
    createInterface({ input: response }).on('line', (line) => {
      hear(JSON.parse(line) as BareEvent);
    });
    return () => response.destroy();
  }

  close(): void {
    this.#agent.destroy();
  }

  async #get(path: string): Promise<unknown> {
    const response = await this.#open(path);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  }

  async #open(path: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const options = { socketPath: this.#socketPath, agent: this.#agent, path };
      request(options, (response) => {
        if (response.statusCode === 200) resolve(response);
        else reject(new Error(`${path}: status ${String(response.statusCode)}`));
      })
        .once('error', reject)
        .end();
    });
  }
}
