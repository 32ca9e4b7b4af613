/**
 * Runs the editor tests through @vscode/test-electron: in desktop VS Code where there is one, else in
 * the server build. Started where the engine of `DOCKER_HOST` lives; writes the counts of the tests to
 * the file that `TEST_COUNTS` names.
 */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { editorForTests } from '../lab/desktopEditor.ts';
import { freePort } from '../lab/freePort.ts';

const root = join(import.meta.dirname, '../..');
const tests = join(root, 'out/editor/index.cjs');

async function bundleTests(): Promise<void> {
  const files = await readdir(import.meta.dirname);
  const suffix = '.test.ts';
  const names = files
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length));
  await build({
    entryPoints: [join(import.meta.dirname, 'index.ts')],
    outfile: tests,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    define: { testNames: JSON.stringify(names.sort()) },
    external: ['vscode', 'mocha', 'playwright-core', 'axe-core', '*.node'],
    logLevel: 'warning',
  });
}

await bundleTests();
// Tells the tests that the window was reloaded; none of an earlier run may.
await rm(`${process.env['TEST_COUNTS'] ?? ''}.reload`, { force: true });
const folder = await mkdtemp(join(tmpdir(), 'port-mappings-workspace-'));
const workspace = join(folder, 'workspace');
await cp(join(root, 'test/fixtures/workspace'), workspace, { recursive: true });
const debuggingPort = await freePort();
try {
  await runTests({
    vscodeExecutablePath: await editorForTests(),
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    launchArgs: [workspace, `--remote-debugging-port=${debuggingPort}`],
    extensionTestsEnv: {
      PORT_MAPPINGS_ROOT: root,
      PORT_MAPPINGS_CDP: `http://127.0.0.1:${debuggingPort}`,
    },
  });
} catch (error) {
  // The tests have said what failed.
  if (!(error instanceof TestRunFailedError)) throw error;
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
