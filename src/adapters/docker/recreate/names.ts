import { field, objectOf, textOf, type JsonObject } from '../json.ts';

/**
 * Labels of a container that replaces another: all that is needed to go back or on, whatever happens
 * to the program that began it.
 */
export const labels = {
  /** The change that made the container: 8 hexadecimal digits. */
  change: 'port-mappings.tx',
  /** The full id of the original. */
  replaces: 'port-mappings.replaces',
  /** The name that both have in turn. */
  name: 'port-mappings.name',
  /** The original's state: `running`, `paused`, `exited` or `created`. */
  was: 'port-mappings.was',
  /** The original's `HostConfig.RestartPolicy`, as JSON. */
  restart: 'port-mappings.restart',
  /** What the original's `Config.Image` was, where the new container's has to be another. */
  image: 'port-mappings.image',
  /** On images: the change that saved a writable layer. */
  snapshot: 'port-mappings.snapshot',
  /** On the container that tries ports: the change that it is for. */
  probe: 'port-mappings.probe',
} as const;

const ours: ReadonlySet<string> = new Set(Object.values(labels));

/** The labels without those of an earlier change. */
export function withoutOurs(all: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(objectOf(all)).filter(([label]) => !ours.has(label)));
}

/** The same for every change of that name, so that a second one cannot begin: the engine says 409. */
export function newName(name: string): string {
  return `${name}.ports-new`;
}

export function oldName(name: string, change: string): string {
  return `${name}.ports-old-${change}`;
}

export function probeName(name: string): string {
  return `${name}.ports-probe`;
}

/** Reads back what `oldName` wrote. */
export function parseOldName(text: string): { name: string; change: string } | undefined {
  const [, name, change] = /^(.+)\.ports-old-([0-9a-f]{8})$/.exec(text) ?? [];
  return name === undefined || change === undefined ? undefined : { name, change };
}

/** An inspect's name, without the leading slash. */
export function nameOf(inspected: unknown): string {
  return (textOf(field(inspected, 'Name')) ?? '').replace(/^\//, '');
}

export function idOf(inspected: unknown): string {
  return textOf(field(inspected, 'Id')) ?? '';
}

export function labelsOf(inspected: unknown): JsonObject {
  return objectOf(field(inspected, 'Config', 'Labels'));
}
