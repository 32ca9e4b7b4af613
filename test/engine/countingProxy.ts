import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as sendRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands before an engine's socket and writes down what is asked of the engine. */
export interface CountingProxy {
  readonly dockerHost: string;
  /** `containers/ID/json` without the version; empty it to count from now on. */
  readonly requests: string[];
  close(): Promise<void>;
}

export async function startCountingProxy(engineSocket: string): Promise<CountingProxy> {
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    requests.push((url ?? '').replace(/^(?:\/v[\d.]+)?\/([^?]*).*$/, '$1'));
    const forwarded = sendRequest({ socketPath: engineSocket, method, path: url, headers });
    forwarded.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  const folder = await mkdtemp(join(tmpdir(), 'proxy-'));
  const path = join(folder, 'docker.sock');
  server.listen(path);
  await once(server, 'listening');
  return {
    dockerHost: `unix://${path}`,
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await rm(folder, { recursive: true });
    },
  };
}
