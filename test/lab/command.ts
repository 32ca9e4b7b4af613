import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program and its arguments; never a shell string. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** Runs a command to its end and gives its exit code; a signal counts as 1. */
export async function exitCode(command: Command, options: SpawnOptions = {}): Promise<number> {
  return ended(spawn(command.file, command.args, { stdio: 'inherit', ...options }));
}

/** Runs a command to its end. Rejects, with all that it printed, when it could not start or failed. */
export async function output(command: Command, options: SpawnOptions = {}): Promise<string> {
  const child = spawn(command.file, command.args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await ended(child);
  if (code !== 0) {
    const printed = [stderr, stdout].filter((text) => text !== '').join('\n');
    throw new Error(`${command.file} ${command.args.join(' ')} failed (${code}):\n${printed}`);
  }
  return stdout;
}

/** The exit code of a started child, once it has closed its output. */
export async function ended(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}

/** Where a program is, as a shell would find it; the folders of system programs count too. */
export function onPath(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/** Whether the file exists and may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
