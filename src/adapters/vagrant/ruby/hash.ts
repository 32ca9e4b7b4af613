import type { Node } from '@ruby/prism/src/nodes.js';
import type { Execution } from './execution.ts';
import { identityOf, identityOfSymbol } from './rubyText.ts';
import { isUnknown, type RubyHash, type RubyValue, type Unknown } from './value.ts';

export function newHash(pairs: Iterable<readonly [RubyValue, RubyValue]> = []): RubyHash {
  const hash: RubyHash = { kind: 'hash', pairs: new Map() };
  for (const pair of pairs) {
    const identity = identityOf(pair[0]);
    if (identity !== undefined) hash.pairs.set(identity, pair);
  }
  return hash;
}

/** Sets a key of a hash; gives why the hash is not known then, if the key is not. */
export function store(
  run: Execution,
  hash: RubyHash,
  key: RubyValue,
  value: RubyValue,
  keyNode: Node,
): Unknown | undefined {
  const identity = identityOf(key);
  if (identity === undefined) {
    return isUnknown(key)
      ? key
      : run.unknown(() => `\`${run.quote(keyNode)}\` is a key that is not followed`, keyNode);
  }
  const first = hash.pairs.get(identity)?.[0] ?? key;
  hash.pairs.set(identity, [first, value]);
  return undefined;
}

/** Undefined when the key is missing, or is none that is followed. */
export function lookUp(hash: RubyHash, key: RubyValue): RubyValue | undefined {
  const identity = identityOf(key);
  return identity === undefined ? undefined : hash.pairs.get(identity)?.[1];
}

export function lookUpOption(hash: RubyHash | undefined, name: string): RubyValue | undefined {
  return hash?.pairs.get(identityOfSymbol(name))?.[1];
}
