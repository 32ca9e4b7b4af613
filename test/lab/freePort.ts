import { once } from 'node:events';
import { createServer } from 'node:net';

/** Those that this process was given: some are not taken yet, some only for a while. */
const given = new Set<number>();

/** As {@link freeRange}, one of them. */
export async function freePort(): Promise<number> {
  return freeRange(1);
}

/**
 * The first of some TCP ports in a row that are free, below those that an engine or the system gives
 * to whoever asks for any, so that neither takes them meanwhile. No port is given twice.
 */
export async function freeRange(count: number): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const ports = Array.from({ length: count }, (_, at) => first + at);
    if (ports.some((port) => given.has(port))) continue;
    for (const port of ports) given.add(port);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '0.0.0.0');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
