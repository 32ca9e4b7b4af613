/**
 * `npm run faults`: disturbs recreates in every way there is, and prints for each what became of the
 * container. `npm run faults -- TEXT` tries only those whose number or words have the text.
 */
import assert from 'node:assert/strict';
import { ensureInstalled } from '../lab/installs.ts';
import { openFaultLab, type FaultLab } from './faultLab.ts';
import type { Fault } from './fault.ts';
import { allFaults } from './faults.ts';
import { faultsElsewhere } from './faultsElsewhere.ts';
import { createVictim, removeVictim } from './victim.ts';

interface Row {
  readonly passed: boolean;
  readonly outcome: string;
  readonly lost: string;
}

const runs = {
  original: 'the original runs',
  new: 'the new one runs',
  again: 'the original, made again, runs',
} as const;

async function tryFault(lab: FaultLab, fault: Fault): Promise<Row> {
  const options = typeof fault.victim === 'function' ? await fault.victim(lab) : fault.victim;
  const victim = await createVictim(lab, options);
  try {
    const result = await fault.run(lab, victim);
    const { found, survivor } = await lab.recovered(victim);
    const unfinished = found.some(({ verdict }) => verdict !== 'backupKept');
    const { is, lost } = survivor;
    if (result !== undefined) assert.equal(is === 'new', result.kind === 'done', result.kind);
    const outcome = [
      ...(result === undefined ? [] : [result.kind]),
      ...(unfinished ? ['recovered'] : []),
      runs[is],
    ];
    const what = lost.length === 0 ? 'nothing' : lost.join(', ');
    return { passed: lost.length === 0, outcome: outcome.join(', '), lost: what };
  } finally {
    await removeVictim(lab.docker, victim).catch(() => undefined);
  }
}

function failure(error: unknown): Row {
  return { passed: false, outcome: String(error).slice(0, 400), lost: '?' };
}

const wanted = process.argv.slice(2).join(' ');
const isWanted = ({ number, what }: Pick<Fault, 'number' | 'what'>): boolean =>
  wanted === '' || String(number) === wanted || what.includes(wanted);
const chosen = [...allFaults(), ...faultsElsewhere]
  .filter(isWanted)
  .sort((left, right) => left.number - right.number);
const tried = chosen.filter((fault) => 'run' in fault).length;
const width = Math.max(...chosen.map(({ what }) => what.length));

function print(mark: string, number: string, what: string, rest: string): void {
  console.log(`${mark} ${number.padStart(3)}  ${what.padEnd(width)}  ${rest}`);
}

await ensureInstalled(['privateEngine', 'engineConnections']);
const lab = await openFaultLab();
let failed = 0;
try {
  print(' ', 'no.', 'fault', 'lost     outcome');
  for (const fault of chosen) {
    const { number, what } = fault;
    if ('notProducible' in fault) {
      print('-', String(number), what, `         not producible here: ${fault.notProducible}`);
      continue;
    }
    const { passed, outcome, lost } = await tryFault(lab, fault).catch(failure);
    if (!passed) failed += 1;
    print(passed ? ' ' : '!', String(number), what, `${lost.padEnd(7)}  ${outcome}`);
  }
} finally {
  await lab.close();
}
const untried = chosen.length - tried;
console.log(
  `\n${tried} faults, ${failed} that a container did not survive whole; ${untried} not producible here`,
);
process.exitCode = failed === 0 ? 0 : 1;
