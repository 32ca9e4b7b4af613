import { chainOf, type EngineMachine } from './chain.ts';
import type { ContainerMappings } from './conflicts.ts';

/** What chains say of mappings and forwards, in sentences. */
export interface ChainNotes {
  /** By mapping id. */
  readonly ofMappings: ReadonlyMap<string, readonly string[]>;
  /** By the id of the forward's declaration. */
  readonly ofForwards: ReadonlyMap<string, readonly string[]>;
  /** Ids of the mappings that a forward is missing for. */
  readonly unforwarded: ReadonlySet<string>;
}

export const noChains: ChainNotes = {
  ofMappings: new Map(),
  ofForwards: new Map(),
  unforwarded: new Set(),
};

export function chainNotes(all: readonly ContainerMappings[], machine: EngineMachine): ChainNotes {
  const ofMappings = new Map<string, readonly string[]>();
  const ofForwards = new Map<string, string[]>();
  const missed = new Set<string>();
  for (const { container, mappings } of all) {
    for (const mapping of mappings) {
      const { chains, missing, unforwarded } = chainOf(container.name, mapping, machine);
      if (unforwarded) missed.add(mapping.id);
      const notes = [...chains.map(({ text }) => `${text}.`), ...missing];
      if (notes.length > 0) ofMappings.set(mapping.id, notes);
      for (const { forward, text } of chains) {
        const known = ofForwards.get(forward.id);
        if (known === undefined) ofForwards.set(forward.id, [`${text}.`]);
        else known.push(`${text}.`);
      }
    }
  }
  return { ofMappings, ofForwards, unforwarded: missed };
}
