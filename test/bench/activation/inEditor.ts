/** Runs in the extension host: VS Code's `extensionTestsPath`. */
import { writeFile } from 'node:fs/promises';
import { extensions } from 'vscode';

/** Activates the extension that `BENCH_EXTENSION` names, and writes how long that took to `BENCH_RESULT`. */
export async function run(): Promise<void> {
  const { BENCH_EXTENSION: id = '', BENCH_RESULT: result = '' } = process.env;
  const extension = extensions.getExtension(id);
  if (extension === undefined || extension.isActive) {
    throw new Error(`The extension ${id} is ${extension === undefined ? 'missing' : 'active'}.`);
  }
  const start = performance.now();
  await extension.activate();
  await writeFile(result, String(performance.now() - start));
}
