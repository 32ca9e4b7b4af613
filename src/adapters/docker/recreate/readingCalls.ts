import { listOf } from '../json.ts';
import { found, type Dockerode } from './dockerodeCalls.ts';
import type { ReadingCalls } from './engineCalls.ts';
import { longCall, type TimedCalls } from './timedCalls.ts';

export function readingCalls(docker: Dockerode, calls: TimedCalls): ReadingCalls {
  return {
    info: () => calls.quick('GET /info', () => docker.info()),
    list: async () =>
      listOf(
        await calls.quick('GET /containers/json?all=1', () => docker.listContainers({ all: true })),
      ),
    inspect: (id) =>
      found(calls.quick(`GET /containers/${id}/json`, () => docker.getContainer(id).inspect())),
    inspectSize: (id) =>
      found(
        calls.within(longCall, `GET /containers/${id}/json?size=1`, () =>
          docker.getContainer(id).inspect({ size: true }),
        ),
      ),
    inspectImage: (id) =>
      found(calls.quick(`GET /images/${id}/json`, () => docker.getImage(id).inspect())),
    listImages: async (label) => {
      const options = label === undefined ? {} : { filters: JSON.stringify({ label: [label] }) };
      return listOf(await calls.quick('GET /images/json', () => docker.listImages(options)));
    },
    inspectNetwork: (id) =>
      found(calls.quick(`GET /networks/${id}`, () => docker.getNetwork(id).inspect())),
    changes: async (id) =>
      listOf(
        await calls.within(longCall, `GET /containers/${id}/changes`, () =>
          docker.getContainer(id).changes(),
        ),
      ),
    archive: (id, path) =>
      calls.quick(`GET /containers/${id}/archive`, () =>
        docker.getContainer(id).getArchive({ path }),
      ),
  };
}
