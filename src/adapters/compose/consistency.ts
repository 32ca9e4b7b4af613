import { goQuote } from '../../core/goText.ts';
import type { ProblemLog } from './problems.ts';
import { entryOf, keyPlaceOf, textOf, type MapValue, type Value } from './value.ts';

/** The services that run: without a profile, or with one that is active; `*` activates all. */
export function activeServices(
  services: MapValue,
  profiles: readonly string[],
): ReadonlyMap<string, MapValue> {
  const active = new Map<string, MapValue>();
  for (const [name, service] of services.entries) {
    if (service.type === 'map' && hasProfile(service, profiles)) active.set(name, service);
  }
  return active;
}

function hasProfile(service: MapValue, active: readonly string[]): boolean {
  const profiles = entryOf(service, 'profiles');
  if (profiles?.type !== 'list' || profiles.items.length === 0) return true;
  if (active.includes('*')) return true;
  return profiles.items.some((profile) => active.includes(textOf(profile) ?? ''));
}

/** What Compose says of a project that is read, as far as it bears on networks and ports. */
export function checkConsistency(services: ReadonlyMap<string, MapValue>, log: ProblemLog): void {
  for (const [name, service] of services) {
    const place = keyPlaceOf(service);
    const invalid = (fault: string): void => {
      log.error('consistency', `${fault}: invalid compose project`, place);
    };
    const quoted = goQuote(name);
    const networkMode = textOf(entryOf(service, 'network_mode')) ?? '';
    const shared = /^service:(.*)$/s.exec(networkMode)?.[1];
    if (!hasImage(service)) {
      invalid(`service ${quoted} has neither an image nor a build context specified`);
    }
    if (networkMode !== '' && !isEmpty(entryOf(service, 'networks'))) {
      invalid(`service ${name} declares mutually exclusive \`network_mode\` and \`networks\``);
    }
    if (shared !== undefined && !services.has(shared)) {
      invalid(`service ${quoted} depends on undefined service ${goQuote(shared)}`);
    }
    if (shared === name) {
      log.error('consistency', `dependency cycle detected: ${name} -> ${name}`, place);
    }
    const ports = entryOf(service, 'ports');
    if (networkMode === 'host' && ports !== undefined && !isEmpty(ports)) {
      const message = 'Published ports are discarded when using host network mode';
      log.warn('discarded-ports', message, keyPlaceOf(ports));
    }
  }
}

function hasImage(service: MapValue): boolean {
  const image = textOf(entryOf(service, 'image')) ?? '';
  return image !== '' || service.entries.has('build') || service.entries.has('provider');
}

function isEmpty(value: Value | undefined): boolean {
  if (value?.type === 'list') return value.items.length === 0;
  return value?.type !== 'map' || value.entries.size === 0;
}
