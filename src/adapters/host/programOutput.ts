import { execFile } from 'node:child_process';

/** What the sockets of a busy machine take. */
const longestOutput = 16 * 1024 * 1024;

/**
 * What a program prints, also when it ends with an error: lsof does when there is no socket of one
 * kind. Empty when it could not be started, or took too long and was stopped.
 *
 * @param patience in milliseconds.
 */
export function programOutput(
  file: string,
  args: readonly string[],
  patience = 3_000,
): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { encoding: 'utf8', timeout: patience, maxBuffer: longestOutput, windowsHide: true },
      (error, stdout) => {
        resolve(error?.killed === true ? '' : stdout);
      },
    );
  });
}
