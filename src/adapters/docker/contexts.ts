import { createHash } from 'node:crypto';
import { field, objectOf, parseJson, textOf } from './json.ts';
import { joinPath, type Machine } from './machine.ts';

/** What a Docker context says of its engine. */
export interface DockerContext {
  readonly name: string;
  /** As in `DOCKER_HOST`. */
  readonly host: string;
  readonly description?: string;
  readonly skipTlsVerify: boolean;
  /** Folder of `ca.pem`, `cert.pem` and `key.pem`, each optional. */
  readonly tlsFolder: string;
}

/** The context that is not stored: `DOCKER_HOST`, else the platform's usual socket. */
export const defaultContext = 'default';

/** Where Docker keeps its configuration: `DOCKER_CONFIG`, else `~/.docker`. */
export function configFolder(machine: Machine): string {
  return (
    textOf(machine.env['DOCKER_CONFIG']) ?? joinPath(machine, machine.homeDirectory, '.docker')
  );
}

/**
 * `currentContext` of config.json. A file that is not JSON counts as missing: `docker` warns of it
 * and goes on without.
 */
export function currentContext(machine: Machine): string {
  const text = machine.readText(joinPath(machine, configFolder(machine), 'config.json'));
  return textOf(field(parseJson(text ?? ''), 'currentContext')) ?? defaultContext;
}

/**
 * Reads a stored context: `contexts/meta/ID/meta.json` and `contexts/tls/ID/docker/`, where ID is
 * the SHA-256 of the name (docker/cli, cli/context/store). `undefined` when there is none.
 */
export function readContext(machine: Machine, name: string): DockerContext | undefined {
  const id = createHash('sha256').update(name).digest('hex');
  return readContextFolder(machine, id);
}

/** The stored contexts, by name. Those without a Docker endpoint are left out. */
export function storedContexts(machine: Machine): readonly DockerContext[] {
  return machine
    .list(joinPath(machine, configFolder(machine), 'contexts', 'meta'))
    .map((id) => readContextFolder(machine, id))
    .filter((context) => context !== undefined)
    .sort((left, right) => left.name.localeCompare(right.name));
}

function readContextFolder(machine: Machine, id: string): DockerContext | undefined {
  const contexts = joinPath(machine, configFolder(machine), 'contexts');
  const text = machine.readText(joinPath(machine, contexts, 'meta', id, 'meta.json'));
  const meta = objectOf(parseJson(text ?? ''));
  const name = textOf(meta['Name']);
  const host = textOf(field(meta, 'Endpoints', 'docker', 'Host'));
  if (name === undefined || host === undefined) return undefined;
  const description = textOf(field(meta, 'Metadata', 'Description'));
  return {
    name,
    host,
    ...(description === undefined ? {} : { description }),
    skipTlsVerify: field(meta, 'Endpoints', 'docker', 'SkipTLSVerify') === true,
    tlsFolder: joinPath(machine, contexts, 'tls', id, 'docker'),
  };
}
