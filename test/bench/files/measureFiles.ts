/** G10: how long a file takes to be read again after a change, to the bare parser of its language. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Effort, Measured } from '../bench.ts';
import { against, boundFinding, milliseconds, ratioFinding, type Finding } from '../finding.ts';
import { compare, timed, type Way } from '../statistics.ts';
import type { FileReader, fileReaders } from './fileReaders.ts';

const root = join(import.meta.dirname, '../../..');

/** What is left of a frame of 60 in a second to keep typing free, in milliseconds. */
const frame = 16;

/** Readings until what is measured is compiled: a file is read again at every change of a long session. */
const warmUp = 25;

export async function measureFiles(effort: Effort, folder: string): Promise<Measured> {
  const findings: Finding[] = [];
  for (const reader of await bundledReaders(folder)) {
    console.log(`Reading a ${reader.name}`);
    findings.push(...(await measureReader(reader, 2 * effort.runs)));
  }
  return { findings, programs: [] };
}

/** In the form that ships, as what runs the bench makes functions slower. */
async function bundledReaders(folder: string): Promise<readonly FileReader[]> {
  const outfile = join(folder, 'fileReaders.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'fileReaders.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    define: { 'import.meta.url': '__filename' },
  });
  const bundle = (await import(pathToFileURL(outfile).href)) as {
    readonly fileReaders: typeof fileReaders;
  };
  return bundle.fileReaders(join(root, 'dist/prism.wasm'));
}

async function measureReader(reader: FileReader, runs: number): Promise<readonly Finding[]> {
  const { name, lines, file, read, parse, bound } = reader;
  const [short, long] = [file(lines), file(4 * lines)];
  for (let run = 0; run < warmUp; run += 1) {
    read(`${short}# warm-up ${run}\n`);
    parse(short);
  }
  const size = lines.toLocaleString('en-US');
  const { read: reading } = await compare(after(short, parse), { read: after(short, read) }, runs);
  const { long: growing } = await compare(after(short, read), { long: after(long, read) }, runs);
  return [
    ratioFinding(
      'G10',
      `${name} of ${size} lines, read again after a change, to the bare parser`,
      { ratio: reading.ratio, details: against(reading.cost, reading.yardstick, 'ms') },
      bound,
    ),
    boundFinding(
      'G10',
      `${name} of ${size} lines, read again after a change`,
      { value: reading.cost, text: milliseconds(reading.cost) },
      { value: frame, text: milliseconds(frame) },
    ),
    ratioFinding(
      'G10',
      `${name} four times as long, by line`,
      { ratio: growing.ratio / 4, details: against(growing.cost, growing.yardstick, 'ms') },
      1.3,
    ),
  ];
}

/** Reads the text as it is after one more change at its end, which nothing can know already. */
function after(text: string, read: (text: string) => unknown): Way {
  let changes = 0;
  return () => {
    changes += 1;
    const changed = `${text}# ${changes}\n`;
    return timed(() => read(changed));
  };
}
