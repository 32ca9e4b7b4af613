import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * Whether the `PATH` has the program. It is not run: some of them do work before they answer.
 *
 * @param environment that of this process by default.
 */
export async function isInstalled(
  program: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = process.platform === 'win32' ? [`${program}.exe`] : [program];
  for (const path of folders.flatMap((folder) => names.map((name) => join(folder, name)))) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}
