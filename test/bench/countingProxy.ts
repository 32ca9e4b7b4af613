import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

/** Stands between a client and the engine, and keeps what the client asked. */
export interface CountingProxy {
  /** For `DOCKER_HOST`. */
  readonly dockerHost: string;
  /** `GET /containers/json?all=1`, without the API version; since the last `forget`. */
  readonly requests: readonly string[];
  forget(): void;
  close(): Promise<void>;
}

/** @param folder where the proxy's socket is made. */
export async function startCountingProxy(
  engineSocket: string,
  folder: string,
): Promise<CountingProxy> {
  const path = join(folder, 'counted.sock');
  let requests: string[] = [];
  const server = createServer((incoming, answer) => {
    requests.push(`${incoming.method ?? ''} ${(incoming.url ?? '').replace(/^\/v[\d.]+/, '')}`);
    forward(engineSocket, incoming, answer);
  });
  // Idle connections stay open, as the engine keeps them.
  server.keepAliveTimeout = 0;
  await once(server.listen(path), 'listening');
  return {
    dockerHost: `unix://${path}`,
    get requests() {
      return requests;
    },
    forget() {
      requests = [];
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function forward(engineSocket: string, incoming: IncomingMessage, answer: ServerResponse): void {
  const { method = 'GET', url = '/', headers } = incoming;
  const outgoing = request({ socketPath: engineSocket, path: url, method, headers });
  outgoing.once('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    // The head of an event stream comes long before its first event.
    answer.flushHeaders();
    response.once('error', () => answer.destroy()).pipe(answer);
  });
  outgoing.once('error', () => answer.destroy());
  answer.once('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}
