import type { ContainerMappings } from './conflicts.ts';
import type { Container } from './container.ts';
import type { Declaration, DeclaredFile } from './declaration.ts';
import { DeclaredFindings } from './declaredFindings.ts';
import { joinDockerfiles } from './joinImages.ts';
import { joinProject } from './joinProject.ts';
import type { Mapping } from './mapping.ts';
import { composeMembers, type Member } from './serviceContainers.ts';

/** What the workspace's files say of a mapping of a container. */
export interface MappingFinding {
  /** Missing where the files have a word about the mapping and do not declare it. */
  readonly declaration?: Declaration;
  /** It runs otherwise than declared. */
  readonly drift: boolean;
  /** Sentences. */
  readonly notes: readonly string[];
}

/** A declaration that no container has. */
export interface IdleDeclaration {
  readonly file: DeclaredFile;
  readonly declaration: Declaration;
  readonly notes: readonly string[];
}

/** A mapping and the container that has it. */
export interface RunningMapping {
  readonly container: Container;
  readonly mapping: Mapping;
}

/** What declarations and containers have to do with each other. */
export interface DeclaredJoin {
  /** By mapping id. */
  readonly findings: ReadonlyMap<string, MappingFinding>;
  /** By declaration id: the mappings that it stands behind. */
  readonly running: ReadonlyMap<string, readonly RunningMapping[]>;
  readonly idle: readonly IdleDeclaration[];
  /** By the URI of a Compose file: the containers that were made from it. */
  readonly members: ReadonlyMap<string, readonly Member[]>;
}

/**
 * Tells which mappings a file declares, which run otherwise than it says, and which declarations
 * nothing runs of. Where a variable, another file or an unread part has a say, nothing is claimed.
 */
export function joinDeclared(
  files: readonly DeclaredFile[],
  all: readonly ContainerMappings[],
): DeclaredJoin {
  const join = new DeclaredFindings(all);
  const containers = all.map(({ container }) => container);
  const members = composeMembers(files, containers);
  for (const file of files) {
    if (file.kind === 'compose') joinProject(join, file, members.get(file.uri) ?? []);
    else if (file.kind === 'vagrantfile') join.addIdle(file, file.declarations, () => []);
  }
  joinDockerfiles(join, files, containers);
  return { findings: join.findings, running: join.running, idle: join.idle, members };
}
