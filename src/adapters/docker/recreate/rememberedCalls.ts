import type { EngineCalls } from './engineCalls.ts';

/**
 * The same calls, of which the engine is asked each that only looks once: for learning about several
 * things at one time. Not for when anything is changed.
 */
export function rememberedCalls(calls: EngineCalls): EngineCalls {
  return {
    ...calls,
    info: remembered(() => calls.info()),
    list: remembered(() => calls.list()),
    inspect: remembered((id) => calls.inspect(id)),
    inspectImage: remembered((id) => calls.inspectImage(id)),
    inspectNetwork: remembered((id) => calls.inspectNetwork(id)),
  };
}

function remembered<T>(ask: (key: string) => Promise<T>): (key?: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (key = '') => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(key);
    answers.set(key, answer);
    return answer;
  };
}
