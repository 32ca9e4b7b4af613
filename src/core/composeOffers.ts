import { isAnyAddress, isSameAddress } from './address.ts';
import type { ComposeCheck } from './composeAlerts.ts';
import type { ComposeDocument, ComposeEntry } from './composeDocument.ts';
import type { ComposeEditing } from './composeEditing.ts';
import type { Declaration, DeclarationObstacle } from './declaration.ts';
import { ruleWords } from './describeChange.ts';
import { mappingOfRule } from './mappingRule.ts';
import { formatPortRange, portCount, type PortRange } from './portRange.ts';
import type { PublishRule } from './portSpec.ts';
import { arrowText } from './render.ts';
import type { FileEdit } from './textEdit.ts';

/** A change of an entry that makes sense there, whether or not it can be made. */
export interface ComposeOffer {
  /** What a menu says. */
  readonly title: string;
  /** Reads the file before and after the change, which takes a while. */
  readonly edit: () => FileEdit;
  /** The checks that it satisfies. */
  readonly answers: readonly ComposeCheck[];
}

/** Host ports that the entry could have instead, or as well. */
export interface EntryWish {
  readonly count: number;
  readonly protocol: PublishRule['protocol'];
  readonly hostIp: string;
  /** The first port to try. */
  readonly prefer: number;
}

/** What the changes of an entry need to know besides the file. */
export interface OfferFacts {
  /** What was found for the wish of the entry. */
  readonly free: PortRange | undefined;
  /** What was found for `copiesWish`; missing where there is no such wish. */
  readonly freeForCopies?: PortRange | undefined;
  /** The host IP of what is published from now on. */
  readonly defaultAddress: string;
}

/** The host ports to look for before the changes of the entry are offered; none where it has none. */
export function wishOf(entry: ComposeEntry, defaultAddress: string): EntryWish | undefined {
  const [{ kind, rule }] = entry.declarations;
  const { containerPorts, hostPorts, protocol } = rule;
  const count = portCount(containerPorts);
  if (kind === 'expose') {
    return { count, protocol, hostIp: defaultAddress, prefer: containerPorts.start };
  }
  if (hostPorts === undefined || hostPorts.start === 0) return undefined;
  return { count, protocol, hostIp: rule.hostIp, prefer: hostPorts.start };
}

/** One host port for each container of the service; none where there is one, or where Docker picks them. */
export function copiesWish(
  entry: ComposeEntry,
  { services }: Pick<ComposeDocument, 'services'>,
): EntryWish | undefined {
  const [{ rule, kind }] = entry.declarations;
  const { hostIp, hostPorts, containerPorts, protocol } = rule;
  const count = services.find(({ name }) => name === entry.service)?.copies?.count ?? 1;
  if (kind !== 'publish' || hostPorts === undefined || hostPorts.start === 0) return undefined;
  // A range of container ports takes just as many host ports: none is left to choose from.
  if (portCount(containerPorts) > 1 || portCount(hostPorts) >= count) return undefined;
  return { count, protocol, hostIp, prefer: hostPorts.start };
}

/** The changes that fit the entry. */
export function composeOffers(
  text: string,
  entry: ComposeEntry,
  editing: ComposeEditing,
  facts: OfferFacts,
): readonly ComposeOffer[] {
  if (entry.kind === 'expose') return exposeOffers(text, entry, editing, facts);
  const index = editing.portIndexAt(text, entry.service, entry.start);
  const written = index === undefined ? undefined : { text, entry, editing, index };
  return [
    ...ruleOffers(written, entry, facts),
    formOffer(written, entry),
    ...quoteOffers(written, entry),
    {
      title: `Remove ${arrowText(mappingOfRule(entry.declarations[0].rule))}`,
      edit: editOf(written, entry, ({ index: at }) => editing.removePort(text, entry.service, at)),
      answers: [],
    },
  ];
}

/** An entry of the service's own list. */
interface WrittenEntry {
  readonly text: string;
  readonly entry: ComposeEntry;
  readonly editing: ComposeEditing;
  readonly index: number;
}

type EntryEdit = (written: WrittenEntry) => FileEdit;

function editOf(
  written: WrittenEntry | undefined,
  entry: ComposeEntry,
  edit: EntryEdit,
): () => FileEdit {
  return () =>
    written === undefined ? { ok: false, reason: elsewhere(entry.declarations[0]) } : edit(written);
}

/** Why an entry that the service has is in no list of its own. */
function elsewhere({ obstacle, owner }: Declaration): string {
  const places: Readonly<Partial<Record<DeclarationObstacle, string>>> = {
    alias: 'by an alias',
    anchor: 'by an anchor',
    'merge-key': 'by a merge key',
    extends: 'from the service that it extends',
    include: 'from an included file',
  };
  const place = obstacle === undefined ? undefined : places[obstacle];
  return `${owner.name} gets this entry ${place ?? 'from another place'}: change it there.`;
}

/** The rule with other host ports, and on other addresses. */
function ruleOffers(
  written: WrittenEntry | undefined,
  entry: ComposeEntry,
  { free, freeForCopies }: OfferFacts,
): readonly ComposeOffer[] {
  const { hostIp, hostPorts } = entry.declarations[0].rule;
  const offers: ComposeOffer[] = [];
  const offer = (title: string, answers: readonly ComposeCheck[], part: RulePart): void => {
    const edit = editOf(written, entry, (found) => changed(found, part));
    offers.push({ title, edit, answers });
  };
  if (free !== undefined && hostPorts !== undefined) {
    const title = `Change Host Port to Free ${formatPortRange(free)}`;
    offer(title, ['PortConflict', 'PortOfOtherProject', 'PortInUse'], { hostPorts: free });
  }
  if (freeForCopies !== undefined) {
    const title = `Use Free Host Ports ${formatPortRange(freeForCopies)}, One for Each Container`;
    offer(title, ['ScaledHostPort'], { hostPorts: freeForCopies });
  }
  if (hostPorts !== undefined && hostPorts.start > 0) {
    offer('Let Docker Pick the Host Port', ['ScaledHostPort'], { hostPorts: undefined });
  }
  if (isAnyAddress(hostIp)) {
    const address = isSameAddress(hostIp, '::') ? '::1' : '127.0.0.1';
    offer('Restrict to This Host', ['PublishedOnAllInterfaces'], { hostIp: address });
  } else {
    offer('Publish on All Interfaces', [], { hostIp: '' });
  }
  return offers;
}

/** Undefined host ports are those that Docker picks. */
interface RulePart {
  readonly hostIp?: string;
  readonly hostPorts?: PortRange | undefined;
}

function changed({ text, entry, editing, index }: WrittenEntry, part: RulePart): FileEdit {
  const rule = editing.portRule(text, entry.service, index);
  if (rule === undefined) {
    return { ok: false, reason: 'What the entry publishes cannot be told from the file.' };
  }
  const { hostPorts, ...rest } = { ...rule, ...part };
  const wanted = hostPorts === undefined ? rest : { ...rest, hostPorts };
  return editing.changePort(text, entry.service, index, wanted);
}

function formOffer(written: WrittenEntry | undefined, entry: ComposeEntry): ComposeOffer {
  return {
    title: entry.form === 'short' ? 'Convert to Long Form' : 'Convert to Short Form',
    edit: editOf(written, entry, ({ text, editing, index }) =>
      entry.form === 'short'
        ? editing.toLongForm(text, entry.service, index)
        : editing.toShortForm(text, entry.service, index),
    ),
    answers: [],
  };
}

function quoteOffers(
  written: WrittenEntry | undefined,
  entry: ComposeEntry,
): readonly ComposeOffer[] {
  const isPlain = entry.form === 'short' && /^[^"'*&!|>]/.test(entry.text);
  if (!isPlain) return [];
  const edit = editOf(written, entry, ({ text, editing, index }) =>
    editing.quotePort(text, entry.service, index),
  );
  return [{ title: 'Quote the Value', edit, answers: ['UnquotedPort'] }];
}

function exposeOffers(
  text: string,
  { declarations: [{ rule }], service, unsure }: ComposeEntry,
  editing: ComposeEditing,
  { free, defaultAddress }: OfferFacts,
): readonly ComposeOffer[] {
  if (free === undefined) return [];
  const { containerPorts, protocol } = rule;
  const added = { hostIp: defaultAddress, hostPorts: free, containerPorts, protocol };
  const edit = (): FileEdit =>
    unsure
      ? { ok: false, reason: 'A variable decides which port this is.' }
      : editing.addPort(text, service, added);
  return [{ title: `Publish ${ruleWords(added)}`, edit, answers: [] }];
}
