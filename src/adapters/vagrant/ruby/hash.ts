import type { Node } from '@ruby/prism/src/nodes.js';
import type { Execution } from './execution.ts';
import { identityOf, identityOfSymbol } from './rubyText.ts';
import { isUnknown, type RubyArray, type RubyHash, type RubyValue, type Unknown } from './value.ts';

export function newHash(pairs: Iterable<readonly [RubyValue, RubyValue]> = []): RubyHash {
  const hash: RubyHash = { kind: 'hash', pairs: new Map() };
  for (const pair of pairs) {
    const identity = identityOfKey(pair[0]);
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
  const identity = identityOfKey(key);
  if (identity === undefined) {
    return isUnknown(key)
      ? key
      : run.unknown(() => `\`${run.quote(keyNode)}\` is a key that is not followed`, keyNode);
  }
  const first = hash.pairs.get(identity)?.[0] ?? key;
  hash.pairs.set(identity, [first, value]);
  return undefined;
}

/** What the key of a hash is told by; undefined when it is none that is followed. */
function identityOfKey(key: RubyValue): string | undefined {
  const identity = identityOf(key);
  if (key.kind === 'array' && identity !== undefined) markAsKey(key);
  return identity;
}

function markAsKey(key: RubyArray): void {
  key.isKey = true;
  for (const item of key.items) if (item.kind === 'array') markAsKey(item);
}

/** Undefined when the key is missing, or is none that is followed. */
export function lookUp(hash: RubyHash, key: RubyValue): RubyValue | undefined {
  const identity = identityOf(key);
  return identity === undefined ? undefined : hash.pairs.get(identity)?.[1];
}

export function lookUpOption(hash: RubyHash | undefined, name: string): RubyValue | undefined {
  return hash?.pairs.get(identityOfSymbol(name))?.[1];
}
