import { field, listOf, objectOf, textOf, textsOf, type JsonObject } from '../json.ts';

/**
 * `Binds` and `Mounts` of the host config. Anonymous volumes, and those of `VolumesFrom`, exist only
 * in the inspect's list of mounts; they are named here, or the new container would get empty ones.
 */
export function mountSettings(
  original: unknown,
  emptyVolumes: ReadonlySet<string>,
): { Binds?: unknown; Mounts?: unknown } {
  const host = objectOf(field(original, 'HostConfig'));
  const told = listOf(field(original, 'Mounts'));
  const binds = textsOf(host['Binds']);
  // A bind of one path asks for an anonymous volume there.
  const keptBinds = binds.filter((bind) => bindParts(bind).length > 1);
  const mounts = listOf(host['Mounts']).map((mount) => namedMount(mount, told, emptyVolumes));
  const covered = new Set([
    ...keptBinds.map((bind) => bindParts(bind)[1]),
    ...mounts.map((mount) => textOf(field(mount, 'Target'))),
    ...Object.keys(objectOf(host['Tmpfs'])),
  ]);
  const added = told
    .filter((mount) => !covered.has(destination(mount)))
    .flatMap((mount) => addedMount(mount));
  return {
    ...(binds.length === 0 ? {} : { Binds: keptBinds.map((bind) => uncopied(bind, emptyVolumes)) }),
    ...(mounts.length + added.length === 0 ? {} : { Mounts: [...mounts, ...added] }),
  };
}

/** Where something is mounted, tmpfs included. */
export function mountTargets(original: unknown): readonly string[] {
  const told = listOf(field(original, 'Mounts')).map(destination);
  return [...told, ...tmpfsTargets(original)].filter((target) => target !== '');
}

export function tmpfsTargets(original: unknown): readonly string[] {
  const mounts = listOf(field(original, 'HostConfig', 'Mounts'));
  const targets = mounts
    .filter((mount) => field(mount, 'Type') === 'tmpfs')
    .map((mount) => textOf(field(mount, 'Target')) ?? '');
  return [...Object.keys(objectOf(field(original, 'HostConfig', 'Tmpfs'))), ...targets];
}

/** Named volumes that the engine may fill from the image at the create: where they are mounted. */
export function fillableVolumes(original: unknown): readonly string[] {
  return listOf(field(original, 'Mounts'))
    .filter((mount) => field(mount, 'Type') === 'volume')
    .map(destination);
}

export function hasMounts(volumesFrom: unknown): boolean {
  return listOf(volumesFrom).length > 0;
}

function namedMount(
  mount: unknown,
  told: readonly unknown[],
  emptyVolumes: ReadonlySet<string>,
): unknown {
  if (field(mount, 'Type') !== 'volume') return mount;
  const target = textOf(field(mount, 'Target')) ?? '';
  if (textOf(field(mount, 'Source')) !== undefined) {
    return emptyVolumes.has(target) ? withoutCopy(objectOf(mount)) : mount;
  }
  const name = textOf(
    field(
      told.find((each) => destination(each) === target),
      'Name',
    ),
  );
  return name === undefined ? mount : withoutCopy({ ...objectOf(mount), Source: name });
}

function withoutCopy(mount: JsonObject): JsonObject {
  return { ...mount, VolumeOptions: { ...objectOf(mount['VolumeOptions']), NoCopy: true } };
}

function addedMount(mount: unknown): JsonObject[] {
  const type = textOf(field(mount, 'Type'));
  const source = textOf(field(mount, type === 'volume' ? 'Name' : 'Source'));
  if ((type !== 'volume' && type !== 'bind') || source === undefined) return [];
  const propagation = textOf(field(mount, 'Propagation'));
  return [
    {
      Type: type,
      Source: source,
      Target: destination(mount),
      ReadOnly: field(mount, 'RW') === false,
      ...(type === 'volume'
        ? { VolumeOptions: { NoCopy: true } }
        : propagation === undefined
          ? {}
          : { BindOptions: { Propagation: propagation } }),
    },
  ];
}

function destination(mount: unknown): string {
  return textOf(field(mount, 'Destination')) ?? '';
}

/** The bind with `nocopy`, if it is of a volume that is empty and is to stay so. */
function uncopied(bind: string, emptyVolumes: ReadonlySet<string>): string {
  const [source = '', target = '', options = ''] = bindParts(bind);
  if (!emptyVolumes.has(target) || /[/\\]/.test(source)) return bind;
  const all = options === '' ? [] : options.split(',');
  return all.includes('nocopy') ? bind : `${source}:${target}:${[...all, 'nocopy'].join(',')}`;
}

/** `source:target[:options]`; a drive letter of Windows has a colon too. */
function bindParts(bind: string): readonly string[] {
  return bind.match(/[A-Za-z]:[\\/][^:]*|[^:]+/g) ?? [];
}
