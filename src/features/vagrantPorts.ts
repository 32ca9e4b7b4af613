import { freePorts } from '../core/freePort.ts';
import type { PortRange } from '../core/portRange.ts';
import type { VagrantReading } from '../core/vagrantReading.ts';
import { declaredHostPorts } from '../core/vagrantReport.ts';
import { settings } from '../platform/settings.ts';
import type { FreePortWish } from './portUse.ts';
import type { VagrantParts } from './vagrantContext.ts';

/**
 * Host ports that no forward of the file has, and nobody else of the machine that Vagrant runs on. Who
 * that is cannot be seen from inside of a VM.
 */
export function freeHostPorts(
  { place, freePort }: Pick<VagrantParts, 'place' | 'freePort'>,
  reading: VagrantReading,
  wish: FreePortWish,
): Promise<PortRange | undefined> {
  const taken = declaredHostPorts(reading);
  return place().vagrantGuest
    ? Promise.resolve(freePorts({ ...wish, range: settings.freePortRange() }, taken))
    : freePort(wish, taken);
}

/** Vagrant warns of ports up to 1024, which take a privileged program: `8080` rather than `80`. */
export function preferredHostPort({ start, end }: PortRange): number {
  return start > 1024 || end + 8_000 > 65_535 ? start : start + 8_000;
}
