import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Command } from './command.ts';

/**
 * Makes a port that is on 127.0.0.1 of another network answer on this machine's 127.0.0.1 too, until this
 * process ends. Rejects where the port is taken.
 */
export async function forwardInto(
  inNetwork: (command: Command) => Command,
  port: number,
): Promise<void> {
  const server = createServer((client) => {
    const { file, args } = inNetwork({ file: 'busybox', args: ['nc', '127.0.0.1', String(port)] });
    const relay = spawn(file, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    client.pipe(relay.stdin);
    relay.stdout.pipe(client);
    client.on('error', () => relay.kill());
    relay.stdin.on('error', () => client.destroy());
    relay.on('error', () => client.destroy());
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
}
