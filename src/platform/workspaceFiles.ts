import * as vscode from 'vscode';
import {
  fileName,
  nothingUnread,
  type DeclarationReaders,
  type DeclaredFile,
  type DeclaredKind,
  type ReadDeclarations,
  type SourceText,
} from '../core/declaration.ts';
import type { FilesFailure } from '../core/snapshot.ts';
import type { Source, StreamListener } from '../core/source.ts';
import { workspaceFileKind } from '../core/workspaceFileKind.ts';
import { findProjects } from './findProjects.ts';
import { WorkspaceTexts } from './workspaceTexts.ts';

/** A file may name others, and these again others. */
const mostRounds = 8;

/** Every file that can have a say: those of the kinds, and what a Compose file may name. */
const watched = '**/{*.yml,*.yaml,*.env,.env,Vagrantfile,vagrantfile,*ockerfile*,*ontainerfile*}';

/** What a change of the workspace is about; `files`: some came or went. */
type FilesChange = { readonly kind: 'files' } | { readonly kind: 'text'; readonly uri: string };

/** A file or a project, with all that its declarations were read from. */
interface ReadFile {
  readonly file: DeclaredFile;
  /** URIs. */
  readonly dependencies: ReadonlySet<string>;
}

/** The compose files, Vagrantfiles and Dockerfiles of the workspace as a source for a Monitor. */
export class WorkspaceFiles implements Source<readonly DeclaredFile[], FilesChange, FilesFailure> {
  readonly #readers: DeclarationReaders;
  readonly #log: (line: string) => void;
  readonly #texts = new WorkspaceTexts();
  /** By the URI of the first file. */
  #known = new Map<string, ReadFile>();

  /** @param log hears of files that are left out. */
  constructor(readers: DeclarationReaders, log: (line: string) => void) {
    this.#readers = readers;
    this.#log = log;
  }

  watch(listener: StreamListener<FilesChange>, signal: AbortSignal): Promise<void> {
    const watcher = vscode.workspace.createFileSystemWatcher(watched);
    const text = (uri: vscode.Uri): void => {
      if (this.#dependsOn(uri)) listener.changed({ kind: 'text', uri: uri.toString() });
    };
    const cameOrWent = (uri: vscode.Uri): void => {
      const isOurs = workspaceFileKind(fileName(uri.path)) !== undefined;
      if (isOurs || this.#dependsOn(uri)) listener.changed({ kind: 'files' });
    };
    const subscriptions = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(text),
      watcher.onDidCreate(cameOrWent),
      watcher.onDidDelete(cameOrWent),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) text(document.uri);
      }),
      // Closed without saving: what is on the disk counts again.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        text(uri);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        listener.changed({ kind: 'files' });
      }),
    );
    signal.addEventListener('abort', () => {
      subscriptions.dispose();
    });
    return Promise.resolve();
  }

  async read(
    _previous: readonly DeclaredFile[] | undefined,
    _partial: (value: readonly DeclaredFile[]) => void,
    signal: AbortSignal,
  ): Promise<readonly DeclaredFile[]> {
    const known = new Map<string, ReadFile>();
    for (const uris of await findProjects(this.#log)) {
      if (signal.aborted) break;
      const file = await this.#readFile(uris);
      if (file !== undefined) known.set(file.file.uri, file);
    }
    if (!signal.aborted) this.#known = known;
    return valueOf(known);
  }

  async update(
    value: readonly DeclaredFile[],
    changes: readonly FilesChange[],
    signal: AbortSignal,
  ): Promise<readonly DeclaredFile[]> {
    if (changes.some(({ kind }) => kind === 'files')) {
      return this.read(value, ignorePartial, signal);
    }
    const changed = changes.flatMap((change) => (change.kind === 'text' ? change.uri : []));
    const stale = [...this.#known].filter(([, { dependencies }]) =>
      changed.some((uri) => dependencies.has(uri)),
    );
    const known = new Map(this.#known);
    for (const [uri, { file }] of stale) {
      const again = await this.#readFile(file.paths.map((path) => uriOf(uri, path)));
      if (again !== undefined) known.set(uri, again);
    }
    if (signal.aborted || stale.length === 0) return value;
    this.#known = known;
    return valueOf(known);
  }

  /** Nobody waits for a file: several changes of one keystroke or one save come together. */
  canWait(): boolean {
    return true;
  }

  explain(error: unknown): FilesFailure {
    return { detail: error instanceof Error ? error.message : String(error) };
  }

  #dependsOn(uri: vscode.Uri): boolean {
    const key = uri.toString();
    return [...this.#known.values()].some(({ dependencies }) => dependencies.has(key));
  }

  async #readFile(uris: readonly vscode.Uri[]): Promise<ReadFile | undefined> {
    const [main] = uris;
    const kind = main && workspaceFileKind(fileName(main.path));
    if (main === undefined || kind === undefined) return undefined;
    const dependencies = new Set(uris.map((uri) => uri.toString()));
    const reading = await this.#readDeclarations(kind, uris, dependencies);
    const file: DeclaredFile = {
      ...reading,
      uri: main.toString(),
      name: vscode.workspace.asRelativePath(main),
      kind,
      paths: uris.map(({ path }) => path),
    };
    return { file, dependencies };
  }

  /** What cannot be read is a file with a failure: the others are shown all the same. */
  async #readDeclarations(
    kind: DeclaredKind,
    uris: readonly vscode.Uri[],
    dependencies: Set<string>,
  ): Promise<ReadDeclarations> {
    try {
      const files = await Promise.all(uris.map((uri) => this.#textOf(uri)));
      const [main] = files;
      const [uri] = uris;
      if (main === undefined || uri === undefined) return failed('There is no such file.');
      switch (kind) {
        case 'compose':
          return await this.#readProject(files, uri, dependencies);
        case 'vagrantfile':
          return await this.#readers.vagrantfile(main, uri.toString());
        case 'dockerfile':
          return this.#readers.dockerfile(main, uri.toString());
      }
    } catch (error) {
      const { detail } = this.explain(error);
      this.#log(`${uris.map(({ path }) => path).join(', ')}: ${detail}`);
      return failed(detail);
    }
  }

  async #textOf(uri: vscode.Uri): Promise<SourceText> {
    const text = await this.#texts.read(uri);
    if (text === undefined) throw new Error(`${fileName(uri.path)} is gone.`);
    return { path: uri.path, text };
  }

  /** The reader asks for files while it reads: it reads again until it has all that it asks for. */
  async #readProject(
    files: readonly SourceText[],
    main: vscode.Uri,
    dependencies: Set<string>,
  ): Promise<ReadDeclarations> {
    const read = await this.#readers.loadCompose();
    const others = new Map<string, string | undefined>();
    for (let round = 1; ; round += 1) {
      const missing = new Set<string>();
      const reading = read(files, {
        readFile: (path) => {
          if (!others.has(path) && path.startsWith('/')) missing.add(path);
          return others.get(path);
        },
        uriOf: (path) => main.with({ path }).toString(),
      });
      if (missing.size === 0 || round === mostRounds) return reading;
      for (const path of missing) {
        const uri = main.with({ path });
        dependencies.add(uri.toString());
        others.set(path, await this.#otherText(uri));
      }
    }
  }

  /** A neighbour that cannot be read counts as missing; the reader then says so of the line that names it. */
  async #otherText(uri: vscode.Uri): Promise<string | undefined> {
    try {
      return await this.#texts.read(uri);
    } catch (error) {
      this.#log(`${uri.path}: ${this.explain(error).detail}`);
      return undefined;
    }
  }
}

function failed(reason: string): ReadDeclarations {
  return { declarations: [], unread: nothingUnread, failed: reason };
}

function uriOf(main: string, path: string): vscode.Uri {
  return vscode.Uri.parse(main, true).with({ path });
}

function valueOf(known: ReadonlyMap<string, ReadFile>): readonly DeclaredFile[] {
  return [...known.values()].map(({ file }) => file);
}

function ignorePartial(): void {
  // Only a first reading has parts worth showing.
}
