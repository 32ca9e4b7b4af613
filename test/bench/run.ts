/**
 * `npm run bench`: the goals for speed and economy, each measured beside what it is compared to.
 *
 *   npm run bench -- engine client editor files page   some of the parts only
 *   npm run bench -- --quick                      few samples of little, for a first look
 *   npm run bench -- --full                       with a whole idle minute
 *   npm run bench -- --markdown                   writes the table into the README too
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitCode } from '../lab/command.ts';
import type { Effort, Measured } from './bench.ts';
import { measureActivation } from './activation/measureActivation.ts';
import { measureClient } from './client.ts';
import { measureEngine } from './engine.ts';
import { measureFiles } from './files/measureFiles.ts';
import type { Finding } from './finding.ts';
import { measurePage } from './page/measurePage.ts';
import { machineText, summary, terminalTable, writeMarkdown } from './report.ts';

const root = join(import.meta.dirname, '../..');

const usual: Effort = {
  populations: [10, 100, 500],
  runs: 9,
  idleSeconds: 20,
  burst: 100,
  rows: [100, 1_000, 10_000],
};

const quick: Effort = {
  populations: [10, 50],
  runs: 3,
  idleSeconds: 5,
  burst: 10,
  rows: [100, 1_000],
};

const parts: Readonly<Record<string, (effort: Effort, folder: string) => Promise<Measured>>> = {
  engine: measureEngine,
  client: measureClient,
  editor: measureActivation,
  files: measureFiles,
  page: measurePage,
};

async function build(): Promise<void> {
  const code = await exitCode({ file: process.execPath, args: ['esbuild.mjs'] }, { cwd: root });
  if (code !== 0) throw new Error('The build failed.');
}

async function measure(names: readonly string[], effort: Effort): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'port-mappings-bench-'));
  const all: Measured[] = [];
  try {
    for (const name of names) {
      const part = parts[name];
      if (part === undefined) {
        throw new Error(`No such part: ${name}. There are: ${Object.keys(parts).join(', ')}`);
      }
      all.push(await part(effort, folder));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return all;
}

/** By goal; what belongs to one goal stays as it was measured. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const number = ({ goal }: Finding): number => Number(goal.slice(1));
  return [...findings].sort((left, right) => number(left) - number(right));
}

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (values.markdown && (values.quick || positionals.length > 0)) {
  throw new Error('Only the whole table goes into the README.');
}
const effort = values.quick ? quick : { ...usual, ...(values.full ? { idleSeconds: 60 } : {}) };
await build();
const measured = await measure(positionals.length > 0 ? positionals : Object.keys(parts), effort);
const findings = inOrder(measured.flatMap((part) => part.findings));
const machine = machineText(measured.flatMap(({ programs }) => programs));
console.log(`\n${terminalTable(findings)}\n\n${machine}\n${summary(findings)}`);
if (values.markdown) await writeMarkdown(join(root, 'README.md'), findings, machine);
