import { fileName, type DeclaredFile, type DeclaredOwner } from './declaration.ts';

/** Whose ports a file declares: a service of a Compose project, or a machine of a Vagrantfile. */
export interface FileOwner {
  readonly kind: 'service' | 'machine';
  readonly name: string;
  /** Of the Vagrantfile, or of the first of the Compose project's files. */
  readonly uri: string;
  /** Of that file, for people: `compose.yaml`. */
  readonly file: string;
}

export function isSameOwner(left: FileOwner, right: FileOwner): boolean {
  return left.kind === right.kind && left.name === right.name && left.uri === right.uri;
}

/** The services and machines of a file of the workspace, also those without ports. */
export function ownersOf(file: DeclaredFile): readonly FileOwner[] {
  const { kind, owners = [] } = file;
  if (kind === 'dockerfile') return [];
  const ofKind = kind === 'compose' ? 'service' : 'machine';
  return owners.flatMap((name) => ownerIn(file, { kind: ofKind, name }) ?? []);
}

/** Whose a declaration of the file is; undefined for an image, whose ports nobody publishes there. */
export function ownerIn(
  { uri, name }: DeclaredFile,
  { kind, name: own }: DeclaredOwner,
): FileOwner | undefined {
  return kind === 'image' ? undefined : { kind, name: own, uri, file: fileName(name) };
}

/** Names the owner to a form, and to the rows of what it declares: `machine:file:///srv/Vagrantfile#default`. */
export function ownerKey({ kind, name, uri }: Pick<FileOwner, 'kind' | 'name' | 'uri'>): string {
  return `${kind}:${uri}#${name}`;
}

/** The owner that a form or a row names; undefined for a container or an image. */
export function ownerOfKey(key: string): Omit<FileOwner, 'file'> | undefined {
  // A URI has no `#` but before its fragment, and these have none.
  const [, kind, uri = '', name = ''] = /^(service|machine):([^#]+)#(.*)$/su.exec(key) ?? [];
  return kind === 'service' || kind === 'machine' ? { kind, name, uri } : undefined;
}

/** Whether a form is about a virtual machine, whose ports Vagrant forwards. */
export function isMachineKey(key: string): boolean {
  return ownerOfKey(key)?.kind === 'machine';
}
