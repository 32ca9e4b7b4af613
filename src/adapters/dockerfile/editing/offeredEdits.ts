import type { ExposeEditKind, OfferedEdit } from '../../../core/exposeEditing.ts';
import { formatPortRange, portCount } from '../../../core/portRange.ts';
import { PortSet } from '../portSet.ts';
import type { ExposeLayout, PlacedWord } from './exposeLayout.ts';
import {
  addUdpTwin,
  compressPorts,
  expandRange,
  fixHostMapping,
  hasProblem,
  lowerCaseProtocol,
  removeDuplicate,
  runAround,
  swapRange,
  type WordEdit,
} from './wordEdits.ts';
import { readWrittenPort, type WrittenPort } from './writtenPort.ts';

interface Offer {
  readonly kind: ExposeEditKind;
  readonly edit: WordEdit;
  /** What a menu says, where the change fits the word; the parts are missing for a word with variables. */
  readonly title: (
    layout: ExposeLayout,
    word: PlacedWord,
    written: WrittenPort | undefined,
  ) => string | undefined;
}

/** Those that make a faulty word right first. */
const offers: readonly Offer[] = [
  {
    kind: 'fixHostMapping',
    edit: fixHostMapping,
    title: (layout, { token }, written) => {
      if (written?.host !== undefined && written.ports !== '') {
        return `Replace ${token.text} with ${written.ports}${written.suffix}`;
      }
      return hasProblem(layout, token, 'ExposeInvalidFormat')
        ? `Remove the host port from ${token.text}`
        : undefined;
    },
  },
  {
    kind: 'swapRange',
    edit: swapRange,
    title: (_layout, { token }, written) => {
      const [start, end] = (written?.ports ?? '').split('-').map(Number);
      return start !== undefined && end !== undefined && start > end
        ? `Swap the ends of ${token.text}`
        : undefined;
    },
  },
  {
    kind: 'lowerCaseProtocol',
    edit: lowerCaseProtocol,
    title: (layout, { token }, written) => {
      const suffix = written?.suffix ?? '';
      return suffix !== suffix.toLowerCase() || hasProblem(layout, token, 'ExposeProtoCasing')
        ? `Write the protocol of ${token.text} in lower case`
        : undefined;
    },
  },
  {
    kind: 'removeDuplicate',
    edit: removeDuplicate,
    title: (layout, { token }) =>
      hasProblem(layout, token, 'DuplicatePort') ? `Remove duplicate ${token.text}` : undefined,
  },
  {
    kind: 'expandRange',
    edit: expandRange,
    title: (_layout, { token }) => {
      const [ports, ...others] = token.ports;
      return ports !== undefined && others.length === 0 && portCount(ports.range) > 1
        ? `Expand ${formatPortRange(ports.range)} to single ports`
        : undefined;
    },
  },
  {
    kind: 'compressPorts',
    edit: compressPorts,
    title: (layout, word) => {
      const { words, range } = runAround(layout, word);
      const isOneAlready = words.some(({ token }) =>
        token.ports.some((ports) => portCount(ports.range) === portCount(range)),
      );
      return words.length > 1 && !isOneAlready
        ? `Join ports to ${formatPortRange(range)}`
        : undefined;
    },
  },
  {
    kind: 'addUdpTwin',
    edit: addUdpTwin,
    title: (layout, word) =>
      lacksUdp(layout, word) ? `Add UDP beside ${word.token.text}` : undefined,
  },
];

/** The changes that fit a word, each ready or refused with a reason. */
export function offeredEdits(layout: ExposeLayout, word: PlacedWord): readonly OfferedEdit[] {
  const reading = readWrittenPort(word.token, layout.escape);
  const written = reading.ok ? reading.written : undefined;
  return offers.flatMap(({ kind, edit, title }) => {
    const words = title(layout, word, written);
    return words === undefined ? [] : [{ kind, title: words, edit: edit(layout, word) }];
  });
}

/** Whether the word declares a TCP port whose UDP twin its stage does not. */
function lacksUdp({ reading }: ExposeLayout, { token }: PlacedWord): boolean {
  const declared = new PortSet();
  for (const { stage, ports } of reading.tokens) {
    if (stage === token.stage) for (const each of ports) declared.add(each);
  }
  return token.ports.some(
    ({ range, protocol }) => protocol === 'tcp' && declared.add({ range, protocol: 'udp' }),
  );
}
