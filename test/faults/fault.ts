import assert from 'node:assert/strict';
import type { RecreateResult } from '../../src/core/recreate.ts';
import type { FaultLab } from './faultLab.ts';
import type { Victim, VictimOptions } from './victim.ts';

/** Something that can go wrong. `number`: groups what is alike. */
export interface Fault {
  readonly number: number;
  readonly what: string;
  readonly victim?: VictimOptions | ((lab: FaultLab) => Promise<VictimOptions>);
  /**
   * Does it; throws when the result is not what it must be. Without a result, the container is to be
   * whole, whichever of the two it is.
   */
  readonly run: (lab: FaultLab, victim: Victim) => Promise<RecreateResult | undefined>;
}

/** Something that can go wrong elsewhere. */
export interface FaultElsewhere {
  readonly number: number;
  readonly what: string;
  readonly notProducible: string;
}

/** Throws when a recreate did not end like that. */
export function mustBe<Kind extends RecreateResult['kind']>(
  result: RecreateResult,
  kind: Kind,
): Extract<RecreateResult, { readonly kind: Kind }> {
  assert.equal(result.kind, kind, JSON.stringify(result));
  return result as Extract<RecreateResult, { readonly kind: Kind }>;
}

/** The same for one that tells why, in these words. */
export function mustTell(
  result: RecreateResult,
  kind: 'refused' | 'rolledBack' | 'needsHelp',
  words: RegExp,
): RecreateResult {
  const told = mustBe(result, kind);
  assert.match(told.kind === 'refused' ? told.reason : told.message, words);
  return told;
}
