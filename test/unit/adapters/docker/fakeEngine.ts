import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server on a Unix socket in a folder of its own. */
export interface FakeServer {
  readonly path: string;
  readonly dockerHost: string;
  close(): Promise<void>;
}

/** What a fake engine answers to a path without its version; `undefined` for no answer at all. */
export type Answer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly status?: number; readonly text: string }
  | undefined;

/** Answers the calls of the extension without an engine, and writes them down. */
export interface FakeEngine extends FakeServer {
  /** Path and query of each: `/v1.41/containers/json?all=true`. Empty it to count from now on. */
  readonly requests: string[];
  /** How many requests were under way at the same time, at most. */
  readonly mostAtOnce: () => number;
  /** How many connections were made. */
  readonly connections: () => number;
  /** Sends a line to whoever listens to events. */
  emit(event: object): void;
  /** Breaks the event streams. */
  dropEvents(): void;
}

export const versionAnswer = { Version: '20.10.24', ApiVersion: '1.41' };

/** @param answer is asked for every path but `/events`; may answer later. */
export async function startFakeEngine(
  answer: (path: string) => Answer | Promise<Answer>,
): Promise<FakeEngine> {
  const requests: string[] = [];
  const listeners = new Set<ServerResponse>();
  let underWay = 0;
  let most = 0;
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    requests.push(url);
    const path = url.replace(/^\/v\d+\.\d+/, '').replace(/\?.*$/, '');
    if (path === '/events') {
      listeners.add(response);
      response.flushHeaders();
      return;
    }
    most = Math.max(most, (underWay += 1));
    const given = await answer(path);
    underWay -= 1;
    if (given === undefined) return;
    response.statusCode = given.status ?? 200;
    response.end('json' in given ? JSON.stringify(given.json) : given.text);
  };
  const server = createServer((request, response) => void respond(request, response));
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  return {
    ...(await listen(server, sockets)),
    requests,
    mostAtOnce: () => most,
    connections: () => sockets.size,
    emit(event) {
      for (const listener of listeners) listener.write(`${JSON.stringify(event)}\n`);
    },
    dropEvents() {
      for (const listener of listeners) listener.destroy();
      listeners.clear();
    },
  };
}

/**
 * A server that does whatever the test says with each connection.
 *
 * @param parent where its folder is made.
 */
export async function startFakeSocket(
  connected: (socket: Socket) => void,
  parent = tmpdir(),
): Promise<FakeServer> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    connected(socket);
  });
  return listen(server, sockets, parent);
}

async function listen(
  server: Server,
  sockets: ReadonlySet<Socket>,
  parent = tmpdir(),
): Promise<FakeServer> {
  const folder = await mkdtemp(join(parent, 'fake-'));
  const path = join(folder, 'docker.sock');
  server.listen(path);
  await once(server, 'listening');
  return {
    path,
    dockerHost: `unix://${path}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
      await rm(folder, { recursive: true });
    },
  };
}
