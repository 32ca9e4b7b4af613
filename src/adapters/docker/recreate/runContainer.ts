import { bindingsFault, portKey } from '../../../core/recreateBindings.ts';
import type { RunRequest, RunResult } from '../../../core/runContainer.ts';
import { httpStatus } from '../connectionError.ts';
import type { JsonObject } from '../json.ts';
import type { EngineCalls } from './engineCalls.ts';
import { nameOf } from './names.ts';
import { patiently } from './patiently.ts';
import { engineMessage } from './portProbe.ts';
import { portBindings } from './ports.ts';
import { isRunning } from './swap.ts';

/**
 * Makes a container of an image and starts it. One that does not start held nothing yet, and is
 * removed again. Never rejects.
 */
export async function runContainer(calls: EngineCalls, request: RunRequest): Promise<RunResult> {
  const fault = bindingsFault(request.bindings, request.exposed);
  if (fault !== undefined) return { kind: 'failed', message: fault };
  try {
    const id = await calls.create(request.name ?? '', runBody(request));
    return await startNew(calls, id);
  } catch (error) {
    return { kind: 'failed', message: engineMessage(error) };
  }
}

function runBody({ image, bindings, exposed, publishAll }: RunRequest): JsonObject {
  const keys = [...bindings.map(portKey), ...exposed];
  return {
    Image: image,
    ExposedPorts: Object.fromEntries(keys.map((key) => [key, {}])),
    HostConfig: { PortBindings: portBindings(bindings), PublishAllPorts: publishAll },
  };
}

async function startNew(calls: EngineCalls, id: string): Promise<RunResult> {
  try {
    await calls.start(id);
    return { kind: 'done', id, name: nameOf(await calls.inspect(id)) };
  } catch (error) {
    return settle(calls, id, error);
  }
}

/** Without an answer nobody knows whether the engine obeyed; what runs stays. */
async function settle(calls: EngineCalls, id: string, error: unknown): Promise<RunResult> {
  try {
    return await patiently(async () => {
      const now = await calls.inspect(id);
      const obeyed = httpStatus(error) === undefined && isRunning(now);
      if (obeyed) return { kind: 'done', id, name: nameOf(now) };
      await calls.discard(id);
      return { kind: 'failed', message: engineMessage(error) };
    });
  } catch (second) {
    const message = `${engineMessage(error)} The container ${id.slice(0, 12)} was left: ${engineMessage(second)}`;
    return { kind: 'failed', message };
  }
}
