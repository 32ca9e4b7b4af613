import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A program with the arguments that stand before any other. */
export interface ComposeProgram {
  readonly file: string;
  readonly args: readonly string[];
}

/** Compose v2 is a plugin of docker; v1 a program of its own. */
const candidates: readonly ComposeProgram[] = [
  { file: 'docker', args: ['compose'] },
  { file: 'docker-compose', args: [] },
];

/** In milliseconds. */
const patience = 10_000;

/** Runs each candidate for its version; undefined when none answers. */
export async function findComposeProgram(): Promise<ComposeProgram | undefined> {
  for (const candidate of candidates) {
    const answers = await promisify(execFile)(candidate.file, [...candidate.args, 'version'], {
      timeout: patience,
    }).then(
      () => true,
      () => false,
    );
    if (answers) return candidate;
  }
  return undefined;
}
