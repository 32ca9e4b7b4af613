import assert from 'node:assert/strict';
import type { RecreateResult } from '../../src/core/recreate.ts';
import type { FaultLab } from './faultLab.ts';
import type { Victim, VictimOptions } from './victim.ts';

/** Something that can go wrong. `number`: groups what is alike. */
export interface Fault {
  readonly number: number;
  readonly what: string;
  readonly victim?: VictimOptions;
  /** Does it; throws when the result is not what it must be. */
  readonly run: (lab: FaultLab, victim: Victim) => Promise<RecreateResult | undefined>;
}

/** Throws when a recreate did not end like that. */
export function mustBe(result: RecreateResult, kind: RecreateResult['kind']): RecreateResult {
  assert.equal(result.kind, kind, JSON.stringify(result));
  return result;
}
