import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Span } from '../../../../src/core/parsed.ts';
import type { ForwardedPorts } from '../../../../src/adapters/vagrant/forwardedPorts.ts';
import {
  loadVagrantfileReader,
  type VagrantfileReader,
} from '../../../../src/adapters/vagrant/vagrantfile.ts';
import { propertyRuns, propertyTimeout } from '../../propertyRuns.ts';
import { readVectors } from '../../vectors.ts';

/** Pieces of Ruby, whole and broken. */
const pieces: readonly string[] = [
  ...[
    'Vagrant.configure("2") do |config|\n',
    'Vagrant.configure(ENV["V"]) { |c| ',
    'end\n',
    '}',
    '\n',
  ],
  ...[
    'config.vm.network "forwarded_port", ',
    'guest: 80, host: 8080',
    'guest: x, host: x + i',
    '\n',
  ],
  ...[
    'config.vm.define "a" do |config|\n',
    'config.vm.define x\n',
    'config.vm.provider("x") { |v, config| ',
  ],
  ...[
    'config',
    '.vm',
    '.tap { |c| ',
    '.send(:network, ',
    '.instance_eval do\n',
    '.each do |x, i|\n',
  ],
  ...[
    'x = ',
    'x << ',
    'x, *y = ',
    'x += 1\n',
    'x ||= ',
    '$g = ',
    '@i &&= ',
    'C = ',
    'x[:a] = ',
    'self.x = ',
  ],
  ...[
    '[80, 81]',
    '(1..3)',
    '1..',
    '{ a: 1 }',
    '%w[a b]',
    '"#{x}"',
    ':sym',
    '"str"',
    '<<~A\n  a\nA\n',
    '1.5',
  ],
  ...[
    'if x\n',
    'unless ENV["A"]\n',
    'else\n',
    'case x\n',
    'when 1\n',
    'in [a, *b]\n',
    'while x\n',
    'until true\n',
  ],
  ...[
    'for x in ',
    'loop do\n',
    'begin\n',
    'rescue => e\n',
    'ensure\n',
    'def f(a, b = 1, *c, d:, **e, &f)\n',
    'f(x)\n',
  ],
  ...[
    '->(a) { ',
    'lambda do |a|\n',
    'proc { _1 }',
    'f.call(1)',
    'yield x\n',
    '&x',
    '&:to_i',
    '*x',
    '**x',
    '...',
  ],
  ...[
    'next',
    'break x',
    'return',
    'redo',
    'retry',
    ' if x',
    ' unless y',
    ' rescue 1',
    ' while true',
    'raise "x"',
  ],
  ...[
    'class A\n',
    'class Integer\n',
    'module M\n',
    'class << self\n',
    'M::C',
    'alias a b\n',
    'undef a\n',
    'BEGIN { ',
  ],
  ...[
    'require "yaml"\n',
    'load x\n',
    'eval(x)\n',
    'binding',
    'exit',
    'catch(:a) { ',
    'super',
    'defined?(x)',
    '__END__\n',
  ],
  ...[
    '.map',
    '.select',
    '.times { |i| ',
    '.with_index(1) { |a, (b, c)| ',
    '.upto(5)',
    '.step(2)',
    '.first',
    '[0]',
    '.nope!',
  ],
  ...[
    ' ',
    ';',
    ',',
    '(',
    ')',
    '[',
    ']',
    '|',
    '&&',
    '||',
    '!',
    '=',
    '==',
    '+',
    '-',
    '*',
    '/',
    '%',
    '.',
    '::',
    '?',
    ':',
  ],
  ...[
    '"',
    "'",
    '`',
    '#',
    '#{',
    '\\',
    '\0',
    '\r\n',
    'é',
    '😀',
    '\ud800',
    '\uFEFF',
    '=begin\n',
    '=end\n',
  ],
];

const vagrantfiles = (
  readVectors('vagrant.json') as readonly { readonly vagrantfile: string }[]
).map(({ vagrantfile }) => vagrantfile);

const inAnyOrder = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 40 });

/** A Vagrantfile of the vectors with a part of it replaced. */
const mutated = fc
  .record({
    text: fc.constantFrom(...vagrantfiles),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 30 }),
    by: fc.string({ unit: fc.constantFrom(...pieces), maxLength: 4 }),
  })
  .map(({ text, at, length, by }) => {
    const start = Math.floor(at * text.length);
    return text.slice(0, start) + by + text.slice(start + length);
  });

/** The lines of two Vagrantfiles, mixed. */
const mixed = fc
  .tuple(fc.constantFrom(...vagrantfiles), fc.constantFrom(...vagrantfiles))
  .chain(([first, second]) => fc.shuffledSubarray([...first.split('\n'), ...second.split('\n')]))
  .map((lines) => lines.join('\n'));

function spansOf({ forwarded, unread, problems }: ForwardedPorts): readonly Span[] {
  return [
    ...forwarded.flatMap(({ call }) => [
      call,
      ...call.options.flatMap(({ pair, key, value }) => [pair, key, value]),
    ]),
    ...unread.flatMap((place) => [place, place.cause]),
    ...problems,
  ];
}

describe('readForwardedPorts on any text', function () {
  this.timeout(propertyTimeout);
  let read: VagrantfileReader;

  before(async () => {
    read = await loadVagrantfileReader();
  });

  for (const [name, texts] of [
    ['characters', fc.string({ unit: 'binary' })],
    ['pieces of Ruby', inAnyOrder],
    ['changed Vagrantfiles', mutated],
    ['mixed Vagrantfiles', mixed],
  ] as const) {
    it(`does not throw, and stays within the text: ${name}`, () => {
      fc.assert(
        fc.property(texts, (text) => {
          const reading = read(text);
          for (const { start, end } of spansOf(reading)) {
            assert.ok(0 <= start && start <= end && end <= text.length);
          }
          const lineCount = text.split('\n').length;
          for (const { line } of [...reading.forwarded, ...reading.unread, ...reading.problems]) {
            assert.ok(1 <= line && line <= lineCount);
          }
        }),
        propertyRuns,
      );
    });

    it(`gives the same each time: ${name}`, () => {
      fc.assert(
        fc.property(texts, (text) => {
          assert.deepEqual(read(text), read(text));
        }),
        { numRuns: propertyRuns.numRuns / 10 },
      );
    });
  }

  it('names only machines that it lists', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, mixed), (text) => {
        const { machines, forwarded, implicit } = read(text);
        for (const { machine } of [...forwarded, ...implicit])
          assert.ok(machines.includes(machine));
      }),
      propertyRuns,
    );
  });
});
