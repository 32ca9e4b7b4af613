import assert from 'node:assert/strict';
import type { Span } from '../../../../src/core/parsed.ts';
import type { ForwardedPort } from '../../../../src/adapters/vagrant/forwardedPorts.ts';
import { readForwardedPorts } from '../../../../src/adapters/vagrant/vagrantfile.ts';

const start = 'Vagrant.configure("2") do |config|\n';
const end = '\nend\n';

/** The forwards of a configuration block that holds the lines, and the text around them. */
async function read(
  lines: string,
): Promise<{ readonly text: string; readonly forwarded: readonly ForwardedPort[] }> {
  const text = start + lines + end;
  return { text, forwarded: (await readForwardedPorts(text)).forwarded };
}

function textAt(text: string, span: Span | undefined): string | undefined {
  return span && text.slice(span.start, span.end);
}

describe('the place of a forward', () => {
  const cases: readonly (readonly [lines: string, call: string, pairs: readonly string[]])[] = [
    [
      '  config.vm.network "forwarded_port", guest: 80, host: 8080',
      'config.vm.network "forwarded_port", guest: 80, host: 8080',
      ['guest: 80', 'host: 8080'],
    ],
    [
      '  config.vm.network(:forwarded_port, :guest => 80, "host": 8080) # é',
      'config.vm.network(:forwarded_port, :guest => 80, "host": 8080)',
      [':guest => 80', '"host": 8080'],
    ],
    [
      '  # ünï 😀 \u{1f600} 漢字\n  config.vm.network "forwarded_port",\n    guest: 80,\n    host: 8080 if true',
      'config.vm.network "forwarded_port",\n    guest: 80,\n    host: 8080',
      ['guest: 80', 'host: 8080'],
    ],
    [
      '  x = "😀é"; config.vm.network "forwarded_port", guest: 80, host: 8080, id: "é😀"',
      'config.vm.network "forwarded_port", guest: 80, host: 8080, id: "é😀"',
      ['guest: 80', 'host: 8080', 'id: "é😀"'],
    ],
    [
      '  config.vm.network "forwarded_port", guest: 80, guest: 81, host: 8080, "x" => 1, **{}',
      'config.vm.network "forwarded_port", guest: 80, guest: 81, host: 8080, "x" => 1, **{}',
      ['guest: 80', 'guest: 81', 'host: 8080'],
    ],
    [
      '  config.vm.network "forwarded_port", guest: 80, host: 8080\r\n  # ok\r',
      'config.vm.network "forwarded_port", guest: 80, host: 8080',
      ['guest: 80', 'host: 8080'],
    ],
  ];
  for (const [lines, call, pairs] of cases) {
    it(`is known for ${JSON.stringify(lines)}`, async () => {
      const { text, forwarded } = await read(lines);
      const [forward] = forwarded;
      assert.equal(textAt(text, forward?.call), call);
      assert.deepEqual(
        forward?.call.options.map(({ pair }) => textAt(text, pair)),
        pairs,
      );
    });
  }

  it('is known for names and values', async () => {
    const { text, forwarded } = await read(
      '  port = 8080 # 😀\n  config.vm.network "forwarded_port", guest: 80, :host => port + 1, host_ip: "::1"',
    );
    assert.deepEqual(
      forwarded[0]?.call.options.map(({ name, key, value, literal }) => [
        name,
        textAt(text, key),
        textAt(text, value),
        literal,
      ]),
      [
        ['guest', 'guest:', '80', true],
        ['host', ':host', 'port + 1', false],
        ['host_ip', 'host_ip:', '"::1"', true],
      ],
    );
  });

  it('is one for all forwards of a loop', async () => {
    const { forwarded } = await read(
      '  [1, 2].each { |p| config.vm.network "forwarded_port", guest: p, host: p }',
    );
    assert.equal(forwarded.length, 2);
    assert.equal(forwarded[0]?.call, forwarded[1]?.call);
  });

  it('is that of the call with the final values, and the earlier ones are kept', async () => {
    const { text, forwarded } = await read(
      [1, 2, 3]
        .map((n) => `  config.vm.network "forwarded_port", guest: ${n}, host: ${n}, id: "x"`)
        .join('\n'),
    );
    const [forward] = forwarded;
    assert.match(textAt(text, forward?.call) ?? '', /guest: 3/);
    assert.deepEqual(
      forward?.merged?.map((call) => /guest: \d/.exec(textAt(text, call) ?? '')?.[0]),
      ['guest: 1', 'guest: 2'],
    );
  });
});

describe('the origin of a forward', () => {
  const forward = 'config.vm.network "forwarded_port", guest: 80, host:';
  const cases: readonly (readonly [lines: string, origin: ForwardedPort['origin']])[] = [
    [`${forward} 8080`, 'literal'],
    [`${forward} "8080", protocol: :udp, auto_correct: true, id: nil`, 'literal'],
    [`${forward} 8080 if 1 < 2`, 'literal'],
    [`config.vm.define "a" do |config|\n ${forward} 8080\nend`, 'literal'],
    [`config.tap { |config| ${forward} 8080 }`, 'literal'],
    [`${forward} 8000 + 80`, 'computed'],
    [`port = 8080\n${forward} port`, 'computed'],
    [`${forward} "80#{80}"`, 'computed'],
    [`${forward} 8080, **{ id: "x" }`, 'computed'],
    [`${forward} 8080, "x" => 1`, 'computed'],
    ['t = :forwarded_port\nconfig.vm.network t, guest: 80, host: 8080', 'computed'],
    [`[1].each { ${forward} 8080 }`, 'repeated'],
    [`1.times { ${forward} 8080 }`, 'repeated'],
    [`for x in [1]\n ${forward} 8080\nend`, 'repeated'],
    [`x = 0\nwhile x < 1\n x += 1\n ${forward} 8080\nend`, 'repeated'],
    [`f = -> { ${forward} 8080 }\nf.call`, 'repeated'],
    [`def f(config)\n ${forward} 8080\nend\nf(config)`, 'repeated'],
    [`[1].each { config.vm.define("a") { |config| ${forward} 8080 } }`, 'repeated'],
  ];
  for (const [lines, origin] of cases) {
    it(`is ${origin}: ${JSON.stringify(lines)}`, async () => {
      const { forwarded } = await read(lines);
      assert.deepEqual(
        forwarded.map((each) => each.origin),
        [origin],
      );
    });
  }
});

describe('the line of a forward', () => {
  // As `caller` gives it on Ruby 3.1.2; the configuration block starts on line 1.
  const cases: readonly (readonly [lines: string, line: number])[] = [
    ['config\n.vm\n.network "forwarded_port", guest: 80, host: 8080', 3],
    ['config.\nvm.\nnetwork "forwarded_port", guest: 80, host: 8080', 3],
    ['config\n.vm\n.network("forwarded_port", guest: 80, host: 8080)', 4],
    ['config.vm\n# comment\n.network "forwarded_port", guest: 80, host: 8080', 2],
    ['(config\n.vm)\n.network "forwarded_port", guest: 80, host: 8080', 3],
    ['config.vm.network(\n"forwarded_port",\nguest: 80, host: 8080)', 2],
    ['config.vm.network \\\n"forwarded_port",\nguest: 80, host: 8080', 2],
    ['vm =\nconfig.vm\nvm\n.network "forwarded_port", guest: 80, host: 8080', 4],
    ['config.vm.instance_eval do\nnetwork "forwarded_port", guest: 80, host: 8080\nend', 3],
    ['config.vm.send(\n:network, :forwarded_port, guest: 80, host: 8080)', 2],
  ];
  for (const [lines, line] of cases) {
    it(`is ${line} for ${JSON.stringify(lines)}`, async () => {
      const { forwarded } = await read(lines);
      assert.deepEqual(
        forwarded.map((forward) => forward.line),
        [line],
      );
    });
  }
});
