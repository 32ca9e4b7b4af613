import { parseIpAddress } from './ipAddress.ts';
import type {
  DraftField,
  DraftFix,
  DraftLevel,
  DraftMessage,
  MappingDraft,
} from './mappingDraft.ts';
import { parsePublish, type ParsedPublishRule, type PublishRule } from './portSpec.ts';
import { publishTextOf } from './publishText.ts';
import { warningsOf, type PublishWarning, type PublishWarningCode } from './publishWarnings.ts';

/** A rule, if it can be read, and what is to be said of it. */
export interface RuleReading {
  readonly rule?: PublishRule;
  readonly messages: readonly DraftMessage[];
}

/** One of the `-p` rules that are staged together with the draft's own, as docker reads it. */
export function readOtherRule({ others }: MappingDraft, typed: string, at: number): RuleReading {
  const text = typed.trim();
  const parsed = parsePublish(text);
  const replaced = (rule: string): DraftFix => ({
    label: `Use ${rule}`,
    change: { others: others.with(at, rule) },
  });
  if (parsed.ok) {
    const rule = engineRule(parsed.value);
    return { rule, messages: ruleMessages('others', parsed.value, replaced) };
  }
  const removal = { label: 'Remove it', change: { others: others.toSpliced(at, 1) } };
  return {
    messages: [
      {
        field: 'others',
        level: 'error',
        text: `Docker refuses -p ${text}: ${parsed.message}.`,
        fixes: [removal],
      },
    ],
  };
}

/** Host port 0 is none at all. */
function engineRule({ hostIp, hostPorts, containerPorts, protocol }: PublishRule): PublishRule {
  const rule = { hostIp, containerPorts, protocol };
  return hostPorts === undefined || hostPorts.end === 0 ? rule : { ...rule, hostPorts };
}

/** What docker takes without a word, said of the rule. */
export function ruleMessages(
  field: DraftField,
  rule: ParsedPublishRule,
  replaced?: (rule: string) => DraftFix,
): readonly DraftMessage[] {
  return warningsOf(rule).map((warning) => ({
    field,
    level: levels[warning.code] ?? 'warning',
    text: warning.message,
    fixes: replaced === undefined ? [] : rewritten(rule, warning).map(replaced),
  }));
}

/** Not what was meant, or sure to fail; the others work with some versions of docker. */
const levels: Partial<Readonly<Record<PublishWarningCode, DraftLevel>>> = {
  hostIpIgnored: 'error',
  containerPortZero: 'error',
  hostRangeFromZero: 'error',
  engineChooses: 'info',
};

/** What says the same without a warning, where there is such a thing. */
function rewritten(rule: ParsedPublishRule, { code }: PublishWarning): readonly string[] {
  switch (code) {
    case 'hostIpIgnored':
    case 'nameIgnored':
    case 'repeatedName':
    case 'hostIpInPublished':
    case 'unbracketedIpv6':
    case 'signedPort':
    case 'hostPortZero':
      return [publishTextOf(meantRule(rule))];
    case 'readAsPort':
    case 'containerPortZero':
    case 'hostRangeFromZero':
    case 'engineChooses':
      return [];
  }
}

/** The rule with the host IP of a long form, which docker drops: `host_ip=127.0.0.1`. */
export function meantRule(rule: ParsedPublishRule): PublishRule {
  const ignored = warningsOf(rule).find(({ code }) => code === 'hostIpIgnored');
  const parameter = rule.source.parameters.find(({ start }) => start === ignored?.start);
  if (parameter === undefined) return engineRule(rule);
  const hostIp = parseIpAddress(parameter.value) === undefined ? '127.0.0.1' : parameter.value;
  return engineRule({ ...rule, hostIp });
}
