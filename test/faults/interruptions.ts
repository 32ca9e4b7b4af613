import { recreateSteps } from '../../src/core/recreateSteps.ts';
import { mustBe, type Fault } from './fault.ts';

const steps = recreateSteps({ autoRemove: false, running: true }).map(({ step }) => step);
const removedSteps = recreateSteps({ autoRemove: true, running: true }).map(({ step }) => step);

const fail = (): Promise<never> => Promise.reject(new Error('disturbed'));

/** A failure, a killed process and a killed engine at every step. */
export function interruptions(): readonly Fault[] {
  return [
    ...removedSteps.map((step): Fault => ({
      number: 15,
      what: `--rm, a failure at ${step}`,
      victim: { hostConfig: { AutoRemove: true } },
      run: async (lab, victim) =>
        mustBe(await lab.disturbed(victim, step, fail, { allowAutoRemove: true }), 'rolledBack'),
    })),
    ...removedSteps.map((step): Fault => ({
      number: 15,
      what: `--rm, the process killed at ${step}`,
      victim: { hostConfig: { AutoRemove: true } },
      run: async (lab, victim) => {
        await lab.killed(victim, { at: step });
        return undefined;
      },
    })),
    ...steps.map((step): Fault => ({
      number: 16,
      what: `a failure at ${step}`,
      run: async (lab, victim) => mustBe(await lab.disturbed(victim, step, fail), 'rolledBack'),
    })),
    ...steps.map((step): Fault => ({
      number: 16,
      what: `the process killed at ${step}`,
      run: async (lab, victim) => {
        await lab.killed(victim, { at: step });
        return undefined;
      },
    })),
    // Create, probe (3), stop, commit, create, remove, three renames, update, start.
    ...Array.from({ length: 13 }, (_, index): Fault => ({
      number: 16,
      what: `the process killed after call ${index + 1}`,
      run: async (lab, victim) => {
        await lab.killed(victim, { calls: index + 1 });
        return undefined;
      },
    })),
    // Rename, update, stop, rename, update, start, remove.
    ...Array.from({ length: 7 }, (_, index): Fault => ({
      number: 16,
      what: `the process killed after call ${index + 1} of going back`,
      run: async (lab, victim) => {
        await lab.killed(victim, { since: 'verify', calls: index + 1 });
        return undefined;
      },
    })),
    ...steps.map((step): Fault => ({
      number: 17,
      what: `the process and the engine killed at ${step}`,
      run: async (lab, victim) => {
        await lab.killed(victim, { at: step });
        await lab.restartEngine();
        return undefined;
      },
    })),
    ...steps.map((step): Fault => ({
      number: 17,
      what: `the engine killed at ${step}, and back`,
      run: async (lab, victim) =>
        lab.disturbed(victim, step, async () => {
          await lab.restartEngine();
        }),
    })),
  ];
}
