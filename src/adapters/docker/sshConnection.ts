import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import { ConnectionError } from './connectionError.ts';
import type { EngineAddress } from './dockerHost.ts';

/** The `ssh` that is run, and what is put before its other arguments. */
export interface SshProgram {
  readonly file: string;
  readonly args: readonly string[];
}

type SshAddress = Extract<EngineAddress, { kind: 'ssh' }>;

/**
 * Connections to an engine on another machine, through the user's own `ssh`: `docker` there joins
 * its standard input and output to its engine's socket (`docker system dial-stdio`, since 18.09). As
 * `docker` does it, so ~/.ssh/config, known_hosts, agents and jump hosts count without our help.
 * The library `ssh2`, which docker-modem would use, checks no host key unless told how and
 * reads none of these files.
 *
 * Every connection is a process, so there are few: one for the events, up to three for calls, of
 * which one stays open between calls.
 */
export class SshAgent extends Agent {
  readonly #program: SshProgram;
  readonly #args: readonly string[];

  constructor(address: SshAddress, program: SshProgram, connectSeconds: number) {
    super({ keepAlive: true, maxSockets: 4, maxFreeSockets: 1 });
    this.#program = program;
    this.#args = [...program.args, ...sshArguments(address, connectSeconds)];
  }

  override createConnection(): Duplex {
    return new ProcessConnection(spawn(this.#program.file, this.#args));
  }

  /**
   * docker-modem formats its options, agent included, on every request, whether or not the text is
   * used (apocas/docker-modem, lib/modem.js): without this, all sockets would be walked each time.
   */
  [inspect.custom](): string {
    return 'SshAgent';
  }
}

/** `BatchMode`: nobody is there to answer a question. `--`: what follows is never an option. */
export function sshArguments(address: SshAddress, connectSeconds: number): readonly string[] {
  const host = address.socket === undefined ? [] : [`--host=unix://${address.socket}`];
  return [
    ...['-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${Math.ceil(connectSeconds)}`],
    ...(address.user === undefined ? [] : ['-l', address.user]),
    ...(address.port === undefined ? [] : ['-p', String(address.port)]),
    ...['--', address.host, 'docker', ...host, 'system', 'dial-stdio'],
  ];
}

/** Enough of what ssh says to know why it ended; it says little else. */
const keptWords = 4_096;

/** A child process as the socket that `node:http` expects. It ends with the process, and kills it. */
class ProcessConnection extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;
  #words = '';

  constructor(child: ChildProcessWithoutNullStreams) {
    super();
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#words = (this.#words + text).slice(-keptWords);
    });
    // A write to a process that has ended; its end is reported below.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => this.destroy(error));
    // The last event: only now is it known what ssh said and how it ended.
    child.on('close', (code) => {
      if (code === 0) this.push(null);
      else this.destroy(endedProcess(code, this.#words));
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#child.stdin.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill();
    done(error);
  }

  // What `node:http` sets on a socket and a pipe has not.
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

function endedProcess(code: number | null, words: string): ConnectionError {
  const said = words.trim();
  const ending = code === null ? 'ssh was ended' : `ssh ended with code ${code}`;
  const message = said === '' ? `${ending}.` : `${ending}: ${said}`;
  // What `docker` on the other machine says of its engine's socket.
  const refused = /permission denied.*(?:docker\.sock|docker daemon|docker API)/is.test(said);
  return new ConnectionError(refused ? 'permissionDenied' : 'remoteUnreachable', message);
}
