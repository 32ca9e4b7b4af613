import { isActive, type Container } from './container.ts';

/** The name that a container is kept under once another has taken its place. */
export interface KeptName {
  /** What it was called, and what the other is called now. */
  readonly name: string;
  /** Of the change of ports that it is the original of: 8 hexadecimal digits. */
  readonly change: string;
}

/** Reads the name of a kept original: `web-1.ports-old-1f2e3d4c`. */
export function readKeptName(text: string): KeptName | undefined {
  const [, name, change] = /^(.+)\.ports-old-([0-9a-f]{8})$/.exec(text) ?? [];
  return name === undefined || change === undefined ? undefined : { name, change };
}

/** Whose original a stopped container is; it is not meant to start again, and wants no ports. */
export function originalOf(container: Pick<Container, 'name' | 'state'>): string | undefined {
  return isActive(container) ? undefined : readKeptName(container.name)?.name;
}
