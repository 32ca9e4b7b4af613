import type { PortBinding } from '../../core/portSpec.ts';
import { goTypeOf } from './goValue.ts';
import type { ProblemLog } from './problems.ts';
import { mapList, mapServices } from './serviceLists.ts';
import { readShortPort } from './shortSyntax.ts';
import { obstacleOf, placeOf, withEntry, type MapValue, type Origin, type Value } from './value.ts';

/** How many entries short ranges may still make, in all files of a reading. */
export interface PortBudget {
  left: number;
}

/** Twice every port there is: no project publishes more, and time and memory stay bounded. */
export function portBudget(): PortBudget {
  return { left: 2 * 65_536 };
}

/**
 * Every entry of `ports` in the long form: a range becomes one entry for each container port
 * (compose-go transform/ports.go). What is no entry is reported and left out.
 */
export function canonicalPorts(root: MapValue, log: ProblemLog, budget: PortBudget): MapValue {
  return mapServices(root, (service, name) => {
    const list = service.entries.get('ports');
    if (list !== undefined && list.type !== 'list') return withoutPorts(service, list, name, log);
    return mapList(service, 'ports', (items) =>
      items.flatMap((item) => canonicalItem(item, name, log, budget)),
    );
  });
}

/** Only in a file that one extends: elsewhere the schema has refused it. */
function withoutPorts(service: MapValue, ports: Value, name: string, log: ProblemLog): MapValue {
  log.error('port', invalidType(ports, name), placeOf(ports));
  return withEntry(service, 'ports', undefined);
}

function invalidType(value: Value, service: string): string {
  return `services.${service}.ports: invalid type ${goTypeOf(value)} for port`;
}

function canonicalItem(
  item: Value,
  service: string,
  log: ProblemLog,
  budget: PortBudget,
): readonly Value[] {
  if (item.type === 'map') return [item];
  if (item.type !== 'string' && item.type !== 'int') {
    log.error('port', invalidType(item, service), placeOf(item));
    return [];
  }
  const ports = readShortPort(item.type === 'string' ? item.value : item.text);
  if (!ports.ok) {
    log.error('port', ports.message, placeOf(item));
    return [];
  }
  budget.left -= ports.count;
  if (budget.left < 0) {
    log.error(
      'limit',
      'too many ports: the ranges of this project are not read further',
      placeOf(item),
    );
    return [];
  }
  return longEntries(ports.bindings(), item);
}

const noResets: ReadonlySet<string> = new Set();

/** The entries that one short entry makes. As everywhere in compose-go, what is empty is left out. */
function longEntries(bindings: readonly PortBinding[], written: Value): readonly MapValue[] {
  const obstacle = obstacleOf(written) ?? (bindings.length > 1 ? 'range' : undefined);
  const origin: Origin = { ...written.origin, obstacle };
  const { hides } = written;
  const string = (value: string): Value => ({ type: 'string', value, origin });
  const [first] = bindings;
  const mode = string('ingress');
  const hostIp = string(first?.hostIp ?? '');
  const protocol = string(first?.protocol ?? '');
  return bindings.map(({ hostPort, containerPort }) => {
    const entries = new Map<string, Value>();
    entries.set('mode', mode);
    if (first?.hostIp !== '') entries.set('host_ip', hostIp);
    if (containerPort !== 0) {
      entries.set('target', { type: 'int', text: String(containerPort), origin });
    }
    if (hostPort !== '') entries.set('published', string(hostPort));
    entries.set('protocol', protocol);
    const entry: MapValue = {
      type: 'map',
      entries,
      resets: noResets,
      dynamic: false,
      size: 1,
      origin,
      written,
    };
    return hides === undefined ? entry : { ...entry, hides };
  });
}
