/** G9: activation in the real editor, to that of an extension that does nothing. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { ensureInstalled } from '../../lab/installs.ts';
import { editorForTests } from '../../lab/desktopEditor.ts';
import { freePort } from '../../lab/freePort.ts';
import type { Effort, Measured } from '../bench.ts';
import { against, ratioFinding } from '../finding.ts';
import { median, medianRatio, shuffled } from '../statistics.ts';

const root = join(import.meta.dirname, '../../..');

interface Extension {
  readonly id: string;
  readonly folder: string;
}

export async function measureActivation(effort: Effort, folder: string): Promise<Measured> {
  console.log('Activation in VS Code');
  await ensureInstalled(['chromium']);
  const inEditor = join(folder, 'inEditor.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'inEditor.ts')],
    outfile: inEditor,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const editor = await editorForTests();
  const activate = async ({ id, folder: development }: Extension): Promise<number> => {
    const result = join(folder, 'activation');
    await runTests({
      vscodeExecutablePath: editor,
      extensionDevelopmentPath: development,
      extensionTestsPath: inEditor,
      launchArgs: [folder, `--remote-debugging-port=${await freePort()}`],
      extensionTestsEnv: { BENCH_EXTENSION: id, BENCH_RESULT: result },
    });
    return Number(await readFile(result, 'utf8'));
  };
  const extensions = {
    own: { id: 'port-mappings.port-mappings', folder: root },
    empty: await makeEmptyExtension(join(folder, 'empty')),
  };
  const times = { own: [] as number[], empty: [] as number[] };
  for (let run = 0; run < Math.ceil(effort.runs / 3); run += 1) {
    for (const name of shuffled(['own', 'empty'] as const)) {
      times[name].push(await activate(extensions[name]));
    }
  }
  const ratio = medianRatio(times.own, times.empty);
  const details = against(median(times.own), median(times.empty), 'ms');
  const subject = 'Activation in VS Code, to that of an extension that does nothing';
  return { findings: [ratioFinding('G9', subject, { ratio, details }, 2)], programs: [] };
}

async function makeEmptyExtension(folder: string): Promise<Extension> {
  const [publisher, name] = ['bench', 'empty'];
  const manifest = {
    publisher,
    name,
    version: '1.0.0',
    engines: { vscode: '^1.95.0' },
    main: './extension.cjs',
    extensionKind: ['workspace'],
    activationEvents: [],
  };
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'extension.cjs'), 'exports.activate = () => undefined;\n');
  return { id: `${publisher}.${name}`, folder };
}
