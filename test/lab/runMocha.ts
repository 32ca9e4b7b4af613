import Mocha from 'mocha';

/** How many tests passed and failed; a failed hook counts as a failed test. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

/**
 * A mocha in which neither a skipped test nor a forgotten `only` can pass. `TEST_GREP`, if set, names the
 * tests to run, as mocha's `--grep` does.
 */
export function strictMocha(timeout: number): Mocha {
  const mocha = new Mocha({ reporter: 'spec', timeout, forbidOnly: true, forbidPending: true });
  const grep = process.env['TEST_GREP'] ?? '';
  return grep === '' ? mocha : mocha.grep(grep);
}

/** Runs the tests that were loaded; resolves when all have ended. */
export async function runMocha(mocha: Mocha): Promise<TestCounts> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      resolve({ passed: runner.stats?.passes ?? 0, failed: runner.stats?.failures ?? 0 });
    });
  });
}
