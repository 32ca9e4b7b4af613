import { claimsOf, contestedPorts, fixedHostPorts, type AskedPorts } from './composeClashes.ts';
import type { ComposeDocument, ComposeEntry } from './composeDocument.ts';
import { entryDeclarations, projectWith } from './composeInProject.ts';
import { folderName, type Declaration, type DeclaredFile } from './declaration.ts';

/** An entry that cannot have a host port while what another file declares has it. */
export interface ComposeRival {
  readonly entry: ComposeEntry;
  /** The first of the host ports that both ask for. */
  readonly hostPort: number;
  readonly other: Declaration;
  /** The project that the other one is of; missing where both are of one. */
  readonly project?: DeclaredFile;
}

/**
 * The first other declaration in the way of each entry: one of the files that Compose joins with this
 * one, else one of another project of the workspace.
 */
export function composeRivals(
  document: ComposeDocument,
  files: readonly DeclaredFile[],
): readonly ComposeRival[] {
  const own = projectWith(document, files);
  if (own === undefined) return [];
  const declared = entryDeclarations(own);
  const joined = asked(own, document);
  const others = files
    .filter((file) => mayRunBeside(file, own))
    .map((project) => ({ project, claims: asked(project, document) }));
  return claimsOf(document).flatMap((claim): ComposeRival[] => {
    const { entry } = claim;
    // What another file resets or overrides is not asked for.
    if (declared(entry).length === 0) return [];
    const inProject = firstRival(claim, joined);
    if (inProject !== undefined) return [{ entry, ...inProject }];
    for (const { project, claims } of others) {
      const found = firstRival(claim, claims);
      if (found !== undefined) return [{ entry, ...found, project }];
    }
    return [];
  });
}

/** Files of one folder, or of one name of a project, are often alternatives to each other. */
function mayRunBeside(file: DeclaredFile, own: DeclaredFile): boolean {
  return (
    file.kind === 'compose' &&
    file.project !== own.project &&
    folderName(file.paths[0] ?? '') !== folderName(own.paths[0] ?? '')
  );
}

/** What the project asks for outside the document. */
function asked({ declarations }: DeclaredFile, { file }: ComposeDocument): readonly AskedPorts[] {
  return declarations.flatMap((declaration) => {
    const hostPorts = fixedHostPorts(declaration);
    const isOwn = declaration.at.uri === file.uri;
    return hostPorts === undefined || isOwn ? [] : [{ declaration, hostPorts }];
  });
}

function firstRival(
  claim: AskedPorts,
  others: readonly AskedPorts[],
): Pick<ComposeRival, 'hostPort' | 'other'> | undefined {
  for (const other of others) {
    const common = contestedPorts(claim, other);
    if (common !== undefined) return { hostPort: common.start, other: other.declaration };
  }
  return undefined;
}
