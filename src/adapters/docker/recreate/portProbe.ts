import { bindingsCollide, fixedHostPort, portKey } from '../../../core/recreateBindings.ts';
import type { PortBinding } from '../../../core/portSpec.ts';
import { field } from '../json.ts';
import type { EngineCalls } from './engineCalls.ts';
import { labels, probeName } from './names.ts';
import { portBindings, readBindings } from './ports.ts';

/** What engines say when they cannot have a port (moby portallocator, docker-proxy, Docker Desktop). */
const taken =
  /already allocated|address already in use|cannot assign requested address|failed to bind|[Pp]orts are not available|permission denied/;

/**
 * Tries the host ports that the container does not hold yet, with a container that runs nothing: the
 * engine takes the ports, then its init (`Init`) finds no program to run. Without `Init`, engine 28
 * looks for the program first. Gives the engine's words when a port cannot be had; `undefined` also
 * when the try itself did not work, as the start will tell then.
 */
export async function probePorts(
  calls: EngineCalls,
  original: unknown,
  change: string,
  name: string,
  bindings: readonly PortBinding[],
): Promise<string | undefined> {
  const added = addedBindings(readBindings(original), bindings);
  if (added.length === 0) return undefined;
  const id = await calls.create(probeName(name), {
    Image: field(original, 'Image'),
    Entrypoint: ['/.ports-probe'],
    Cmd: [],
    Healthcheck: { Test: ['NONE'] },
    ExposedPorts: Object.fromEntries(added.map((binding) => [portKey(binding), {}])),
    Labels: { [labels.probe]: change },
    HostConfig: {
      Init: true,
      NetworkMode: field(original, 'HostConfig', 'NetworkMode'),
      PortBindings: portBindings(added),
    },
  });
  try {
    await calls.start(id);
    return undefined;
  } catch (error) {
    const message = engineMessage(error);
    return taken.test(message) ? message : undefined;
  } finally {
    await calls.remove(id, true);
  }
}

/** Those of a fixed port that the original itself does not stand in the way of. */
export function addedBindings(
  before: readonly PortBinding[],
  after: readonly PortBinding[],
): readonly PortBinding[] {
  return after.filter(
    (binding) =>
      fixedHostPort(binding) !== undefined &&
      !before.some((each) => bindingsCollide(each, binding)),
  );
}

/** dockerode writes `(HTTP code 500) server error - MESSAGE `. */
export function engineMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^\(HTTP code \d+\) [^-]*- /, '').trim();
}
