import { isMachineKey } from '../core/fileOwner.ts';
import type { MappingDraft } from '../core/mappingDraft.ts';
import { portCount } from '../core/portRange.ts';
import type { PublishRule } from '../core/portSpec.ts';
import { settings } from '../platform/settings.ts';
import type { FreePortWish, PortUse } from './portUse.ts';

/** The usual host IP. Where the engine is does not matter to a forward: it is made where Vagrant runs. */
export function addressFor(ports: PortUse, target: string): string {
  return isMachineKey(target) ? '127.0.0.1' : ports.address;
}

/** What a new mapping begins with: the usual address and protocol, and a free host port. */
export async function newDraft(
  ports: PortUse,
  target: string,
): Promise<Pick<MappingDraft, 'address' | 'protocol' | 'hostPort'>> {
  const hostIp = addressFor(ports, target);
  const protocol = settings.defaultProtocol();
  const free = await ports.freeFor(target, { count: 1, protocol, hostIp });
  return { address: hostIp, protocol, hostPort: free === undefined ? '' : String(free.start) };
}

/** The port on a free host port, the same one if that is free and takes no extra rights. */
export async function publishedRule(
  ports: PortUse,
  { containerPorts, protocol }: Pick<PublishRule, 'containerPorts' | 'protocol'>,
): Promise<PublishRule> {
  const rule = { hostIp: ports.address, containerPorts, protocol };
  const hostPorts = await ports.free(wishOf(rule));
  return hostPorts === undefined ? rule : { ...rule, hostPorts };
}

/** The same of several at once: `["80/tcp", …]`. */
export async function publishedRules(
  ports: PortUse,
  keys: readonly string[],
): Promise<readonly PublishRule[]> {
  const hostIp = ports.address;
  const rules = keys.flatMap((key): PublishRule[] => {
    const [, text, protocol] = /^(\d+)\/(tcp|udp|sctp)$/.exec(key) ?? [];
    const port = Number(text);
    if (text === undefined) return [];
    return [{ hostIp, containerPorts: { start: port, end: port }, protocol: protocolOf(protocol) }];
  });
  const free = await ports.freeForEach(rules.map(wishOf));
  return rules.map((rule, index) => {
    const hostPorts = free[index];
    return hostPorts === undefined ? rule : { ...rule, hostPorts };
  });
}

function wishOf({ hostIp, containerPorts, protocol }: PublishRule): FreePortWish {
  const { start } = containerPorts;
  const prefer = start >= 1_024 ? { prefer: start } : {};
  return { count: portCount(containerPorts), protocol, hostIp, ...prefer };
}

function protocolOf(text: string | undefined): PublishRule['protocol'] {
  return text === 'udp' || text === 'sctp' ? text : 'tcp';
}
