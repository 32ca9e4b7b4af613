/**
 * What the form for a mapping holds: texts as typed. The page keeps it through a reload, so it is
 * plain JSON.
 */
export interface MappingDraft {
  /**
   * A container's id; `image:` and a reference for a container that is to be made; `file:` and a
   * container's id for the Compose file that decides about it; the key of a service or a machine.
   */
  readonly target: string;
  /** A literal IP address; empty for every address. */
  readonly address: string;
  /** A number or a range; empty lets Docker pick. */
  readonly hostPort: string;
  /** A number or a range. */
  readonly containerPort: string;
  /** `tcp`, `udp` or `sctp`. */
  readonly protocol: string;
  /** Further `-p` rules that are staged together with this one, as docker reads them. */
  readonly others: readonly string[];
  /** Of a container to be made; empty lets Docker invent one. */
  readonly name: string;
  /** Of a container to be made: `--expose` values, apart by spaces or commas. */
  readonly exposed: string;
  /** Of a container to be made: `-P`. */
  readonly publishAll: boolean;
  /** Of a forward: Vagrant may take another host port when this one is in use. */
  readonly autoCorrect: boolean;
}

export type DraftField =
  'target' | 'address' | 'hostPort' | 'containerPort' | 'protocol' | 'others' | 'name' | 'exposed';

/** `error` keeps the draft from being staged. */
export type DraftLevel = 'error' | 'warning' | 'info';

/** Something to say about a field, with the next step in it. */
export interface DraftMessage {
  readonly field: DraftField;
  readonly level: DraftLevel;
  readonly text: string;
  readonly fixes: readonly DraftFix[];
}

/** A button: `Use 8081`. */
export interface DraftFix {
  readonly label: string;
  /** What of the draft it changes; nothing where it does something else. */
  readonly change: Partial<MappingDraft>;
  /** The id of a container that it shows. */
  readonly shows?: string;
  /** A command that it copies. */
  readonly copies?: string;
}

/** What the form can be about. */
export interface DraftTarget {
  /** As `MappingDraft.target`. */
  readonly id: string;
  readonly label: string;
  /** Its state and ports. */
  readonly detail: string;
  /** Container ports to choose from: `80/tcp`. */
  readonly suggestions: readonly string[];
  /** What will be done to it when the changes are applied, in one sentence. */
  readonly consequence: string;
}

/** The longest text of a form's field: a whole `docker run` command may be pasted into one. */
const longestText = 100_000;

const mostRules = 10_000;

/** @returns undefined for anything that is no draft of ours. */
export function parseDraft(value: unknown): MappingDraft | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { target, address, hostPort, containerPort, protocol, others, name, exposed } = fields;
  const texts = { target, address, hostPort, containerPort, protocol, name, exposed };
  if (!areTexts(texts) || !Array.isArray(others) || others.length > mostRules) return undefined;
  const rules = [...(others as unknown[])];
  if (!rules.every(isText)) return undefined;
  return {
    ...texts,
    others: rules,
    publishAll: fields['publishAll'] === true,
    autoCorrect: fields['autoCorrect'] === true,
  };
}

function areTexts<Name extends string>(
  values: Readonly<Record<Name, unknown>>,
): values is Readonly<Record<Name, string>> {
  return Object.values(values).every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText;
}
