import { field, objectOf, type JsonObject } from '../../../../../src/adapters/docker/json.ts';
import type { EngineCalls } from '../../../../../src/adapters/docker/recreate/engineCalls.ts';
import type {
  Journal,
  JournalRecord,
} from '../../../../../src/adapters/docker/recreate/journal.ts';

export const engineId = 'ENGINE /var/lib/docker';

/** An engine that has these containers, each an inspect, and that nothing can be changed on. */
export function fakeCalls(
  containers: readonly JsonObject[],
  images: Readonly<Record<string, JsonObject>> = {},
): EngineCalls {
  const known: Partial<EngineCalls> = {
    info: () => Promise.resolve({ ID: 'ENGINE', DockerRootDir: '/var/lib/docker' }),
    list: () =>
      Promise.resolve(
        containers.map((each) => ({
          Id: each['Id'],
          Names: [each['Name']],
          Labels: objectOf(field(each, 'Config', 'Labels')),
        })),
      ),
    inspect: (asked) =>
      Promise.resolve(containers.find(({ Id, Name }) => Id === asked || Name === `/${asked}`)),
    inspectImage: (image) => Promise.resolve(images[image]),
  };
  return new Proxy(known, {
    get(target, name): unknown {
      const call: unknown = Reflect.get(target, name);
      if (call === undefined) throw new Error(`${String(name)} was not to be called.`);
      return call;
    },
  }) as EngineCalls;
}

/** A journal of these records that nothing can be written to. */
export function fakeJournal(records: readonly JournalRecord[] = []): Journal {
  const refuse = (): Promise<never> => Promise.reject(new Error('Nothing was to be written.'));
  return { records: () => Promise.resolve(records), write: refuse, forget: refuse };
}
