import type { Declaration, DeclaredFile } from './declaration.ts';
import type { Span } from './parsed.ts';

/** One Compose file as an editor shows it. Offsets are UTF-16 units of `text`. */
export interface ComposeDocument {
  readonly text: string;
  /**
   * What it declares when it is read alone: services of every profile, and no values for variables but
   * their defaults.
   */
  readonly file: DeclaredFile;
  readonly services: readonly ComposeServiceFacts[];
  readonly problems: readonly ComposeFault[];
}

/** What of a service, besides its ports, has a say in what its ports do. */
export interface ComposeServiceFacts {
  readonly name: string;
  /** The key `ports`: its own, or that of what it extends or merges. */
  readonly portsKey?: Span;
  /** Missing where no profile has to be active. */
  readonly profiles?: readonly string[];
  /** Missing for networks, and where a variable decides. */
  readonly networkMode?: string;
  /** Missing where nothing is said of it, and where a variable decides. */
  readonly copies?: ServiceCopies;
  /** Missing where no Dockerfile is named, and where a variable decides. */
  readonly build?: ServiceBuild;
}

/** What `build` says of the Dockerfile, with what Compose adds. Paths have `/`. */
export interface ServiceBuild {
  /** The path of the file that says it. */
  readonly file: string;
  /** A folder, from that of the project; or what Docker fetches itself. */
  readonly context: string;
  /** From the context. */
  readonly dockerfile: string;
}

/** How many containers of a service are to run. */
export interface ServiceCopies {
  readonly count: number;
  readonly askedBy: 'scale' | 'deploy.replicas';
}

/** What Compose has against a place of the file. */
export interface ComposeFault extends Span {
  readonly severity: 'error' | 'warning' | 'info';
  /** The reader's name for the kind of fault. */
  readonly rule: string;
  /** Of an error: what `docker compose config` prints. */
  readonly message: string;
}

/** An entry of `ports` or `expose` as it is written, for one service. */
export interface ComposeEntry extends Span {
  readonly service: string;
  readonly kind: 'publish' | 'expose';
  readonly text: string;
  readonly form: 'short' | 'long';
  /** A variable is in it, or what it stands for is written elsewhere. */
  readonly unsure: boolean;
  /** One, unless Compose makes several mappings of it. */
  readonly declarations: readonly [Declaration, ...Declaration[]];
}

/** The entries in the order of the file; one that several services have stands there for each. */
export function entriesOf({ text, file }: ComposeDocument): readonly ComposeEntry[] {
  const entries = new Map<string, [Declaration, ...Declaration[]]>();
  for (const declaration of file.declarations) {
    const { at, owner, kind } = declaration;
    const key = `${at.start} ${kind} ${owner.name}`;
    const known = entries.get(key);
    if (known === undefined) entries.set(key, [declaration]);
    else known.push(declaration);
  }
  return [...entries.values()]
    .map((declarations): ComposeEntry => {
      const [{ at, owner, kind }] = declarations;
      const written = text.slice(at.start, at.end);
      return {
        start: at.start,
        end: at.end,
        service: owner.name,
        kind: kind === 'expose' ? 'expose' : 'publish',
        text: written,
        form: isLongForm(written) ? 'long' : 'short',
        unsure: declarations.some(({ unsure }) => unsure),
        declarations,
      };
    })
    .sort((left, right) => left.start - right.start);
}

/** The entry that an offset is in or right after, for the first service that has it. */
export function entryAt(document: ComposeDocument, offset: number): ComposeEntry | undefined {
  return entriesOf(document).find(({ start, end }) => start <= offset && offset <= end);
}

/** A mapping begins with a brace or with a key, which a colon and a blank end. */
function isLongForm(text: string): boolean {
  return /^(?:\{|(?:[\w-]+|"[^"]*"|'[^']*')[ \t]*:(?:\s|$))/.test(text);
}
