import { parseIpAddress } from '../../core/ipAddress.ts';
import { readPublishedRange } from '../../core/portNumber.ts';
import type { Protocol } from '../../core/portRange.ts';
import { parseShortPublish, type PublishRule } from '../../core/portSpec.ts';
import { withoutBrackets } from './shortSyntax.ts';
import { longMap, type FieldName } from './editLong.ts';
import { aliasOf, readingOf } from './editNodes.ts';
import { valueOf } from './editShort.ts';
import { refuse, type EntryTarget, type Found } from './editTarget.ts';
import type { LookUp } from './interpolation.ts';

/** What an entry publishes, its address as it is spelled, a range as one rule; refused where it is no rule. */
export function ruleOf(entry: EntryTarget, lookUp: LookUp): Found<PublishRule> {
  const { value } = entry.item;
  const alias = aliasOf(value);
  if (alias !== undefined) return refuse(`The entry is the alias *${alias}.`);
  const source = readingOf(value);
  return source === undefined ? longRule(entry, lookUp) : shortRule(source, lookUp);
}

function shortRule(source: string, lookUp: LookUp): Found<PublishRule> {
  const text = valueOf(source, lookUp);
  const rule = parseShortPublish(text ?? source);
  if (!rule.ok) return refuse(`${source} is no port: ${rule.message}`);
  const { hostPorts, containerPorts, protocol } = rule.value;
  const hostIp = withoutBrackets(rule.value.source.text, rule.value.source.hostIp);
  const value = { hostIp, containerPorts, protocol };
  return { ok: true, value: hostPorts === undefined ? value : { ...value, hostPorts } };
}

function longRule(entry: EntryTarget, lookUp: LookUp): Found<PublishRule> {
  const map = longMap(entry);
  if (!map.ok) return map;
  const field = (name: FieldName): string => {
    const value = map.value.elements.find((pair) => pair.name === name)?.value;
    return (value && valueOf(readingOf(value) ?? '*', lookUp)) ?? '';
  };
  const hostIp = field('host_ip');
  const target = readPublishedRange(field('target'));
  const published = field('published');
  const host = readPublishedRange(published);
  const protocol = protocolOf(field('protocol'));
  if (!target.ok) return refuse(`The target ${field('target')} is no port.`);
  if (published !== '' && !host.ok) return refuse(`${published} is no port to publish.`);
  if (protocol === undefined)
    return refuse(`The protocol ${field('protocol')} is none of tcp, udp, sctp.`);
  if (hostIp !== '' && parseIpAddress(hostIp) === undefined) {
    return refuse(`${hostIp} is no IP address.`);
  }
  const rule = { hostIp, containerPorts: target.range, protocol };
  return { ok: true, value: host.ok ? { ...rule, hostPorts: host.range } : rule };
}

function protocolOf(text: string): Protocol | undefined {
  const name = text === '' ? 'tcp' : text.toLowerCase();
  return name === 'tcp' || name === 'udp' || name === 'sctp' ? name : undefined;
}
