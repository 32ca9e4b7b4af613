import { bracketed } from './address.ts';
import type { ComposeLife, EntryLife } from './composeLive.ts';
import type { ComposeEntry } from './composeDocument.ts';
import { conflictWords } from './describe.ts';
import { mappingOfRule } from './mappingRule.ts';
import { formatPortRange, portCount } from './portRange.ts';
import type { PublishRule } from './portSpec.ts';
import { arrowText, hostPortText } from './render.ts';

/** `8080 → 80/tcp`, one for each mapping that Compose makes of the entry. */
export function entryTitle({ kind, declarations }: ComposeEntry): string {
  const texts = declarations.map(({ rule }) =>
    kind === 'expose'
      ? `${formatPortRange(rule.containerPorts)}/${rule.protocol}`
      : arrowText(mappingOfRule(rule)),
  );
  return texts.join(', ');
}

/** What the entry means, in sentences: who can reach the port, and what else decides. */
export function entrySentences(entry: ComposeEntry): readonly string[] {
  const [{ rule, owner }] = entry.declarations;
  const { networkMode = 'bridge' } = owner;
  const sentences =
    entry.kind === 'expose'
      ? [
          'Documented by expose, which publishes nothing: only containers on the same network reach it.',
        ]
      : networkMode === 'bridge'
        ? [reachWords(rule), ...choiceWords(rule)]
        : [`The service has network_mode: ${networkMode}; published ports are ignored.`];
  return entry.unsure
    ? [...sentences, 'Written with variables: other values give other ports.']
    : sentences;
}

function reachWords({ hostIp }: PublishRule): string {
  const { reach } = mappingOfRule({ hostIp, containerPorts: anyPort, protocol: 'tcp' });
  switch (reach) {
    case 'thisHost':
      return 'This host only: only programs on the Docker host reach it.';
    case 'specific':
      return `Reached through the host's address ${bracketed(hostIp)}.`;
    default:
      return 'All interfaces: every device that reaches the Docker host reaches it.';
  }
}

const anyPort = { start: 1, end: 1 };

function choiceWords({ hostPorts, containerPorts }: PublishRule): readonly string[] {
  if (hostPorts === undefined || hostPorts.end === 0) {
    return ['Dynamic: Docker picks the host port at every start.'];
  }
  return portCount(hostPorts) > portCount(containerPorts)
    ? [`Docker chooses the host port from ${formatPortRange(hostPorts)}.`]
    : [];
}

/** What is wrong with what runs of the entry; a difference from the file is not applied yet. */
export function lifeSentences({ notes, drift, conflict }: EntryLife): readonly string[] {
  return [
    ...notes,
    ...(drift ? ['Not applied yet: docker compose up applies it.'] : []),
    ...(conflict === undefined ? [] : [conflictWords(conflict)]),
  ];
}

/** `● 8080`, each host port once; undefined where nothing of the entry is published. */
export function runningWords({ running }: EntryLife): string | undefined {
  const ports = running
    .filter(({ mapping }) => mapping.kind === 'published')
    .map(({ mapping }) => hostPortText(mapping));
  return ports.length === 0 ? undefined : `● ${[...new Set(ports)].join(', ')}`;
}

/**
 * `2 published · 1 conflict`; `1 of 2 published` where not all of them are, and how many are declared
 * where no engine was read.
 *
 * @param entries those of one service that are to be published.
 * @param clashing those that another entry of the file is in the way of.
 */
export function serviceSummary(
  entries: readonly ComposeEntry[],
  clashing: ReadonlySet<number>,
  life: ComposeLife | undefined,
): string {
  const lives = entries.map((entry) => life?.(entry));
  const published = lives.filter((each) => each && runningWords(each) !== undefined).length;
  const conflicts = entries.filter(
    ({ start }, index) => clashing.has(start) || lives[index]?.conflict !== undefined,
  ).length;
  const words =
    life === undefined
      ? `${entries.length} declared`
      : published === entries.length
        ? `${published} published`
        : `${published} of ${entries.length} published`;
  if (conflicts === 0) return words;
  return `${words} · ${conflicts} ${conflicts === 1 ? 'conflict' : 'conflicts'}`;
}
