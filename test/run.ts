/** `npm test`: every tier, or those named (`npm test -- unit page`). All run, also when one failed. */
import { tiers, type Tier } from './tiers.ts';

interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** Why the tier did not pass, where no failed test says it. */
  readonly reason?: string;
}

function chosenTiers(names: readonly string[]): readonly Tier[] {
  const unknown = names.filter((name) => !tiers.some((tier) => tier.name === name));
  if (unknown.length > 0) {
    const known = tiers.map(({ name }) => name).join(', ');
    throw new Error(`No such tier: ${unknown.join(', ')}. There are: ${known}`);
  }
  return names.length === 0 ? tiers : tiers.filter(({ name }) => names.includes(name));
}

async function outcomeOf(tier: Tier): Promise<Outcome> {
  const start = performance.now();
  const ran = await tier.run().catch((error: unknown) => ({
    passed: 0,
    failed: 1,
    reason: error instanceof Error ? error.message : String(error),
  }));
  const empty = ran.passed + ran.failed === 0 ? { failed: 1, reason: 'It ran no test.' } : {};
  const seconds = (performance.now() - start) / 1000;
  return { name: tier.name, seconds, ...ran, ...empty };
}

function line({ name, passed, failed, seconds, reason }: Outcome): string {
  const verdict = failed === 0 ? 'passed' : 'FAILED';
  const counts = `${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s`;
  return `${verdict}  ${name} (${counts})${reason === undefined ? '' : `: ${reason}`}`;
}

const outcomes: Outcome[] = [];
for (const tier of chosenTiers(process.argv.slice(2))) {
  console.log(`\n=== ${tier.name} ===`);
  const buildFailed = outcomes.some(({ name, failed }) => name === 'build' && failed > 0);
  const outcome =
    tier.needsBuild && buildFailed
      ? { name: tier.name, passed: 0, failed: 1, seconds: 0, reason: 'The build failed.' }
      : await outcomeOf(tier);
  outcomes.push(outcome);
  console.log(line(outcome));
}

const sum = (key: 'passed' | 'failed'): number =>
  outcomes.reduce((total, outcome) => total + outcome[key], 0);
console.log(`\n${outcomes.map(line).join('\n')}\n`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
