/** Runs in the extension host: VS Code's `extensionTestsPath`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { extensions } from 'vscode';
import type { Activation } from './measureActivation.ts';

/**
 * Activates the extension that `BENCH_EXTENSION` names, at the `Moment` that `BENCH_MOMENT` names, and
 * writes an `Activation` to `BENCH_RESULT`.
 */
export async function run(): Promise<void> {
  const { BENCH_EXTENSION: id = '', BENCH_MOMENT: moment, BENCH_RESULT: result = '' } = process.env;
  const extension = extensions.getExtension(id);
  if (extension === undefined || extension.isActive) {
    throw new Error(`The extension ${id} is ${extension === undefined ? 'missing' : 'active'}.`);
  }
  if (moment === 'settled') await settled();
  const start = performance.now();
  await extension.activate();
  const milliseconds = performance.now() - start;
  // The extension's own: what measures it lies in the same folder.
  const built = join(extension.extensionPath, 'dist');
  const files = Object.keys(require.cache).filter((file) => file.startsWith(built));
  await writeFile(result, JSON.stringify({ milliseconds, files } satisfies Activation));
}

/** Resolves once the editor's own extensions, which start at the same time, are done with that. */
async function settled(): Promise<void> {
  for (let second = 0; second < 20; second += 1) {
    const before = performance.eventLoopUtilization();
    await wait(1_000);
    if (performance.eventLoopUtilization(before).utilization < 0.05) return;
  }
}
