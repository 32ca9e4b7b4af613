/** G9: what the engine client weighs and how long it takes to load, to dockerode as it comes. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { output } from '../lab/command.ts';
import type { Effort, Measured } from './bench.ts';
import { against, ratioFinding } from './finding.ts';
import { compare, type Way } from './statistics.ts';

const root = join(import.meta.dirname, '../..');
const client = join(root, 'dist/dockerode.cjs');

export async function measureClient(effort: Effort, folder: string): Promise<Measured> {
  console.log('Loading the engine client');
  const naive = join(folder, 'dockerode.cjs');
  await bundleDockerode(naive);
  const { client: loading } = await compare(
    loads('dockerode'),
    { client: loads(client) },
    2 * effort.runs,
  );
  const [clientSize, naiveSize] = [await kilobytes(client), await kilobytes(naive)];
  const findings = [
    ratioFinding(
      'G9',
      "Loading the engine client, to `require('dockerode')`",
      { ratio: loading.ratio, details: against(loading.cost, loading.yardstick, 'ms') },
      1 / 8,
    ),
    ratioFinding(
      'G9',
      'Its bundle, to a bundle of all of dockerode',
      { ratio: clientSize / naiveSize, details: against(clientSize, naiveSize, 'KB') },
      1 / 7,
    ),
  ];
  return { findings, programs: [] };
}

/** Milliseconds that a new process takes to load a module; it has loaded http already, as VS Code has. */
function loads(module: string): Way {
  const script = `
    require('node:http'); require('node:https');
    const start = performance.now();
    require(${JSON.stringify(module)});
    process.stdout.write(String(performance.now() - start));
  `;
  const command = { file: process.execPath, args: ['--eval', script] };
  return async () => Number(await output(command, { cwd: root }));
}

/** As a build would make it that is told nothing about dockerode. */
async function bundleDockerode(outfile: string): Promise<void> {
  await build({
    stdin: { contents: "module.exports = require('dockerode');", resolveDir: root },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['*.node'],
    legalComments: 'none',
    logLevel: 'error',
  });
}

async function kilobytes(file: string): Promise<number> {
  return (await stat(file)).size / 1024;
}
