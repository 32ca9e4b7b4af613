import { setTimeout as delay } from 'node:timers/promises';
import { fixedHostPort, portKey } from '../../../core/recreateBindings.ts';
import type { PortBinding } from '../../../core/portSpec.ts';
import { field, listOf, textOf } from '../json.ts';
import type { EngineCalls } from './engineCalls.ts';
import { isRunning } from './swap.ts';

const interval = 250;

/**
 * Watches a container that was just started for some seconds. Throws, saying why, as soon as it does
 * not run, was restarted, is unhealthy or lacks a port, or when the original runs too.
 */
export async function verify(
  calls: EngineCalls,
  id: string,
  originalId: string,
  bindings: readonly PortBinding[],
  seconds: number,
): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    const fault = faultOf(await calls.inspect(id), bindings);
    if (fault !== undefined) throw new Error(fault);
    if (isRunning(await calls.inspect(originalId))) {
      throw new Error('The original was started by someone else meanwhile.');
    }
    if (performance.now() >= end) return;
    await delay(interval);
  }
}

function faultOf(inspected: unknown, bindings: readonly PortBinding[]): string | undefined {
  const state = field(inspected, 'State');
  if (inspected === undefined) return 'The new container is gone.';
  if (field(inspected, 'RestartCount') !== 0) {
    return 'The application ended after the start, and was started again.';
  }
  if (!isRunning(inspected)) {
    const code = field(state, 'ExitCode');
    return `The application ended after the start${typeof code === 'number' ? ` (exit code ${code})` : ''}.`;
  }
  if (field(state, 'Health', 'Status') === 'unhealthy') return 'The application is unhealthy.';
  const missing = bindings.find((binding) => !isPublished(inspected, binding));
  return missing && `Container port ${portKey(missing)} was not published.`;
}

function isPublished(inspected: unknown, binding: PortBinding): boolean {
  const told = listOf(field(inspected, 'NetworkSettings', 'Ports', portKey(binding)));
  const wanted = fixedHostPort(binding);
  return told.some(
    (each) => wanted === undefined || textOf(field(each, 'HostPort')) === String(wanted),
  );
}
