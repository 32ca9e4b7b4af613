import { withoutBrackets } from './draftAddress.ts';
import { meantRule } from './draftOthers.ts';
import { draftOf, imageOf } from './draftRules.ts';
import { parseIpAddress } from './ipAddress.ts';
import type { MappingDraft } from './mappingDraft.ts';
import { readPastedLines } from './pastedLines.ts';
import { formatPortRange } from './portRange.ts';
import { formatPublish, type PublishRule } from './portSpec.ts';
import { publishTextOf } from './publishText.ts';
import { parsePortFlags, parseRunCommand, type RunArguments } from './runCommand.ts';

/** A draft with what was pasted in it, and what to tell of it. */
export interface PastedDraft {
  readonly draft: MappingDraft;
  /** `Rule recognised: 127.0.0.1:8080:80.` */
  readonly words: string;
}

/** As many as a draft may have; see parseDraft. */
const mostRules = 10_000;

const mostShown = 3;

/**
 * What a person pastes into any field of the form: a value of `-p`, flags, a whole `docker run`
 * command, entries of Compose's `ports:`, `forwarded_port` lines of a Vagrantfile. It takes the place
 * of everything that the draft says of ports: a rule without an address is for every address, as
 * docker reads it. A command fills in the rest of a new container too.
 *
 * @returns undefined for what is none of these, such as a mere port or address.
 */
export function readPaste(text: string, draft: MappingDraft): PastedDraft | undefined {
  const command = parseRunCommand(text);
  if (command.ok) return pastedCommand(command.value, draft);
  const flags = parsePortFlags(text);
  const published = flags.ok ? flags.value.published : [];
  const rules =
    published.length > 0 ? published.map(({ value }) => meantRule(value)) : readPastedLines(text);
  return rules && pastedRules(rules, draft);
}

/** `127.0.0.1:8081` in a field for the host port alone. */
export function readHostPort(text: string): {
  readonly address?: string;
  readonly hostPort: string;
} {
  const colon = text.lastIndexOf(':');
  const address = withoutBrackets(text.slice(0, Math.max(colon, 0)).trim());
  return parseIpAddress(address) === undefined
    ? { hostPort: text.trim() }
    : { address, hostPort: text.slice(colon + 1).trim() };
}

function pastedRules(rules: readonly PublishRule[], draft: MappingDraft): PastedDraft | undefined {
  const [own] = rules;
  if (own === undefined || rules.length > mostRules) return undefined;
  const label = rules.length === 1 ? 'Rule' : `${rules.length} rules`;
  return { draft: withRules(draft, rules), words: `${label} recognised: ${listed(rules)}.` };
}

function pastedCommand(run: RunArguments, draft: MappingDraft): PastedDraft | undefined {
  const rules = run.published.map(({ value }) => meantRule(value));
  if (imageOf(draft.target) === undefined) return pastedRules(rules, draft);
  if (rules.length > mostRules) return undefined;
  const ports = rules.length === 0 ? 'no -p rule' : listed(rules);
  return {
    draft: {
      ...withRules(draft, rules),
      target: `image:${run.image}`,
      name: run.name ?? '',
      exposed: exposedText(run),
      publishAll: run.publishAll,
    },
    words: `Command recognised: ${run.image}, ${ports}.`,
  };
}

function withRules(draft: MappingDraft, rules: readonly PublishRule[]): MappingDraft {
  const [own, ...others] = rules;
  const { address, hostPort, containerPort, protocol } = draftOf(draft.target, own);
  return {
    ...draft,
    address,
    hostPort,
    containerPort,
    protocol,
    others: others.map(formatPublish),
  };
}

function listed(rules: readonly PublishRule[]): string {
  const shown = rules.slice(0, mostShown).map(publishTextOf);
  const more = rules.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}

/** What the command exposes besides what it publishes, consecutive ports as a range. */
function exposedText({ exposed, bindings }: RunArguments): string {
  const published = new Set(
    bindings.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`),
  );
  const ranges: { start: number; end: number; protocol: string }[] = [];
  for (const key of exposed.filter((each) => !published.has(each))) {
    const [port = '', protocol = ''] = key.split('/');
    const last = ranges.findLast((range) => range.protocol === protocol);
    if (last?.end === Number(port) - 1) last.end += 1;
    else ranges.push({ start: Number(port), end: Number(port), protocol });
  }
  return ranges
    .map(
      ({ protocol, ...range }) =>
        `${formatPortRange(range)}${protocol === 'tcp' ? '' : `/${protocol}`}`,
    )
    .join(' ');
}
