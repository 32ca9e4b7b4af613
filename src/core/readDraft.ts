import { addressesOverlap } from './address.ts';
import { forwardMessages } from './draftForwards.ts';
import { excessFault, failed } from './draftPorts.ts';
import { imageOf } from './draftRules.ts';
import { isMachineKey } from './fileOwner.ts';
import type { DraftMessage, MappingDraft } from './mappingDraft.ts';
import { portsOfRule, type TakenPort } from './portOwners.ts';
import { exposedKeys, parseExposedRange, type ExposedRange, type PublishRule } from './portSpec.ts';
import { readDraftRules } from './readDraftRules.ts';

/** What a draft asks for. Complete when none of the messages is an error. */
export interface DraftReading {
  /** The rule of the draft's own fields; a new container may be without. */
  readonly own?: PublishRule;
  /** All rules, the own one first. */
  readonly rules: readonly PublishRule[];
  /** Of a new container: `80/tcp`. */
  readonly exposed: readonly string[];
  readonly messages: readonly DraftMessage[];
}

/**
 * Reads a draft and says what is wrong with it by itself, whatever the engine has. Accepts what
 * docker accepts, and refuses what it takes and then ignores or fails to start.
 */
export function readDraft(draft: MappingDraft): DraftReading {
  const { rules, messages } = readDraftRules(draft);
  const isRun = imageOf(draft.target) !== undefined;
  const exposed = isRun ? readExposed(draft.exposed) : nothingExposed;
  const all = [
    ...targetMessages(draft.target),
    ...messages,
    ...(isMachineKey(draft.target) ? forwardMessages(draft, rules) : []),
    ...(isRun ? nameMessages(draft.name) : []),
    ...exposed.messages,
  ];
  const own = rules.find(({ other }) => other === undefined)?.rule;
  const every = rules.map(({ rule }) => rule);
  return {
    ...(own === undefined ? {} : { own }),
    rules: every,
    exposed: exposed.keys,
    messages: [...all, ...repeatedPorts(every)],
  };
}

function targetMessages(target: string): DraftMessage[] {
  if (target.trim() !== '' && imageOf(target)?.trim() !== '') return [];
  return [failed('target', 'Choose a container or an image.').message];
}

/** moby, daemon/names (RestrictedNameChars). */
const containerName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

function nameMessages(typed: string): DraftMessage[] {
  const name = typed.trim();
  if (name === '' || containerName.test(name)) return [];
  const text =
    'Use two or more letters, digits, hyphens, dots or underscores, beginning with a letter or digit.';
  return [failed('name', text).message];
}

interface Exposures {
  readonly keys: readonly string[];
  readonly messages: readonly DraftMessage[];
}

const nothingExposed: Exposures = { keys: [], messages: [] };

/** Values of `--expose`; of their protocols only those that an engine can publish. */
function readExposed(text: string): Exposures {
  const ranges: ExposedRange[] = [];
  const messages: DraftMessage[] = [];
  for (const word of text.split(/[\s,]+/).filter((each) => each !== '')) {
    const range = parseExposedRange(word);
    const fault = range.ok ? unpublishable(range.value) : range.message;
    if (fault !== undefined) messages.push(failed('exposed', `${word}: ${fault}.`).message);
    else if (range.ok) ranges.push(range.value);
  }
  const excess = excessFault(
    'exposed',
    ranges.map(({ ports }) => ports),
  );
  if (excess !== undefined) return { keys: [], messages: [...messages, excess] };
  return { keys: [...new Set(ranges.flatMap(exposedKeys))], messages };
}

function unpublishable({ ports, protocol }: ExposedRange): string | undefined {
  const fine = ports.start > 0 && /^(?:tcp|udp|sctp)$/.test(protocol);
  return fine ? undefined : 'use ports from 1 to 65535, and tcp, udp or sctp';
}

/** Two rules of the draft for one host port: docker creates such a container and cannot start it. */
function repeatedPorts(rules: readonly PublishRule[]): DraftMessage[] {
  const inOrder = rules
    .flatMap((rule) => portsOfRule(rule, { kind: 'process' }))
    .sort((left, right) => left.ports.start - right.ports.start);
  let open: readonly TakenPort[] = [];
  for (const next of inOrder) {
    open = open.filter(({ ports }) => ports.end >= next.ports.start);
    const repeats = open.some(
      ({ hostIp, protocol }) => protocol === next.protocol && addressesOverlap(hostIp, next.hostIp),
    );
    if (repeats) {
      return [failed('others', `Two mappings here use host port ${next.ports.start}.`).message];
    }
    open = [...open, next];
  }
  return [];
}
