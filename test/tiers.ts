import { readdirSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installCodeServer } from './lab/codeServer.ts';
import { exitCode, type Command } from './lab/command.ts';
import { editorForTests } from './lab/desktopEditor.ts';
import { privateEngineObstacle } from './lab/engine.ts';
import { ensureInstalled } from './lab/installs.ts';
import { openLabEngine } from './lab/labEngine.ts';
import type { TestCounts } from './lab/runMocha.ts';

/** One part of `npm test`. */
export interface Tier {
  readonly name: string;
  /** Whether it looks at what esbuild.mjs builds. */
  readonly needsBuild: boolean;
  /** Runs it to its end, printing as it goes; rejects when it could not run. */
  run(): Promise<TestCounts>;
}

const root = join(import.meta.dirname, '..');
const countsFile = join(root, 'out/counts.json');

const node = (...args: readonly string[]): Command => ({ file: process.execPath, args });
const bin = (path: string, ...args: readonly string[]): Command =>
  node(join(root, 'node_modules', path), ...args);
const typescript = (...args: readonly string[]): Command => node('--import', 'tsx', ...args);

export const tiers: readonly Tier[] = [
  checks('types', [
    bin('typescript/bin/tsc', '--project', 'tsconfig.json'),
    bin('typescript/bin/tsc', '--project', 'webview/tsconfig.json'),
    bin('typescript/bin/tsc', '--project', 'test/tsconfig.json'),
  ]),
  checks('lint', [bin('eslint/bin/eslint.js', '--max-warnings', '0', '.')]),
  checks('format', [bin('prettier/bin/prettier.cjs', '--check', '.')]),
  {
    name: 'unit',
    needsBuild: false,
    run: () => counted((command) => exitCode(command), mocha('unit', 60_000)),
  },
  checks('build', [node('esbuild.mjs')]),
  {
    name: 'page',
    needsBuild: true,
    async run(): Promise<TestCounts> {
      await ensureInstalled(['chromium']);
      return counted((command) => exitCode(command), mocha('webview', 120_000));
    },
  },
  {
    name: 'engine',
    needsBuild: false,
    async run(): Promise<TestCounts> {
      // Some tests start engines of their own, in a network from which nothing can be installed.
      if (privateEngineObstacle() === undefined) {
        await ensureInstalled(['privateEngine', 'engineConnections']);
      }
      return counted((command) => withEngine(command), mocha('engine', 300_000));
    },
  },
  {
    name: 'editor',
    needsBuild: true,
    async run(): Promise<TestCounts> {
      await ensureInstalled(['chromium']);
      // Before, since the engine's network reaches nothing from which VS Code could be installed.
      const environment = { VSCODE_EXECUTABLE: await editorForTests() };
      return counted(
        (command) => withEngine(command, environment),
        typescript('test/editor/run.ts'),
      );
    },
  },
  {
    name: 'window',
    needsBuild: true,
    async run(): Promise<TestCounts> {
      await ensureInstalled(['chromium', 'compose', 'vagrant']);
      await installCodeServer();
      return counted((command) => withEngine(command), mocha('window', 300_000));
    },
  },
  checks('start', [typescript('test/lab/start.ts', '--check')]),
];

/** Commands that each pass or fail as one test. */
function checks(name: string, commands: readonly Command[]): Tier {
  return {
    name,
    needsBuild: false,
    async run(): Promise<TestCounts> {
      let passed = 0;
      for (const command of commands) if ((await exitCode(command)) === 0) passed += 1;
      return { passed, failed: commands.length - passed };
    },
  };
}

function mocha(folder: string, timeout: number): Command {
  const under = join(root, 'test', folder);
  const files = readdirSync(under, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(under, file))
    .sort();
  return typescript('test/lab/mochaFiles.ts', countsFile, String(timeout), ...files);
}

async function withEngine(command: Command, environment: NodeJS.ProcessEnv = {}): Promise<number> {
  const engine = await openLabEngine();
  console.log(`With ${engine.description}`);
  const env = { ...process.env, ...environment, ...engine.environment, TEST_COUNTS: countsFile };
  try {
    return await exitCode(engine.inNetwork(command), { env });
  } finally {
    await engine.close();
  }
}

/** Runs a command that writes the counts of its tests to the file; a failure outside any test counts too. */
async function counted(
  run: (command: Command) => Promise<number>,
  command: Command,
): Promise<TestCounts> {
  await mkdir(join(root, 'out'), { recursive: true });
  await rm(countsFile, { force: true });
  const code = await run(command);
  const text = await readFile(countsFile, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`The tests ended without a result (exit code ${code}).`);
  const counts = JSON.parse(text) as TestCounts;
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
