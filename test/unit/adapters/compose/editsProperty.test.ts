import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addPort,
  changePort,
  quotePort,
  removePort,
  toLongForm,
  toShortForm,
} from '../../../../src/adapters/compose/edits.ts';
import { readComposePorts, type ComposeReading } from '../../../../src/adapters/compose/ports.ts';
import type { PublishRule } from '../../../../src/core/portSpec.ts';
import { applyEdits, type FileEdit } from '../../../../src/core/textEdit.ts';
import { propertyRuns, propertyTimeout } from '../../propertyRuns.ts';
import { readVectors } from '../../vectors.ts';

/** Rules of ports above those that the files below have. */
function rulesOf(lengths: fc.Arbitrary<number>): fc.Arbitrary<PublishRule> {
  const port = fc.integer({ min: 20_000, max: 30_000 });
  return fc
    .record({
      hostIp: fc.constantFrom('', '127.0.0.1', '::1', '0.0.0.0'),
      host: fc.option(port, { nil: undefined }),
      container: port,
      length: lengths,
      protocol: fc.constantFrom('tcp', 'udp', 'sctp'),
    })
    .map(({ hostIp, host, container, length, protocol }) => ({
      hostIp,
      ...(host === undefined ? {} : { hostPorts: { start: host, end: host + length } }),
      containerPorts: { start: container, end: container + length },
      protocol,
    }));
}

const rules = rulesOf(fc.constantFrom(0, 0, 3));
const singlePorts = rulesOf(fc.constant(0));

/** A case reads several files: it takes as long as ten of other properties. */
const runs = { numRuns: Math.ceil(propertyRuns.numRuns / 10) };

const quotes = fc.constantFrom('"', "'", '');
const comments = fc.constantFrom('', '', ' # why');

/** Entries of one style; `pad` is what the second line of an entry has before it. */
type Entries = (pad: string) => readonly string[];

const shortEntries: fc.Arbitrary<Entries> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), quotes, comments)
  .map(
    ([count, quote, comment]) =>
      () =>
        Array.from(
          { length: count },
          (_, at) => `${quote}${8000 + at}:${80 + at}${quote}${comment}`,
        ),
  );

const longEntries: fc.Arbitrary<Entries> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), quotes, comments, fc.boolean())
  .map(
    ([count, quote, comment, braces]) =>
      (pad) =>
        Array.from({ length: count }, (_, at) => {
          const fields = [`target: ${80 + at}`, `published: ${quote}${8000 + at}${quote}`];
          return (
            (braces ? `{ ${fields.join(', ')} }` : fields.join(`${comment}\n${pad}`)) + comment
          );
        }),
  );

interface Layout {
  readonly step: string;
  readonly dash: string;
}

type Section = (layout: Layout) => readonly string[];

function blockList(key: string, entries: Entries, after: readonly string[]): Section {
  return ({ step, dash }) => [
    `${key}:`,
    ...entries(' '.repeat(step.length + dash.length)).flatMap((entry) => {
      const [first = '', ...rest] = entry.split('\n');
      return [step + dash + first, ...rest];
    }),
    ...after.map((line) => `${step}  ${line}`),
  ];
}

const flowPorts: fc.Arbitrary<Section> = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom('"', "'"),
    fc.boolean(),
    fc.boolean(),
    comments,
  )
  .map(([count, quote, lines, trailing, comment]) => () => {
    const items = Array.from({ length: count }, (_, at) => `${quote}${8000 + at}:80${quote}`);
    if (!lines) return [`ports: [${items.join(', ')}]${comment}`];
    const last = items.length - 1;
    return [
      'ports: [',
      ...items.map((item, at) => `  ${item}${at < last || trailing ? ',' : ''}${comment}`),
      ']',
    ];
  });

const blockPorts: fc.Arbitrary<Section> = fc
  .tuple(fc.oneof(shortEntries, longEntries), fc.constantFrom([], ['# - "9:9"']))
  .map(([entries, after]) => blockList('ports', entries, after));

const otherSections: fc.Arbitrary<readonly Section[]> = fc.shuffledSubarray<Section>([
  () => ['restart: always # on'],
  () => ['# what it needs', 'environment:', '  A: "1"', '  B: |', '    text', '    # no comment'],
  () => ['command: ["a", "b"]'],
  blockList('volumes', () => ['a:/a', '"b:/b"'], []),
  blockList('expose', () => ['"3000"'], ['# - "3001"']),
  () => ['', 'labels: {a: b}'],
  () => ['tty:'],
]);

interface File {
  readonly text: string;
  /** How many entries the service has. */
  readonly count: number;
}

const files: fc.Arbitrary<File> = fc
  .record({
    unit: fc.constantFrom('  ', '    ', '   '),
    isIndented: fc.boolean(),
    dash: fc.constantFrom('- ', '-   '),
    ports: fc.option(fc.oneof(blockPorts, flowPorts), { nil: undefined }),
    before: otherSections,
    last: fc.boolean(),
    neighbour: fc.boolean(),
    ending: fc.constantFrom('\n', '\r\n'),
    isEnded: fc.boolean(),
    mark: fc.constantFrom('', '\ufeff', '---\n', '# a file\n\n'),
  })
  .map(({ unit, isIndented, dash, ports, before, last, neighbour, ending, isEnded, mark }) => {
    const layout = { step: isIndented ? unit : '', dash };
    const own = ports === undefined ? [] : [ports];
    const sections = [() => ['image: a'], ...(last ? [...before, ...own] : [...own, ...before])];
    const body = sections.flatMap((section) => section(layout));
    const lines = [
      'services:',
      `${unit}web:`,
      ...body.map((line) => (line === '' ? '' : unit + unit + line)),
      ...(neighbour ? [`${unit}# next`, `${unit}db: {image: b, ports: [81]}`] : []),
    ];
    const text = mark + lines.map((line) => line + '\n').join('');
    const whole = isEnded ? text : text.trimEnd();
    const count = readCount(whole);
    return { text: whole.replaceAll('\n', ending), count };
  });

function read(text: string): ComposeReading {
  return readComposePorts(text, { profiles: ['*'] });
}

function readCount(text: string): number {
  return read(text).services['web']?.ports?.length ?? 0;
}

function applied(text: string, edit: FileEdit): string {
  assert.ok(edit.ok, edit.ok ? '' : `${edit.reason}\n${text}`);
  return applyEdits(text, edit.edits);
}

describe('edits of files of many styles', () => {
  it('a port that is added and removed leaves every byte as it was', () => {
    fc.assert(
      fc.property(files, rules, ({ text, count }, rule) => {
        const added = applied(text, addPort(text, 'web', rule));
        assert.equal(applied(added, removePort(added, 'web', count)), text);
      }),
      runs,
    );
  }).timeout(propertyTimeout);

  it('a port that is changed there and back is published as it was', () => {
    fc.assert(
      fc.property(files, singlePorts, singlePorts, ({ text, count }, first, second) => {
        const one = applied(text, addPort(text, 'web', first));
        const other = applied(one, changePort(one, 'web', count, second));
        const back = applied(other, changePort(other, 'web', count, first));
        assert.deepEqual(read(back).services, read(one).services);
      }),
      runs,
    );
  }).timeout(propertyTimeout);
});

describe('edits of broken files', () => {
  const texts = (readVectors('compose-ports.json') as readonly { readonly yaml: string }[]).map(
    ({ yaml }) => yaml,
  );
  const broken = fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(
        fc.tuple(
          fc.nat(200),
          fc.nat(3),
          fc.constantFrom(
            '',
            ' ',
            '\n',
            '#',
            '"',
            "'",
            '[',
            ']',
            '{',
            '}',
            ',',
            ': ',
            '- ',
            '&p ',
            '*p',
            '\r\n',
            '\t',
            '$',
            '!override ',
            '<<: ',
          ),
        ),
        { maxLength: 4 },
      ),
    )
    .map(([text, changes]) =>
      changes.reduce(
        (changed, [at, length, inserted]) =>
          changed.slice(0, at) + inserted + changed.slice(at + length),
        text,
      ),
    );

  it('never throw, and never make a file worse', () => {
    const rule: PublishRule = {
      hostIp: '',
      hostPorts: { start: 20_000, end: 20_000 },
      containerPorts: { start: 20_000, end: 20_000 },
      protocol: 'tcp',
    };
    const errors = (text: string): number =>
      read(text).problems.filter(({ severity }) => severity === 'error').length;
    fc.assert(
      fc.property(broken, fc.nat(2), (text, index) => {
        for (const edit of [
          addPort(text, 'web', rule),
          changePort(text, 'web', index, rule),
          removePort(text, 'web', index),
          toLongForm(text, 'web', index),
          toShortForm(text, 'web', index),
          quotePort(text, 'web', index),
        ]) {
          if (edit.ok) assert.ok(errors(applyEdits(text, edit.edits)) <= errors(text), text);
          else assert.ok(edit.reason.length > 10);
        }
      }),
      runs,
    );
  }).timeout(propertyTimeout);
});
