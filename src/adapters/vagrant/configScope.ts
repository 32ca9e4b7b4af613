import type { Node } from '@ruby/prism/src/nodes.js';
import type { ForwardCall, ForwardOrigin } from './forwardedPorts.ts';
import type { RubyHash, RubyProc, RubyValue, Unknown } from './ruby/value.ts';

/** A forward as one block of the file declares it, before machines and scopes are joined. */
export interface Forward {
  readonly id: string;
  readonly options: RubyHash;
  readonly hasOwnId: boolean;
  /** The call that set the final values. */
  readonly node: Node;
  readonly origin: ForwardOrigin;
  /** Earlier calls whose options were merged into these. */
  readonly merged: readonly ForwardCall[];
}

/** A `define`, with its block if it has one. */
export interface MachineDefinition {
  /** Undefined when it is not known. */
  readonly name: string | undefined;
  /** Why the machine may not be there, or why its name is not known. */
  readonly cause: Unknown | undefined;
  readonly block: ConfigBlock | undefined;
  readonly node: Node;
}

/** A block that gets a configuration when Vagrant loads the file or a machine. */
export interface ConfigBlock {
  readonly version: '1' | '2';
  readonly block: RubyValue;
  readonly node: Node;
  /** Given in a loop or a method. */
  readonly isRepeated: boolean;
}

/**
 * - `root`: a `Vagrant.configure` block.
 * - `machine`: a `define` block.
 * - `override`: the second parameter of a provider's block.
 */
type ScopeKind = 'root' | 'machine' | 'override';

/** Ids that start and end so; the start alone is the whole of one that is known. */
interface IdPattern {
  readonly start: string;
  readonly end: string | undefined;
}

/** What one configuration block declares: Vagrant gives each block an object of its own. */
export class ConfigScope {
  readonly kind: ScopeKind;
  readonly forwards = new Map<string, Forward>();
  readonly definitions: MachineDefinition[] = [];
  /** Blocks of the provider in use that take an override. */
  readonly overrides: RubyProc[] = [];
  communicator: RubyValue | undefined;
  /** Set when the block has run: what still changes the object comes from another block. */
  isClosed = false;
  /** Set when all forwards may have been changed. */
  doubt: Unknown | undefined;
  readonly #doubts = new Map<string, { readonly pattern: IdPattern; readonly cause: Unknown }>();

  constructor(kind: ScopeKind) {
    this.kind = kind;
  }

  /** Forwards of such an id may be changed by a call of which that is not known. */
  doubtIds(pattern: IdPattern, cause: Unknown): void {
    const key = `${pattern.start}\n${pattern.end ?? ''}`;
    if (!this.#doubts.has(key)) this.#doubts.set(key, { pattern, cause });
  }

  /** Why it is not sure what the scope declares for an id; undefined when it is. */
  doubtOf(id: string): Unknown | undefined {
    if (this.doubt !== undefined) return this.doubt;
    for (const { pattern, cause } of this.#doubts.values()) if (isLike(id, pattern)) return cause;
    return undefined;
  }
}

function isLike(id: string, { start, end }: IdPattern): boolean {
  return end === undefined ? id === start : id.startsWith(start) && id.endsWith(end);
}
