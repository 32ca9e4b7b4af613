/**
 * Recreates a container and is killed meanwhile, as an extension host can be:
 * `killed.ts DOCKER_HOST FOLDER WHEN REQUEST`. See `KillTime`.
 */
import type { EngineCalls } from '../../src/adapters/docker/recreate/engineCalls.ts';
import { recreateContainer } from '../../src/adapters/docker/recreate/recreate.ts';
import type { RecreateRequest } from '../../src/core/recreate.ts';
import { callsOf, contextOf, quickly } from '../lab/recreating.ts';
import type { KillTime } from './faultLab.ts';

const changing = new Set([
  'create',
  'connect',
  'start',
  'stop',
  'rename',
  'update',
  'remove',
  'commit',
  'removeImage',
]);

const [dockerHost = '', folder = '', when = '', requestText = ''] = process.argv.slice(2);
const time = JSON.parse(when) as KillTime;
const calls = await callsOf(dockerHost);
let left = 'calls' in time ? time.calls : Infinity;
let counts = !('since' in time);

const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

/** The calls, which end this process right after the engine has obeyed one. */
const deadly = new Proxy(calls, {
  get(target, name): unknown {
    const call: unknown = Reflect.get(target, name);
    if (typeof call !== 'function' || !changing.has(String(name))) return call;
    return async (...args: readonly unknown[]): Promise<unknown> => {
      const answer: unknown = await (Reflect.apply(call, target, args) as Promise<unknown>);
      if (counts) left -= 1;
      if (left === 0) die();
      return answer;
    };
  },
}) satisfies EngineCalls;

const result = await recreateContainer(
  {
    ...contextOf(deadly, folder),
    progress: (step) => {
      if ('at' in time && step === time.at) die();
      if ('since' in time && step === time.since) {
        counts = true;
        throw new Error('disturbed');
      }
    },
  },
  JSON.parse(requestText) as RecreateRequest,
  { ...quickly, allowAutoRemove: true },
);
console.log(JSON.stringify(result));
process.exit(3);
