import type { Span } from './parsed.ts';
import type { PublishRule } from './portSpec.ts';

export type DeclaredKind = 'compose' | 'vagrantfile' | 'dockerfile';

/** Where something stands in a file. Offsets are UTF-16 units of the text that was read. */
export interface DeclaredPlace extends Span {
  readonly uri: string;
  /** The file's name without its folder. */
  readonly file: string;
  /** 1-based, of `start`. */
  readonly line: number;
}

/** Whose ports a declaration is about: a Compose service, a Vagrant machine, the image of a Dockerfile. */
export interface DeclaredOwner {
  readonly kind: 'service' | 'machine' | 'image';
  readonly name: string;
  /** `network_mode` of a service, as written: `host`, `none`, `service:web`, `container:db`. */
  readonly networkMode?: string;
}

/** What Vagrant knows of a forward besides its ports. */
export interface ForwardFacts {
  readonly id: string;
  /** Vagrant may take another host port when this one is in use. */
  readonly autoCorrect: boolean;
  /** Declared, and left out at `vagrant up`. */
  readonly disabled: boolean;
  /** 1-based lines of the earlier forwards that Vagrant merged into this one. */
  readonly merged: readonly number[];
}

/**
 * Why an edit of the text would do more, or less, than change this declaration: those of a Compose
 * entry (`alias`, `interpolation`, …), and for a forward `computed` or `repeated`.
 */
export type DeclarationObstacle =
  | 'anchor'
  | 'alias'
  | 'merge-key'
  | 'interpolation'
  | 'range'
  | 'extends'
  | 'include'
  | 'computed'
  | 'repeated';

/** One mapping, or one exposed port or range, as a file declares it. */
export interface Declaration {
  /** Of the file, the owner and the ports: stays when lines are added above. */
  readonly id: string;
  /** `expose`: declared only; of its rule the container ports and the protocol count. */
  readonly kind: 'publish' | 'forward' | 'expose';
  readonly owner: DeclaredOwner;
  /** Of a forward: the guest's ports are the container ports. */
  readonly rule: PublishRule;
  readonly at: DeclaredPlace;
  readonly obstacle?: DeclarationObstacle;
  /** A variable that the files alone do not decide about is in it: what it gives elsewhere may differ. */
  readonly unsure: boolean;
  readonly forward?: ForwardFacts;
}

/** What of a file could not be known without running what reads it. */
export interface UnreadParts {
  readonly count: number;
  /** Each once. */
  readonly reasons: readonly string[];
}

/** A service of a Compose project whose image is built from a Dockerfile. */
export interface BuiltService {
  readonly service: string;
  /** The Dockerfile's path, with `/`. */
  readonly dockerfile: string;
  /** As in `DeclaredOwner`. */
  readonly networkMode?: string;
}

/** What a reader makes of a file, or of the files of one Compose project. */
export interface ReadDeclarations {
  /** The name of the Compose project, where the files decide about it. */
  readonly project?: string;
  /** The services of a Compose project or the machines of a Vagrantfile, also those without ports. */
  readonly owners?: readonly string[];
  /** Of a Compose project, where it has such services. */
  readonly built?: readonly BuiltService[];
  readonly declarations: readonly Declaration[];
  readonly unread: UnreadParts;
  /** Why the tool that owns the file would refuse it, or why it could not be read. */
  readonly failed?: string;
}

/** A file of the workspace that declares ports; of a Compose project the first of its files. */
export interface DeclaredFile extends ReadDeclarations {
  readonly uri: string;
  /** Relative to the workspace, with `/`. */
  readonly name: string;
  readonly kind: DeclaredKind;
  /** The paths of the files that are joined, with `/`, in order. */
  readonly paths: readonly string[];
}

/** A text and the path that it is known by, with `/`. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** The files around the ones that are read. */
export interface NeighbourFiles {
  /** The text, or undefined where there is none. */
  readonly readFile: (path: string) => string | undefined;
  readonly uriOf: (path: string) => string;
}

/** @param files of one project, each over the ones before it. */
export type ComposeReader = (
  files: readonly SourceText[],
  neighbours: NeighbourFiles,
) => ReadDeclarations;

/** Reads declarations out of texts. None of the readers throws for what a text says. */
export interface DeclarationReaders {
  /** Loaded when first needed, as it comes with a parser of YAML. */
  readonly loadCompose: () => Promise<ComposeReader>;
  readonly vagrantfile: (file: SourceText, uri: string) => Promise<ReadDeclarations>;
  readonly dockerfile: (file: SourceText, uri: string) => ReadDeclarations;
}

export const nothingUnread: UnreadParts = { count: 0, reasons: [] };

export function unreadParts(reasons: readonly string[]): UnreadParts {
  return reasons.length === 0
    ? nothingUnread
    : { count: reasons.length, reasons: [...new Set(reasons)] };
}

/** `compose.yaml:12`. */
export function placeText({ file, line }: Pick<DeclaredPlace, 'file' | 'line'>): string {
  return `${file}:${line}`;
}

/** Gives ids: two that are alike in everything get different ones. */
export class DeclarationIds {
  readonly #counts = new Map<string, number>();

  /** @param parts the file, the owner, and what is declared. */
  next(...parts: readonly string[]): string {
    const base = parts.join('/');
    const count = this.#counts.get(base) ?? 0;
    this.#counts.set(base, count + 1);
    return count === 0 ? base : `${base}/${count}`;
  }
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function folderName(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
