import { field, textOf } from '../json.ts';
import { done, found, type Dockerode, type DockerodeContainer } from './dockerodeCalls.ts';
import type { ChangingCalls } from './engineCalls.ts';
import { longCall, type TimedCalls } from './timedCalls.ts';

export function changingCalls(docker: Dockerode, calls: TimedCalls): ChangingCalls {
  const container = (id: string): DockerodeContainer => docker.getContainer(id);
  const post = (path: string, start: () => Promise<unknown>): Promise<unknown> =>
    calls.quick(`POST /containers/${path}`, start);
  return {
    create: async (name, body) => {
      const request = { _query: name === '' ? {} : { name }, _body: body };
      const call = `POST /containers/create?name=${name}`;
      return (await calls.within(longCall, call, () => docker.createContainer(request))).id;
    },
    connect: (network, id, endpoint) =>
      done(
        calls.quick(`POST /networks/${network}/connect`, () =>
          docker.getNetwork(network).connect({ Container: id, EndpointConfig: endpoint }),
        ),
      ),
    disconnect: (network, id) =>
      done(
        calls.quick(`POST /networks/${network}/disconnect`, () =>
          docker.getNetwork(network).disconnect({ Container: id }),
        ),
      ),
    start: (id) => done(post(`${id}/start`, () => container(id).start())),
    stop: (id, patience, seconds) =>
      done(
        calls.within(patience, `POST /containers/${id}/stop`, () =>
          container(id).stop(seconds === undefined ? {} : { t: seconds }),
        ),
      ),
    pause: (id) => done(post(`${id}/pause`, () => container(id).pause())),
    unpause: (id) => done(post(`${id}/unpause`, () => container(id).unpause())),
    rename: (id, name) =>
      done(post(`${id}/rename`, () => container(id).rename({ _query: { name }, _body: {} }))),
    update: (id, body) => done(post(`${id}/update`, () => container(id).update({ ...body }))),
    remove: async (id, force) => {
      const options = force ? { force } : {};
      await found(calls.quick(`DELETE /containers/${id}`, () => container(id).remove(options)));
    },
    discard: async (id) => {
      const call = `DELETE /containers/${id}?v=1`;
      await found(calls.quick(call, () => container(id).remove({ v: true })));
    },
    commit: async (id, { changes, pause }) => {
      const query = { container: id, pause, changes: changes.join('\n') };
      const answer = await calls.within(longCall, `POST /commit?container=${id}`, () =>
        container(id).commit({ _query: query, _body: {} }),
      );
      return textOf(field(answer, 'Id')) ?? '';
    },
    removeImage: async (id) => {
      await found(calls.quick(`DELETE /images/${id}`, () => docker.getImage(id).remove()));
    },
  };
}
