import { parseIpAddress } from './ipAddress.ts';
import type { Span } from './parsed.ts';
import { formatPortRange, portCount } from './portRange.ts';
import type { PublishParameter } from './publishNotation.ts';
import { formatPublish, type ParsedPublishRule } from './portSpec.ts';

/**
 * What docker takes without a word and a person would not expect:
 *
 * - `hostIpIgnored`: the long form has no host IP, so the port opens on all interfaces.
 * - `nameIgnored`: any other name of the long form that docker drops.
 * - `repeatedName`: the last one wins.
 * - `hostIpInPublished`: works with `docker run`, and with no other reader of the long form.
 * - `readAsPort`: `::1` is container port 1, not an address.
 * - `unbracketedIpv6`: refused by docker CLI 20.10 and Docker Compose 2.40.
 * - `signedPort`: refused by docker CLI before 29.5.
 * - `containerPortZero`: refused by Docker Engine from 29.1.3 on.
 * - `hostPortZero`: no port, but the wish for any free one.
 * - `hostRangeFromZero`: refused by the engine when the container starts.
 * - `engineChooses`: one container port, several host ports.
 */
export type PublishWarningCode =
  | 'hostIpIgnored'
  | 'nameIgnored'
  | 'repeatedName'
  | 'hostIpInPublished'
  | 'readAsPort'
  | 'unbracketedIpv6'
  | 'signedPort'
  | 'containerPortZero'
  | 'hostPortZero'
  | 'hostRangeFromZero'
  | 'engineChooses';

/** `message` ends with the next step; the span is in the rule's text. */
export interface PublishWarning extends Span {
  readonly code: PublishWarningCode;
  readonly message: string;
}

/** In the order of the text, as far as they concern different parts of it. */
export function warningsOf(rule: ParsedPublishRule): PublishWarning[] {
  return [
    ...parameterWarnings(rule),
    ...hostIpWarnings(rule),
    ...signWarnings(rule),
    ...hostPortWarnings(rule),
    ...containerPortWarnings(rule),
  ].sort((left, right) => left.start - right.start);
}

const usedNames = new Set(['target', 'published', 'protocol']);

/** What other tools and people call the host IP in a long form. */
const hostIpNames = /^(?:host[-_]?ip|ip)$/i;

function parameterWarnings(rule: ParsedPublishRule): PublishWarning[] {
  const last = new Map(rule.source.parameters.map((parameter) => [parameter.name, parameter]));
  return rule.source.parameters.flatMap((parameter) => {
    if (!usedNames.has(parameter.name)) return [ignoredParameter(rule, parameter)];
    if (last.get(parameter.name) === parameter) return [];
    return [
      warning(
        'repeatedName',
        parameter,
        `${parameter.name}= is given again later; Docker uses the last. Remove this one.`,
      ),
    ];
  });
}

function ignoredParameter(rule: ParsedPublishRule, parameter: PublishParameter): PublishWarning {
  const { name, value } = parameter;
  if (!hostIpNames.test(name.trim())) {
    return warning('nameIgnored', parameter, `docker run ignores ${name}=. Remove it.`);
  }
  const hostIp = parseIpAddress(value) === undefined ? '127.0.0.1' : value;
  const instead = formatPublish({ ...rule, hostIp });
  return warning(
    'hostIpIgnored',
    parameter,
    `docker run ignores ${name}=: the port would open on all interfaces. Write ${instead} instead.`,
  );
}

function hostIpWarnings(rule: ParsedPublishRule): PublishWarning[] {
  const { text, hostIp, parameters } = rule.source;
  const instead = `Write ${formatPublish(rule)} instead.`;
  if (rule.hostIp === '') {
    if (parseIpAddress(text) === undefined) return [];
    const port = formatPortRange(rule.containerPorts);
    return [
      warning(
        'readAsPort',
        { start: 0, end: text.length },
        `Docker reads ${text} as container port ${port} without an address. Write [${text}]::PORT to bind to this address, or ${port} for the port.`,
      ),
    ];
  }
  if (parameters.length > 0) {
    return [
      warning(
        'hostIpInPublished',
        hostIp,
        `The long form has no host IP; only docker run takes one in published=. ${instead}`,
      ),
    ];
  }
  if (!rule.hostIp.includes(':') || text.startsWith('[')) return [];
  return [
    warning(
      'unbracketedIpv6',
      hostIp,
      `Docker CLI 20.10 and Compose refuse an IPv6 address without brackets. ${instead}`,
    ),
  ];
}

function signWarnings(rule: ParsedPublishRule): PublishWarning[] {
  const { text, hostPorts, containerPorts } = rule.source;
  return [hostPorts, containerPorts]
    .filter(({ start, end }) => /\+|--/.test(text.slice(start, end)))
    .map((span) =>
      warning(
        'signedPort',
        span,
        `Docker before 29.5 refuses a port with a sign. Write ${formatPublish(rule)} instead.`,
      ),
    );
}

function hostPortWarnings(rule: ParsedPublishRule): PublishWarning[] {
  const span = rule.source.hostPorts;
  const { hostPorts, containerPorts } = rule;
  if (hostPorts === undefined) return [];
  if (hostPorts.end === 0) {
    return [
      warning(
        'hostPortZero',
        span,
        'Host port 0 means any free port; Docker picks one at each start. Enter a port to keep it.',
      ),
    ];
  }
  if (hostPorts.start === 0) {
    return [
      warning(
        'hostRangeFromZero',
        span,
        'Docker does not start a container with a host range from 0. Begin the range at 1 or above.',
      ),
    ];
  }
  if (portCount(containerPorts) === portCount(hostPorts)) return [];
  return [
    warning(
      'engineChooses',
      span,
      `Docker picks the first free port of ${formatPortRange(hostPorts)} at each start. Enter one port to keep it.`,
    ),
  ];
}

function containerPortWarnings(rule: ParsedPublishRule): PublishWarning[] {
  if (rule.containerPorts.start !== 0) return [];
  return [
    warning(
      'containerPortZero',
      rule.source.containerPorts,
      'Docker Engine 29.1.3 and newer refuse container port 0. Enter the port that the application listens on.',
    ),
  ];
}

function warning(code: PublishWarningCode, { start, end }: Span, message: string): PublishWarning {
  return { code, message, start, end };
}
