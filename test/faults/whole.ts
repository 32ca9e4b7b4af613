import type Docker from 'dockerode';
import { field, listOf, objectOf, textsOf } from '../../src/adapters/docker/json.ts';
import type { EngineCalls } from '../../src/adapters/docker/recreate/engineCalls.ts';
import { comparable } from '../lab/comparable.ts';
import { inContainer } from '../lab/richContainer.ts';

/** All that a running container is and holds, part by part, apart from its ports. */
export type Whole = ReadonlyMap<string, string>;

/** What a recreate writes in another way than it found it; `mounts` tells what came of it. */
const toldByMounts = ['Binds', 'VolumesFrom'];

const dataParts: Readonly<Record<string, string>> = {
  'files changed in the container': 'cat /www/index.html; ls -ln /www/index.html',
  'files deleted in the container': 'ls /gone 2>/dev/null; true',
  'the named volume': 'cat /named/data; true',
  'the anonymous volume': 'cat /anonymous/data; true',
};

export async function wholeOf(docker: Docker, calls: EngineCalls, id: string): Promise<Whole> {
  const told = objectOf(comparable(await calls.inspect(id)));
  const parts = Object.entries(told).flatMap(([key, value]): [string, unknown][] =>
    key === 'config' || key === 'hostConfig'
      ? Object.entries(objectOf(value)).filter(([name]) => !toldByMounts.includes(name))
      : [
          [
            key,
            key === 'networks'
              ? configuredNetworks(value, field(told, 'config', 'Hostname'))
              : value,
          ],
        ],
  );
  const data = await dataOf(docker, id);
  return new Map([
    ...parts.map(([key, value]): [string, string] => [key, written(value)]),
    ...data,
  ]);
}

/** One call for all parts: each call starts a program in the container. */
async function dataOf(docker: Docker, id: string): Promise<readonly [string, string][]> {
  const names = Object.keys(dataParts);
  const script = Object.values(dataParts).join('\necho ----\n');
  const printed = await inContainer(docker, id, script).catch(() => '');
  const parts = printed.split('----');
  return names.map((name, at) => [name, parts[at] ?? '']);
}

/** The parts that are not what they were; none when nothing was lost. */
export function lossesOf(before: Whole, after: Whole): readonly string[] {
  const parts = new Set([...before.keys(), ...after.keys()]);
  return [...parts].filter((part) => before.get(part) !== after.get(part));
}

/**
 * An address that the engine chose may be another one after any start. Up to engine 24 it tells the
 * host name, which is kept, among the aliases.
 */
function configuredNetworks(networks: unknown, hostName: unknown): unknown {
  return Object.fromEntries(
    Object.entries(objectOf(networks)).map(([name, endpoint]) => {
      const { IPAMConfig, Links, DriverOpts } = objectOf(endpoint);
      const aliases = textsOf(field(endpoint, 'aliases')).filter((alias) => alias !== hostName);
      return [name, { IPAMConfig: objectOf(IPAMConfig), Links, DriverOpts, aliases }];
    }),
  );
}

/** The engine tells an empty list as null too. */
function written(value: unknown): string {
  return Array.isArray(value) && listOf(value).length === 0
    ? 'null'
    : JSON.stringify(value ?? null);
}
