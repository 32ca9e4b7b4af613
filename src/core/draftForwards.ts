import { countText, failed } from './draftPorts.ts';
import { hostPortField, type DraftRule } from './draftRules.ts';
import type { DraftField, DraftMessage, MappingDraft } from './mappingDraft.ts';
import { formatPortRange, portCount } from './portRange.ts';
import { manyForwards } from './vagrantInput.ts';

/** Vagrant forwards it to the SSH port of the first machine (config/default.rb). */
const sshPort = 2222;

/** What Vagrant does not do of what docker does, whatever else there is. */
export function forwardMessages(
  draft: MappingDraft,
  rules: readonly DraftRule[],
): readonly DraftMessage[] {
  return [
    ...rules.flatMap((each) => faultOf(draft, each) ?? []),
    ...rules.filter(usesSshPort).map(sshMessage),
    ...countMessages(rules),
  ];
}

function faultOf(draft: MappingDraft, each: DraftRule): DraftMessage | undefined {
  const { rule, other } = each;
  const field = hostPortField(each);
  if (rule.protocol === 'sctp') {
    const own = other === undefined;
    const fixes = own ? [{ label: 'Use tcp', change: { protocol: 'tcp' } }] : [];
    return failed(own ? 'protocol' : 'others', 'Vagrant forwards only TCP and UDP.', fixes).message;
  }
  if (rule.hostPorts === undefined) {
    const port = formatPortRange(rule.containerPorts);
    const fixes = other === undefined ? [{ label: `Use ${port}`, change: { hostPort: port } }] : [];
    return failed(field, 'Enter a host port; Vagrant picks none.', fixes).message;
  }
  const [host, guest] = [portCount(rule.hostPorts), portCount(rule.containerPorts)];
  if (host === guest) return undefined;
  const words = `${countText(host)} ${host === 1 ? 'port' : 'ports'}`;
  const text = `The host range has ${words} and the guest range has ${countText(guest)}. Use equal ranges.`;
  const { start } = rule.hostPorts;
  const matching = formatPortRange({ start, end: start + guest - 1 });
  const fits = other === undefined && start + guest - 1 <= 65_535 && draft.hostPort !== matching;
  const fixes = fits ? [{ label: `Use ${matching}`, change: { hostPort: matching } }] : [];
  return failed(field, text, fixes).message;
}

function usesSshPort({ rule: { hostPorts, protocol } }: DraftRule): boolean {
  return (
    protocol === 'tcp' &&
    hostPorts !== undefined &&
    hostPorts.start <= sshPort &&
    sshPort <= hostPorts.end
  );
}

function sshMessage(each: DraftRule): DraftMessage {
  const isOwn = each.other === undefined && each.rule.hostPorts?.end === sshPort;
  const field: DraftField = hostPortField(each);
  return {
    field,
    level: 'warning',
    text: 'Vagrant uses 2222 for SSH of the first machine.',
    fixes: isOwn ? [{ label: 'Use 2223', change: { hostPort: '2223' } }] : [],
  };
}

function countMessages(rules: readonly DraftRule[]): DraftMessage[] {
  const count = rules.reduce((sum, { rule }) => sum + portCount(rule.containerPorts), 0);
  if (count <= manyForwards) return [];
  const text = `${countText(count)} ports: Vagrant sets up each one; this can take minutes.`;
  return [{ field: 'containerPort', level: 'warning', text, fixes: [] }];
}
