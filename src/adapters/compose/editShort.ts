import { bracketed } from '../../core/address.ts';
import { readHostIp } from '../../core/hostIp.ts';
import { readPublishedRange } from '../../core/portNumber.ts';
import { formatPortRange, type PortRange } from '../../core/portRange.ts';
import { formatPublish, type PublishRule } from '../../core/portSpec.ts';
import { refuse, type Found } from './editTarget.ts';
import { substitute, type LookUp } from './interpolation.ts';

/** A rule in the short syntax; tcp is not named. */
export function shortText(rule: PublishRule): string {
  return formatPublish(rule).replace(/\/tcp$/, '');
}

/**
 * The short entry with what differs from the rule replaced, and the rest as it was spelled; so a
 * variable may stay where its value does.
 */
export function changedShort(written: string, rule: PublishRule, lookUp: LookUp): Found<string> {
  const parts = splitShort(written);
  if (parts === undefined) return { ok: true, value: shortText(rule) };
  const { hostIp, hostPorts, containerPorts, protocol } = parts;
  const hostText = rule.hostPorts === undefined ? '' : formatPortRange(rule.hostPorts);
  const changes: readonly PartChange[] = [
    {
      part: 'host IP',
      written: hostIp,
      same: isAddress(rule.hostIp),
      text: bracketed(rule.hostIp),
    },
    { part: 'host port', written: hostPorts, same: isRange(rule.hostPorts), text: hostText },
    {
      part: 'container port',
      written: containerPorts,
      same: isRange(rule.containerPorts),
      text: formatPortRange(rule.containerPorts),
    },
    {
      part: 'protocol',
      written: protocol,
      same: (text) => (text.toLowerCase() || 'tcp') === rule.protocol,
      text: rule.protocol === 'tcp' ? '' : rule.protocol,
    },
  ];
  const texts: string[] = [];
  for (const change of changes) {
    const text = changedPart(change, lookUp);
    if (!text.ok) return text;
    texts.push(text.value);
  }
  return { ok: true, value: joinShort(texts) };
}

interface PartChange {
  readonly part: string;
  readonly written: string;
  readonly same: (text: string) => boolean;
  readonly text: string;
}

function changedPart({ part, written, same, text }: PartChange, lookUp: LookUp): Found<string> {
  const value = valueOf(written, lookUp);
  if (value !== undefined && same(value)) return { ok: true, value: written };
  if (written.includes('$')) return refuse(`The ${part} comes from a variable: ${written}`);
  return { ok: true, value: text };
}

/** What Compose makes of a text with variables; undefined where that fails. */
export function valueOf(written: string, lookUp: LookUp): string | undefined {
  const result = substitute(written, lookUp);
  return result.ok ? result.text : undefined;
}

export function isAddress(hostIp: string): (text: string) => boolean {
  const wanted = readHostIp(hostIp);
  return (text) => {
    const address = readHostIp(text);
    return address.ok && wanted.ok && address.hostIp === wanted.hostIp;
  };
}

/** Whether a text is the range, or empty where there is none. */
export function isRange(range: PortRange | undefined): (text: string) => boolean {
  return (text) => {
    if (range === undefined || text === '') return range === undefined && text === '';
    const reading = readPublishedRange(text);
    return reading.ok && reading.range.start === range.start && reading.range.end === range.end;
  };
}

interface ShortParts {
  readonly hostIp: string;
  readonly hostPorts: string;
  readonly containerPorts: string;
  readonly protocol: string;
}

/** Undefined for a text that is no short entry, whatever its variables stand for. */
function splitShort(text: string): ShortParts | undefined {
  const masked = withoutExpressions(text);
  const found =
    /^(?:(?:(?<hostIp>.*):)?(?<hostPorts>[^:]*):)?(?<containerPorts>[^:/]*)(?:\/(?<protocol>[^:]*))?$/d.exec(
      masked,
    );
  const spans = found?.indices?.groups;
  if (spans === undefined) return undefined;
  const part = (name: keyof ShortParts): string => text.slice(...(spans[name] ?? [0, 0]));
  return {
    hostIp: part('hostIp'),
    hostPorts: part('hostPorts'),
    containerPorts: part('containerPorts'),
    protocol: part('protocol'),
  };
}

/** The text with each `${…}` made of characters that separate nothing. */
function withoutExpressions(text: string): string {
  let result = '';
  let depth = 0;
  for (const [index, character] of [...text.split('')].entries()) {
    if (character === '{' && (depth > 0 || text[index - 1] === '$')) depth++;
    result += depth > 0 ? 'x' : character;
    if (character === '}' && depth > 0) depth--;
  }
  return result;
}

function joinShort([
  hostIp = '',
  hostPorts = '',
  containerPorts = '',
  protocol = '',
]: readonly string[]): string {
  const container = protocol === '' ? containerPorts : `${containerPorts}/${protocol}`;
  if (hostIp !== '') return `${hostIp}:${hostPorts}:${container}`;
  return hostPorts === '' ? container : `${hostPorts}:${container}`;
}
