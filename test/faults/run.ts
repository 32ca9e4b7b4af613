/**
 * `npm run faults`: disturbs recreates in every way there is, and prints for each what became of the
 * container. `npm run faults -- TEXT` tries only those whose number or words have the text.
 */
import { ensureInstalled } from '../lab/installs.ts';
import { openFaultLab, type FaultLab } from './faultLab.ts';
import type { Fault } from './fault.ts';
import { allFaults } from './faults.ts';
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
  const victim = await createVictim(lab.docker, fault.victim);
  try {
    const result = await fault.run(lab, victim);
    const { found, survivor } = await lab.recovered(victim);
    const unfinished = found.some(({ verdict }) => verdict !== 'backupKept');
    const outcome = [
      ...(result === undefined ? [] : [result.kind]),
      ...(unfinished ? ['recovered'] : []),
      runs[survivor.is],
    ];
    return { passed: true, outcome: outcome.join(', '), lost: 'nothing' };
  } catch (error) {
    const message = String(error).slice(0, 400);
    return { passed: false, outcome: message, lost: '?' };
  } finally {
    await removeVictim(lab.docker, victim).catch(() => undefined);
  }
}

const wanted = process.argv.slice(2).join(' ');
const chosen = allFaults().filter(
  ({ number, what }) => wanted === '' || String(number) === wanted || what.includes(wanted),
);
const width = Math.max(...chosen.map(({ what }) => what.length));
await ensureInstalled(['privateEngine']);
const lab = await openFaultLab();
let failed = 0;
try {
  console.log(`  no.  ${'fault'.padEnd(width)}  lost     outcome`);
  for (const fault of [...chosen].sort((left, right) => left.number - right.number)) {
    const { passed, outcome, lost } = await tryFault(lab, fault);
    if (!passed) failed += 1;
    const mark = passed ? ' ' : '!';
    const number = String(fault.number).padStart(3);
    console.log(`${mark} ${number}  ${fault.what.padEnd(width)}  ${lost.padEnd(7)}  ${outcome}`);
  }
} finally {
  await lab.close();
}
console.log(`\n${chosen.length} faults, ${failed} that a container did not survive`);
process.exitCode = failed === 0 ? 0 : 1;
