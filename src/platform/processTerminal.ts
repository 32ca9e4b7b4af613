import { spawn, type ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';

/** What is run: arguments are passed as they are, through no shell. */
export interface ProcessCall {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A terminal that shows what one process prints, and ends with it. Needs no native terminal. */
export class ProcessTerminal implements vscode.Pseudoterminal {
  readonly #call: ProcessCall;
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number>();
  #child: ChildProcess | undefined;
  #resolve: (code: number | undefined) => void = () => undefined;

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;
  /** The exit code; undefined when it could not be run or was ended by a signal. */
  readonly ended = new Promise<number | undefined>((resolve) => {
    this.#resolve = resolve;
  });

  constructor(call: ProcessCall) {
    this.#call = call;
  }

  open(): void {
    const { file, args, cwd, environment } = this.#call;
    this.#print(`> ${[file, ...args].join(' ')}\n`);
    const child = spawn(file, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#print(text);
      });
    }
    child.on('error', (error) => {
      this.#print(`${error.message}\n`);
      this.#finish(undefined);
    });
    child.on('close', (code) => {
      this.#finish(code ?? undefined);
    });
  }

  /** The user closed the terminal. */
  close(): void {
    this.#child?.kill();
  }

  #print(text: string): void {
    this.#written.fire(text.replace(/\r?\n/g, '\r\n'));
  }

  #finish(code: number | undefined): void {
    this.#resolve(code);
    this.#closed.fire(code ?? 1);
  }
}
