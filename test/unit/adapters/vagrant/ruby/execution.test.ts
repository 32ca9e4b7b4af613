import assert from 'node:assert/strict';
import { readForwardedPorts } from '../../../../../src/adapters/vagrant/vagrantfile.ts';

const net = 'config.vm.network "forwarded_port", guest: 1, host:';

/** A file with a forward before some lines and one after. */
function around(lines: string, before = ''): string {
  return [
    before,
    'Vagrant.configure("2") do |config|',
    '  config.vm.network "forwarded_port", guest: 80, host: 8080',
    lines,
    '  config.vm.network "forwarded_port", guest: 81, host: 8081',
    'end',
    '',
  ].join('\n');
}

async function hosts(text: string): Promise<{
  readonly hosts: readonly (number | undefined)[];
  readonly reasons: readonly string[];
}> {
  const { forwarded, unread } = await readForwardedPorts(text);
  return { hosts: forwarded.map(({ host }) => host), reasons: unread.map(({ reason }) => reason) };
}

describe('a loop that is too long', () => {
  const loops: readonly string[] = [
    `(1..10**9).each { |i| ${net} i }`,
    `(1..10**9).step(2) { |i| ${net} i }`,
    `(10**9).times { |i| ${net} i }`,
    `1.upto(10**9) { |i| ${net} i }`,
    `(10**9).downto(1) { |i| ${net} i }`,
    `1.step(10**9, 3) { |i| ${net} i }`,
    `for i in 1..10**9\n${net} i\nend`,
    `(1..1000).each { |i| (1..1000).each { |j| ${net} 9000 + i * j } }`,
    `i = 0\nwhile i < 10**9\n${net} i\ni += 1\nend`,
    `i = 0\nuntil i < 0\n${net} i\ni += 1\nend`,
    `i = 0\nloop { ${net} i\ni += 1 }`,
    `list = [1]\nlist.each { |i| ${net} i\nlist << i + 1 }`,
  ];
  for (const loop of loops) {
    it(`is unread: ${JSON.stringify(loop)}`, async () => {
      const reading = await hosts(around(loop));
      assert.deepEqual(reading.hosts, [8080, 8081]);
      assert.equal(reading.reasons.length, 1);
      assert.match(reading.reasons[0] ?? '', /takes more steps than are followed/);
    });
  }

  it('leaves what it writes unknown', async () => {
    const { hosts: known, reasons } = await hosts(
      around(`i = 0\nj = 1\nwhile i < 10**9\ni += 1\nend\n${net} 9000 + i\n${net} 9000 + j`),
    );
    assert.deepEqual([known, reasons.length], [[8080, 9001, 8081], 1]);
  });

  it('is not one of a thousand forwards', async () => {
    const { forwarded, unread } = await readForwardedPorts(
      around(
        '(49000..49999).each { |port| config.vm.network :forwarded_port, guest: port, host: port }',
      ),
    );
    assert.deepEqual([forwarded.length, unread], [1002, []]);
  });
});

describe('what has no end', () => {
  const cases: readonly (readonly [name: string, lines: string, before?: string])[] = [
    ['an empty loop', 'loop { }'],
    ['an empty while', 'while true\nend'],
    ['a method that calls itself', 'f(0)', 'def f(n); f(n + 1); end'],
    ['a lambda that calls itself', 'f = ->(n) { f.call(n) }\nf.call(1)'],
    ['a text that doubles', 's = "a"\n60.times { s = s + s }'],
    ['an interpolated text that doubles', 's = "a"\n60.times { s = "#{s}#{s}" }'],
    ['a list that doubles', 'l = [1]\n60.times { l = l + l }'],
    ['a list that is spread twice', 'l = [1]\n60.times { l = [*l, *l] }'],
    ['large texts', 'a = "a" * 10**9\nb = "a".rjust(10**9)\nc = "%0999999999d" % 1'],
    ['large lists', 'a = [1] * 10**9\nb = Array.new(10**9)\nc = (1..10**9).to_a'],
    ['large numbers', 'a = 9**9**9\nb = 99\n500.times { b = b * b }'],
    [
      'a list in itself',
      'l = [1]\nl << l\na = "#{l}"\nb = l == l\nc = { l => 1 }\nd = l.flatten\ne = l.sort',
    ],
    [
      'lists that hold each other many times',
      'l = [1]\n40.times { l = [l, l] }\na = "#{l}"\nb = l.flatten\nfoo(l)',
    ],
  ];
  for (const [name, lines, before] of cases) {
    it(`does not keep the rest from being read: ${name}`, async () => {
      assert.deepEqual(await hosts(around(lines, before)), { hosts: [8080, 8081], reasons: [] });
    });
  }

  it('is given up as a whole when it nests deeper than can be followed', async () => {
    const reading = await hosts(around('l = 1\n20_000.times { l = [l] }\nfoo(l)'));
    assert.deepEqual(reading, { hosts: [], reasons: ['the file nests too deep'] });
  });

  it('is given up as a whole when it is everywhere', async () => {
    const machines = '(1..3000).each { |n| config.vm.define "m#{n}" }';
    const ports = `(1..3000).each { |n| ${net} n }`;
    const reading = await readForwardedPorts(around(`${machines}\n${ports}`));
    assert.deepEqual(reading.forwarded, []);
    assert.match(reading.unread[0]?.reason ?? '', /more steps than are followed/);
  });
});
