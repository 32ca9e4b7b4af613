/** G9: activation in the real editor, to that of an extension that does nothing. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { ensureInstalled } from '../../lab/installs.ts';
import { editorForTests } from '../../lab/desktopEditor.ts';
import { freePort } from '../../lab/freePort.ts';
import type { Effort, Measured } from '../bench.ts';
import {
  against,
  boundFinding,
  figure,
  ratioFinding,
  significant,
  type Finding,
} from '../finding.ts';
import { median, medianRatio, shuffled } from '../statistics.ts';

const root = join(import.meta.dirname, '../../..');
const client = join(root, 'dist/dockerode.cjs');

/** What the editor tells of one activation. */
export interface Activation {
  readonly milliseconds: number;
  /** What was loaded of the extension, as absolute paths. */
  readonly files: readonly string[];
}

/** While the editor starts, as it happens most, or when nothing else goes on. */
type Moment = 'starting' | 'settled';

interface Extension {
  readonly id: string;
  readonly folder: string;
}

export async function measureActivation(effort: Effort, folder: string): Promise<Measured> {
  console.log('Activation in VS Code');
  await ensureInstalled(['chromium']);
  const activate = await activator(folder);
  const extensions = {
    own: { id: 'port-mappings.port-mappings', folder: root },
    empty: await makeEmptyExtension(join(folder, 'empty')),
  };
  const starting = await sample(activate, extensions, 'starting', Math.ceil(effort.runs / 2));
  const settled = await sample(activate, extensions, 'settled', Math.ceil(effort.runs / 3));
  return {
    findings: [
      ...(await loadedFindings(settled.own)),
      finding('Activation while VS Code starts', starting, 2),
      finding('Activation in VS Code when all else has started', settled),
    ],
    programs: [],
  };
}

type Samples = Readonly<Record<'own' | 'empty', readonly Activation[]>>;
type Activate = (extension: Extension, moment: Moment) => Promise<Activation>;

async function sample(
  activate: Activate,
  extensions: Readonly<Record<'own' | 'empty', Extension>>,
  moment: Moment,
  runs: number,
): Promise<Samples> {
  const samples = { own: [] as Activation[], empty: [] as Activation[] };
  for (let run = 0; run < runs; run += 1) {
    for (const name of shuffled(['own', 'empty'] as const)) {
      samples[name].push(await activate(extensions[name], moment));
    }
  }
  return samples;
}

function finding(subject: string, { own, empty }: Samples, bound?: number): Finding {
  const [ours, theirs] = [times(own), times(empty)];
  const ratio = medianRatio(ours, theirs);
  const details = against(median(ours), median(theirs), 'ms');
  return ratioFinding(
    'G9',
    `${subject}, to that of an extension that does nothing`,
    { ratio, details },
    bound,
  );
}

function times(activations: readonly Activation[]): readonly number[] {
  return activations.map(({ milliseconds }) => milliseconds);
}

/** Activates an extension in an editor started for that. */
async function activator(folder: string): Promise<Activate> {
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
  const result = join(folder, 'activation');
  return async ({ id, folder: development }, moment) => {
    await runTests({
      vscodeExecutablePath: editor,
      extensionDevelopmentPath: development,
      extensionTestsPath: inEditor,
      launchArgs: [folder, `--remote-debugging-port=${await freePort()}`],
      extensionTestsEnv: { BENCH_EXTENSION: id, BENCH_MOMENT: moment, BENCH_RESULT: result },
    });
    return JSON.parse(await readFile(result, 'utf8')) as Activation;
  };
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

/** A path of the Engine API that dockerode knows and we never ask; minifying leaves it as it is. */
const trace = '/containers/prune?';

async function loadedFindings(activations: readonly Activation[]): Promise<readonly Finding[]> {
  const files = activations.at(-1)?.files ?? [];
  if (files.length === 0) throw new Error('The editor tells of no file that it loaded.');
  if (!(await readFile(client, 'utf8')).includes(trace)) {
    throw new Error(`No trace of dockerode, ${trace}, in ${client}.`);
  }
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const found = texts.some((text) => text.includes(trace));
  const kilobytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1024;
  return [
    boundFinding(
      'G9',
      'dockerode in what is loaded at activation',
      found ? { value: 1, text: 'it is there' } : { value: 0, text: 'none' },
      { value: 0, text: 'none' },
    ),
    figure('G9', 'What is loaded at activation', `${significant(kilobytes)} KB`),
  ];
}
