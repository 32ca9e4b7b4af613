import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** An address for browsers, in front of an editor's server that listens on a Unix socket. */
export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Passes HTTP and web sockets on to a server on a Unix socket, which, unlike a port, can be reached from
 * another network namespace. Listens on 127.0.0.1, on the preferred port if it is free.
 *
 * The editor opens a port of this machine as /proxy/PORT/, which is redirected to the port itself, once
 * `beforeOpening` has seen to it that it can be reached.
 */
export async function openFront(
  socketPath: string,
  preferredPort: number,
  beforeOpening: (port: number) => Promise<void> = () => Promise.resolve(),
): Promise<Front> {
  const server = createServer((incoming, outgoing) => {
    const [, port, path = '/'] = /^\/proxy\/(\d+)(\/.*)?$/.exec(incoming.url ?? '') ?? [];
    if (port !== undefined) {
      void beforeOpening(Number(port)).finally(() => {
        outgoing.writeHead(302, { location: `http://localhost:${port}${path}` }).end();
      });
      return;
    }
    const { method, url, headers } = incoming;
    const upstream = request({ socketPath, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    upstream.on('error', () => outgoing.destroy());
    incoming.pipe(upstream);
  });
  server.on('upgrade', (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    const upstream = connect(socketPath);
    upstream.write(requestHead(incoming));
    upstream.write(head);
    client.pipe(upstream).pipe(client);
    endTogether(client, upstream);
  });
  await listen(server, preferredPort).catch(() => listen(server, 0));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A web socket has no half-open state, but the sockets under it do. */
function endTogether(one: Duplex, other: Duplex): void {
  for (const event of ['end', 'close', 'error']) {
    one.on(event, () => other.destroy());
    other.on(event, () => one.destroy());
  }
}

function requestHead({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method ?? 'GET'} ${url ?? '/'} HTTP/1.1`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    lines.push(`${rawHeaders[at] ?? ''}: ${rawHeaders[at + 1] ?? ''}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}
