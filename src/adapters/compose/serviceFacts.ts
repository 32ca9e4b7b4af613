import type {
  ComposeServiceFacts,
  ServiceBuild,
  ServiceCopies,
} from '../../core/composeDocument.ts';
import { entryOf, spanOf, textOf, type MapValue, type Value } from './value.ts';

/** What a service says besides its ports, as far as no variable decides it. */
export function serviceFacts(service: MapValue): Omit<ComposeServiceFacts, 'name'> {
  const portsKey = entryOf(service, 'ports')?.origin.key;
  const profiles = profilesOf(service);
  const networkMode = textOf(literal(entryOf(service, 'network_mode')));
  const copies = copiesOf(service);
  const build = buildOf(entryOf(service, 'build'));
  return {
    ...(portsKey === undefined ? {} : { portsKey: spanOf(portsKey) }),
    ...(profiles.length === 0 ? {} : { profiles }),
    ...(networkMode === undefined || networkMode === '' ? {} : { networkMode }),
    ...(copies === undefined ? {} : { copies }),
    ...(build === undefined ? {} : { build }),
  };
}

/** A folder alone, or its parts (docs.docker.com/reference/compose-file/build). */
function buildOf(build: Value | undefined): ServiceBuild | undefined {
  const written = literal(build);
  if (written === undefined || entryOf(written, 'dockerfile_inline') !== undefined)
    return undefined;
  const folder = written.type === 'map' ? entryOf(written, 'context') : written;
  const context = folder === undefined ? '.' : textOf(folder);
  if (context === undefined) return undefined;
  const dockerfile = textOf(entryOf(written, 'dockerfile')) ?? 'Dockerfile';
  return { file: (folder ?? written).origin.file.name, context, dockerfile };
}

function profilesOf(service: MapValue): readonly string[] {
  const profiles = entryOf(service, 'profiles');
  return profiles?.type === 'list' ? profiles.items.flatMap((item) => textOf(item) ?? []) : [];
}

/** `scale` and `deploy.replicas` may both be given, if they are the same number. */
function copiesOf(service: MapValue): ServiceCopies | undefined {
  const scale = countOf(entryOf(service, 'scale'));
  if (scale !== undefined) return { count: scale, askedBy: 'scale' };
  const replicas = countOf(entryOf(entryOf(service, 'deploy'), 'replicas'));
  return replicas === undefined ? undefined : { count: replicas, askedBy: 'deploy.replicas' };
}

function countOf(value: Value | undefined): number | undefined {
  const written = literal(value);
  const text = written?.type === 'int' ? written.text : textOf(written);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The value, unless there is a variable in what is written. */
function literal(value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  const { file, start, end } = value.origin;
  return file.text.slice(start, end).includes('$') ? undefined : value;
}
