import type { RecreateRequest } from '../../../core/recreate.ts';
import { field, listOf, objectOf, textOf, textsOf, type JsonObject } from '../json.ts';
import { isBefore } from './apiVersion.ts';
import { endpointsOf, type Endpoints } from './endpoints.ts';
import { exposedPorts, portBindings } from './ports.ts';
import { hasMounts, mountSettings } from './mounts.ts';
import { idOf, withoutOurs } from './names.ts';

export interface BodyOptions {
  /** The inspect of the container to make again. */
  readonly original: unknown;
  /** The inspect of the image that it is made from: the original's, or the snapshot of its layer. */
  readonly image: unknown;
  /** What `Config.Image` is to be: a tag only if it names that image. */
  readonly reference: string;
  /** Version of the API that the body is posted with. */
  readonly apiVersion: string;
  readonly ports: Pick<RecreateRequest, 'bindings' | 'exposed' | 'unexposed' | 'publishAll'>;
  /** Ours, for recovery. */
  readonly labels: Readonly<Record<string, string>>;
  /** Where named volumes are mounted that hold nothing: the engine must not fill them from the image. */
  readonly emptyVolumes: ReadonlySet<string>;
}

/** What makes a container: the body of `POST /containers/create`, and the calls right after it. */
export interface NewContainer extends Pick<Endpoints, 'connect' | 'disconnect'> {
  readonly body: JsonObject;
}

/**
 * The container of an inspect, with other ports. All that was configured is posted again as it was,
 * except what the engine computed itself or takes in another form than it tells it.
 */
export function createBody(options: BodyOptions): NewContainer {
  const { original, apiVersion } = options;
  const endpoints = endpointsOf(original, apiVersion);
  const body = {
    ...config(options),
    HostConfig: hostConfig(options),
    NetworkingConfig: { EndpointsConfig: endpoints.create },
  };
  return { body, connect: endpoints.connect, disconnect: endpoints.disconnect };
}

function config({
  original,
  image,
  reference,
  apiVersion,
  ports,
  labels,
}: BodyOptions): JsonObject {
  const told = objectOf(field(original, 'Config'));
  const dropped = new Set(['Hostname', 'Domainname', 'MacAddress', 'Entrypoint', 'Cmd']);
  const copied = Object.fromEntries(Object.entries(told).filter(([key]) => !dropped.has(key)));
  return {
    ...copied,
    ...hostNames(original),
    ...(isBefore(apiVersion, '1.44') && textOf(told['MacAddress']) !== undefined
      ? { MacAddress: told['MacAddress'] }
      : {}),
    ...program(told, image),
    Image: reference,
    ExposedPorts: exposedPorts(original, image, ports),
    Labels: { ...withoutOurs(told['Labels']), ...labels },
  };
}

/**
 * Data may be kept under the host name (RabbitMQ), so that one made from the id stays too; except
 * where a program looks itself up by it in the engine. With `--uts host` none is taken.
 */
function hostNames(original: unknown): JsonObject {
  if (textOf(field(original, 'HostConfig', 'UTSMode')) !== undefined) return {};
  const name = textOf(field(original, 'Config', 'Hostname'));
  const made = name === idOf(original).slice(0, 12);
  return {
    ...(name === undefined || (made && controlsEngine(original)) ? {} : { Hostname: name }),
    Domainname: textOf(field(original, 'Config', 'Domainname')) ?? '',
  };
}

/** Whether the container has the engine's socket or address. */
export function controlsEngine(original: unknown): boolean {
  const environment = textsOf(field(original, 'Config', 'Env'));
  const mounts = listOf(field(original, 'Mounts'));
  return (
    environment.some((variable) => variable.startsWith('DOCKER_HOST=')) ||
    mounts.some((mount) => /docker(?:_engine|\.sock)$/.test(textOf(field(mount, 'Source')) ?? ''))
  );
}

/**
 * An entry point that was cleared is told as null, which the engine would take for "that of the
 * image"; `[""]` clears it, and is told as null again.
 */
function program(told: JsonObject, image: unknown): JsonObject {
  const entrypoint = listOf(told['Entrypoint']);
  const imageEntrypoint = listOf(field(image, 'Config', 'Entrypoint'));
  const cleared = entrypoint.length === 0 && imageEntrypoint.length > 0;
  const command = told['Cmd'];
  return {
    Entrypoint: cleared ? [''] : (told['Entrypoint'] ?? null),
    ...(command === null || command === undefined ? {} : { Cmd: command }),
  };
}

function hostConfig({ original, ports, emptyVolumes }: BodyOptions): JsonObject {
  const told = objectOf(field(original, 'HostConfig'));
  const copied = Object.fromEntries(
    Object.entries(told).filter(([key, value]) => !isObsolete(key, value)),
  );
  const links = textsOf(told['Links']);
  return {
    ...copied,
    ...mountSettings(original, emptyVolumes),
    ...(links.length === 0 ? {} : { Links: links.map(standardLink) }),
    ...(hasMounts(told['VolumesFrom']) ? { VolumesFrom: null } : {}),
    PortBindings: portBindings(ports.bindings),
    PublishAllPorts: ports.publishAll,
  };
}

/** Settings that only warn, and that nobody can have set. */
function isObsolete(key: string, value: unknown): boolean {
  return (
    key === 'ContainerIDFile' ||
    (key.startsWith('KernelMemory') && value === 0) ||
    (key === 'OomKillDisable' && value === false)
  );
}

/** Told as `/target:/self/alias`, taken as `target:alias`. */
function standardLink(link: string): string {
  const [target = '', alias = ''] = link.split(':');
  return `${target.replace(/^\//, '')}:${alias.replace(/^.*\//, '')}`;
}
