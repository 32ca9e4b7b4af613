import * as vscode from 'vscode';
import { composeProjects } from '../core/composeProjects.ts';
import { fileName, type DeclaredKind } from '../core/declaration.ts';
import { workspaceFileKind } from '../core/workspaceFileKind.ts';

/** Of each kind that many are looked at; a workspace with more has them for other reasons. */
const mostFiles = 200;

/** What others wrote is no part of the workspace's own declarations. */
const excluded = '**/{node_modules,.git,vendor,.vscode-test}/**';

const patterns: Readonly<Record<DeclaredKind, string>> = {
  compose: '**/{compose,docker-compose}*.{yml,yaml}',
  vagrantfile: '**/{Vagrantfile,vagrantfile}',
  dockerfile:
    '**/{Dockerfile,Containerfile,dockerfile,Dockerfile.*,Containerfile.*,*.Dockerfile,*.dockerfile}',
};

/**
 * The compose files of the workspace, those of one project together, then its Vagrantfiles and
 * Dockerfiles, each alone.
 *
 * @param log hears of files that are left out.
 */
export async function findProjects(
  log: (line: string) => void,
): Promise<readonly (readonly vscode.Uri[])[]> {
  const [compose, vagrantfiles, dockerfiles] = await Promise.all([
    findKind('compose', log),
    findKind('vagrantfile', log),
    findKind('dockerfile', log),
  ]);
  const byPath = new Map(compose.map((uri) => [uri.path, uri]));
  const projects = composeProjects([...byPath.keys()]).map((paths) =>
    paths.flatMap((path) => byPath.get(path) ?? []),
  );
  return [...projects, ...[...vagrantfiles, ...dockerfiles].map((uri) => [uri])];
}

async function findKind(
  kind: DeclaredKind,
  log: (line: string) => void,
): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(patterns[kind], excluded, mostFiles);
  if (found.length === mostFiles) {
    log(`${mostFiles} files or more of the kind ${kind}: any others are not read.`);
  }
  return found
    .filter(({ path }) => workspaceFileKind(fileName(path)) === kind)
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}
