/** Runs in the extension host: VS Code's `extensionTestsPath`. */
import { readFile, writeFile } from 'node:fs/promises';
import { commands } from 'vscode';
import { removeContainers } from '../lab/containers.ts';
import { engine } from './engine.ts';
import { beforeReload } from './reload.ts';

/** The names of the *.test.ts files beside this one; run.ts defines it when it bundles. */
declare const testNames: readonly string[];

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs all editor tests, then those of what a reload of the window leaves, in the window that VS Code
 * opens anew; writes their counts to the file that `TEST_COUNTS` names. Rejects if any failed.
 */
export async function run(): Promise<void> {
  const file = process.env['TEST_COUNTS'] ?? '';
  const earlier = await countsBeforeReload(file);
  if (earlier === undefined) {
    const counts = await runFiles(testNames.filter((name) => name !== 'reload'));
    await beforeReload();
    await writeFile(`${file}.reload`, JSON.stringify(counts));
    await commands.executeCommand('workbench.action.reloadWindow');
    // This extension host ends here; the next one calls `run` again.
    return new Promise(() => undefined);
  }
  const counts = await runFiles(['reload']);
  const failed = earlier.failed + counts.failed;
  await writeFile(file, JSON.stringify({ passed: earlier.passed + counts.passed, failed }));
  if (failed > 0) throw new Error(`${failed} editor tests failed.`);
}

async function countsBeforeReload(file: string): Promise<Counts | undefined> {
  const text = await readFile(`${file}.reload`, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Counts);
}

async function runFiles(names: readonly string[]): Promise<Counts> {
  const { runMocha, strictMocha } = await import('../lab/runMocha.ts');
  const mocha = strictMocha(300_000);
  // Gives the test files their describe and it.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const name of names) await import(`./${name}.test.ts`);
  // Only rows that fit into the window are there: none of a test before may be in the way.
  for (const suite of mocha.suite.suites) {
    suite.afterAll('removes its containers', () => removeContainers(engine()));
  }
  return runMocha(mocha);
}
