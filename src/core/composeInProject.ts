import { entriesOf, type ComposeDocument, type ComposeEntry } from './composeDocument.ts';
import type { Declaration, DeclaredFile } from './declaration.ts';

/** The project that the workspace has the file in. */
export function projectWith(
  { file }: ComposeDocument,
  files: readonly DeclaredFile[],
): DeclaredFile | undefined {
  const [path = ''] = file.paths;
  return files.find(({ kind, paths }) => kind === 'compose' && paths.includes(path));
}

/**
 * The project that the workspace has the file in, with the other files that decide about its
 * containers; the file alone where there is none, or where the project is of an older text.
 *
 * @param files of the workspace.
 */
export function projectOf(document: ComposeDocument, files: readonly DeclaredFile[]): DeclaredFile {
  const project = projectWith(document, files);
  if (project === undefined) return document.file;
  const declared = entryDeclarations(project);
  const isCurrent = entriesOf(document).every(
    (entry) => declared(entry).length === entry.declarations.length,
  );
  return isCurrent ? project : document.file;
}

/** What the project declares by each entry of one of its files. */
export function entryDeclarations({
  declarations,
}: DeclaredFile): (entry: ComposeEntry) => readonly Declaration[] {
  const byPlace = new Map<string, Declaration[]>();
  for (const declaration of declarations) {
    const key = placeKey(declaration);
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [declaration]);
    else known.push(declaration);
  }
  return ({ declarations: [first] }) => byPlace.get(placeKey(first)) ?? [];
}

/** Of an entry and a service that has it. */
function placeKey({ at, owner, kind }: Declaration): string {
  return `${at.start}-${at.end} ${kind === 'expose' ? kind : ''} ${owner.name} ${at.uri}`;
}
