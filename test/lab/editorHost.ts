/**
 * Runs an extension's tests as desktop VS Code would, with the same arguments, in the server build of
 * VS Code with headless Chromium as its window. Its exit code is the tests' result.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArguments, chromiumExecutable, viewport } from './chromium.ts';
import { installCodeServer, serve } from './codeServer.ts';
import { openFront } from './front.ts';
import { patience } from './patience.ts';

const timeLimit = 30 * 60_000;
const out = join(import.meta.dirname, '../../out');
const windowLog = join(out, 'window.log');

interface Launch {
  readonly extension: string;
  readonly tests: string;
  readonly workspace: string;
  /** Where test code can reach the window: the port that Chromium (as Electron would) listens on. */
  readonly debuggingPort: string;
}

/** VS Code's own arguments; those that mean nothing here are ignored. */
function parseLaunch(args: readonly string[]): Launch {
  const value = (name: string): string => {
    const found = args.find((arg) => arg.startsWith(`--${name}=`));
    if (found === undefined) throw new Error(`--${name}= is missing.`);
    return found.slice(name.length + 3);
  };
  const workspace = args.find((arg) => !arg.startsWith('-'));
  if (workspace === undefined) throw new Error('A workspace folder is missing.');
  return {
    extension: value('extensionDevelopmentPath'),
    tests: value('extensionTestsPath'),
    workspace,
    debuggingPort: value('remote-debugging-port'),
  };
}

/** Resolves to the tests' exit code; rejects when the editor ends before its tests. */
async function runTests(launch: Launch, folder: string): Promise<number> {
  const socketPath = join(folder, 'editor.sock');
  const server = await serve(await installCodeServer(), {
    socketPath,
    dataFolder: join(folder, 'server'),
    environment: process.env,
    // Without it, the server's page does not take the extension and its tests from its address.
    args: ['--enable-smoke-test-driver'],
  });
  const front = await openFront(socketPath, 0);
  const browser = await openChromium(join(folder, 'chromium'), launch.debuggingPort);
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const tests = testsOf(page);
    await page.goto(pageAddress(launch, `localhost:${front.port}`), { timeout: patience });
    return await Promise.race([
      tests,
      server.ended.then((last) => Promise.reject(new Error(`VS Code's server ended:\n${last}`))),
      tooLong(page),
    ]);
  } finally {
    await browser.close();
    await front.close();
    await server.stop();
  }
}

async function openChromium(profile: string, debuggingPort: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: chromiumExecutable(),
    args: [...chromiumArguments, `--remote-debugging-port=${debuggingPort}`],
    viewport,
    timeout: patience,
  });
}

/**
 * Prints what the tests print and resolves to their exit code: the two functions that the page calls.
 * Errors of the window itself go only to a file: the server build misses native parts, which it reports
 * at length.
 */
async function testsOf(page: Page): Promise<number> {
  const log = createWriteStream(windowLog);
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    const line = format(...args);
    log.write(`${type}: ${line}\n`);
    if (type !== 'error') console.log(line);
  });
  return new Promise((resolve, reject) => {
    const gone = (): void => {
      reject(new Error('The page of VS Code crashed.'));
    };
    page.once('crash', gone).once('close', gone);
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
}

function pageAddress({ extension, tests, workspace }: Launch, authority: string): string {
  const remote = (path: string): string => `vscode-remote://${authority}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(tests)],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  return `http://${authority}/?${query.toString()}`;
}

async function tooLong(page: Page): Promise<never> {
  await page.waitForTimeout(timeLimit);
  const picture = join(out, 'too-long.png');
  await page.screenshot({ path: picture });
  throw new Error(`The tests did not end within ${timeLimit / 60_000} minutes: see ${picture}`);
}

await mkdir(out, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'port-mappings-editor-'));
try {
  process.exitCode = await runTests(parseLaunch(process.argv.slice(2)), folder);
  if (process.exitCode !== 0) console.log(`All that the window logged: ${windowLog}`);
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
