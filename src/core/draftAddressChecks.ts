import { familyOf, isAnyAddress, isLoopbackAddress, isSameAddress } from './address.ts';
import { changeOfRule, type DraftRule } from './draftRules.ts';
import type { DraftFix, DraftMessage, MappingDraft } from './mappingDraft.ts';

/** How many addresses are offered instead of a wrong one. */
const mostOffered = 4;

/** @param hostAddresses of the engine's machine. */
export function foreignAddressMessages(
  draft: MappingDraft,
  rules: readonly DraftRule[],
  hostAddresses: readonly string[],
): DraftMessage[] {
  return rules
    .filter(({ rule }) => !isOfHost(rule.hostIp, hostAddresses))
    .map((each) => ({
      field: addressField(each),
      level: 'warning',
      text: `${each.rule.hostIp} is not an address of the Docker host; Docker will refuse it.`,
      fixes: hostAddresses
        .filter((address) => familyOf(address) === familyOf(each.rule.hostIp))
        .slice(0, mostOffered)
        .map((hostIp) => ({
          label: `Use ${hostIp}`,
          change: changeOfRule(draft, each, { hostIp }),
        })),
    }));
}

function isOfHost(hostIp: string, hostAddresses: readonly string[]): boolean {
  if (isAnyAddress(hostIp) || isLoopbackAddress(hostIp)) return true;
  return hostAddresses.some((address) => isSameAddress(address, hostIp));
}

/** For an engine on the machine that the user sits at. */
export function exposureMessages(draft: MappingDraft, rules: readonly DraftRule[]): DraftMessage[] {
  const open = rules.filter(({ rule }) => isAnyAddress(rule.hostIp));
  const [first] = open;
  if (first === undefined) return [];
  return [
    {
      field: addressField(first),
      level: 'info',
      text: "Other devices can reach this port. Docker's rules bypass UFW.",
      fixes: [restriction(draft, open)],
    },
  ];
}

function restriction(draft: MappingDraft, open: readonly DraftRule[]): DraftFix {
  const change = open.reduce<Partial<MappingDraft>>((changes, each) => {
    const hostIp = each.rule.hostIp === '::' ? '::1' : '127.0.0.1';
    return { ...changes, ...changeOfRule({ ...draft, ...changes }, each, { hostIp }) };
  }, {});
  return { label: 'Restrict to this host', change };
}

function addressField({ other }: DraftRule): DraftMessage['field'] {
  return other === undefined ? 'address' : 'others';
}
