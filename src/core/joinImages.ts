import { sharedContainerPorts } from './agreement.ts';
import { containersBuiltFrom } from './builtFrom.ts';
import type { Container } from './container.ts';
import { folderName, type DeclaredFile } from './declaration.ts';
import type { DeclaredFindings } from './declaredFindings.ts';
import { portKeys } from './exposeReading.ts';

/** Joins Dockerfiles with the containers whose image was likely built from one of them. */
export function joinDockerfiles(
  join: DeclaredFindings,
  files: readonly DeclaredFile[],
  containers: readonly Container[],
): void {
  const dockerfiles = files.filter(({ kind }) => kind === 'dockerfile');
  if (dockerfiles.length === 0) return;
  const built = new Map<string, DeclaredFile[]>();
  for (const file of dockerfiles) {
    for (const { id } of builtContainers(file, containers)) {
      const known = built.get(id);
      if (known === undefined) built.set(id, [file]);
      else known.push(file);
    }
  }
  for (const container of containers) {
    const [file, ...others] = built.get(container.id) ?? [];
    // Of several Dockerfiles that may have given the image none is known to have.
    if (file !== undefined && others.length === 0) joinImage(join, file, container);
  }
  for (const file of dockerfiles) join.addIdle(file, file.declarations, () => []);
}

function builtContainers(
  { paths, declarations }: DeclaredFile,
  containers: readonly Container[],
): readonly Container[] {
  const declared = declarations.map(({ rule: { containerPorts, protocol } }) => ({
    range: containerPorts,
    protocol,
  }));
  const exposed = declared.flatMap(portKeys);
  const folder = folderName(paths[0] ?? '');
  return containersBuiltFrom({ exposed, folder }, declared, containers)
    .filter(({ certainty }) => certainty === 'likely')
    .map(({ container }) => container);
}

function joinImage(join: DeclaredFindings, file: DeclaredFile, container: Container): void {
  const isWholeKnown = file.failed === undefined && file.unread.count === 0;
  for (const mapping of join.mappingsOf(container)) {
    const declaration = file.declarations.find(
      ({ rule }) => sharedContainerPorts(mapping, rule) !== undefined,
    );
    if (declaration === undefined) {
      if (isWholeKnown && mapping.kind !== 'exposed' && mapping.exposedBy === 'publish') {
        join.note(mapping, `Published without EXPOSE in ${file.name}.`);
      }
    } else if (mapping.kind === 'exposed') {
      join.declare({ container, mapping }, declaration, '', 'Nothing publishes it.');
    } else {
      join.running.set(declaration.id, [
        ...(join.running.get(declaration.id) ?? []),
        { container, mapping },
      ]);
    }
  }
}
