import assert from 'node:assert/strict';
import type { VagrantfileRule } from '../../../../src/adapters/vagrant/forwardedPorts.ts';
import { readForwardedPorts } from '../../../../src/adapters/vagrant/vagrantfile.ts';

type Problem = readonly [rule: VagrantfileRule, place: string, message?: RegExp];

/** The problems of a file, by rule and the text they stand on. */
async function assertProblems(text: string, expected: readonly Problem[]): Promise<void> {
  const { problems } = await readForwardedPorts(text);
  const found = problems.map(({ rule, start, end }) => [rule, text.slice(start, end)]);
  assert.deepEqual(
    found,
    expected.map(([rule, place]) => [rule, place]),
  );
  for (const [index, { message, line, start }] of problems.entries()) {
    assert.match(message, expected[index]?.[2] ?? /./);
    assert.equal(line, text.slice(0, start).split('\n').length);
  }
}

const net = 'config.vm.network "forwarded_port"';

function inBlock(lines: string): string {
  return `# 😀\nVagrant.configure("2") do |config|\n${lines}\nend\n`;
}

function machine(name: string, lines: string): string {
  return `config.vm.define "${name}" do |config|\n${lines}\nend`;
}

describe('what Vagrant refuses', () => {
  const requires = /^Forwarded port definitions require a "host" and "guest" value$/;
  const range = /^Ports to forward must be 1 to 65535$/;
  const twice = (port: number): RegExp =>
    new RegExp(
      `^Forwarded port '${port}' \\(host port\\) is declared multiple times\nwith the protocol 'tcp'\\.$`,
    );
  const cases: readonly (readonly [lines: string, ...problems: readonly Problem[]])[] = [
    [`${net}, guest: 80, host: 8080`],
    [
      `${net}, guest: 80`,
      ['ForwardRequiresPorts', `${net}, guest: 80`, requires],
      ['ForwardInvalidPort', `${net}, guest: 80`, range],
    ],
    [
      `${net}, guest: nil, host: 8080`,
      ['ForwardRequiresPorts', `${net}, guest: nil, host: 8080`, requires],
      ['ForwardInvalidPort', 'nil', range],
    ],
    [`${net}, guest: 0, host: 8080`, ['ForwardInvalidPort', '0', range]],
    [`${net}, guest: "http", host: 8080`, ['ForwardInvalidPort', '"http"', range]],
    [
      `${net}, guest: 65_536, host: -1`,
      ['ForwardInvalidPort', '65_536', range],
      ['ForwardInvalidPort', '-1', range],
    ],
    [
      `${net}, guest: 80, host: 8080, id: "a"\n${net}, guest: 81, host: 8_080, id: "b"`,
      ['ForwardHostNotUnique', '8_080', twice(8080)],
    ],
    [
      `${net}, guest: 80, host: 8080, id: "a", disabled: true\n${net}, guest: 81, host: "8080"`,
      ['ForwardHostNotUnique', '"8080"', twice(8080)],
    ],
    [
      `${net}, guest: 80, host: 2222, host_ip: "127.0.0.1"`,
      ['ForwardHostNotUnique', '2222', twice(2222)],
    ],
    [
      `[8080, 0].each { |port| ${net}, guest: port, host: 8080 + port }`,
      ['ForwardInvalidPort', 'port', range],
    ],
    [
      'config.vm.network "forwarded_ports", guest: 80, host: 8080',
      [
        'NetworkTypeInvalid',
        '"forwarded_ports"',
        /^Network type 'forwarded_ports' is invalid\. Please use a valid network type\.$/,
      ],
    ],
    [
      'config.vm.forward_port 80, 8080',
      [
        'SettingUnknown',
        'config.vm.forward_port 80, 8080',
        /^The following settings shouldn't exist: forward_port$/,
      ],
    ],
    [
      `${net}, { guest: 80, host: 8080 }`,
      [
        'VagrantfileLoadError',
        `${net}, { guest: 80, host: 8080 }`,
        /^wrong number of arguments \(given 2, expected 1\)$/,
      ],
    ],
    [
      `${net}, guest: 80..81, host: 8080`,
      ['VagrantfileLoadError', '80..81', /'to_i' for 80\.\.81/],
    ],
    [`${net}, guest: 80, host: [1]`, ['VagrantfileLoadError', '[1]', /'to_i' for \[1\]/]],
    [
      `config.vm.network 5, guest: 80`,
      ['VagrantfileLoadError', 'config.vm.network 5, guest: 80', /to_sym/],
    ],
    [`config.vm.define nil`, ['VagrantfileLoadError', 'config.vm.define nil', /to_sym/]],
    [`raise "no"`, ['VagrantfileLoadError', 'raise "no"', /^no$/]],
  ];
  for (const [lines, ...problems] of cases) {
    it(`finds ${problems.map(([rule]) => rule).join(', ') || 'nothing'} in ${lines}`, async () => {
      await assertProblems(inBlock(lines), problems);
    });
  }

  it('finds what keeps the file from loading outside the blocks', async () => {
    await assertProblems('abort "stop" unless false\nVagrant.configure("2") { }\n', [
      ['VagrantfileLoadError', 'abort "stop"', /^stop$/],
    ]);
    await assertProblems('Vagrant.configure("4") { }', [
      ['VagrantfileLoadError', 'Vagrant.configure("4") { }', /no configuration version 4/],
    ]);
  });

  it('finds syntax errors', async () => {
    const text = 'Vagrant.configure("2") do |config|\n  x = 😀 +\n';
    const { problems, forwarded, unread } = await readForwardedPorts(text);
    assert.deepEqual([forwarded, unread], [[], []]);
    assert.ok(problems.length > 0);
    for (const { rule, severity, start, end } of problems) {
      assert.deepEqual([rule, severity], ['VagrantfileSyntaxError', 'error']);
      assert.ok(0 <= start && start <= end && end <= text.length);
    }
  });
});

describe('what Vagrant takes, and does not do', () => {
  const cases: readonly (readonly [lines: string, ...problems: readonly Problem[]])[] = [
    [`${net}, guest: 80, host: 80`],
    [`${net}, guest: 80, host: 8080\n${net}, guest: 80, host: 8080, protocol: "udp"`],
    [`${net}, guest: 80, host: 8080\n${net}, guest: 80, host: 8081`],
    [
      `${net}, guest: 80, host: 8080\n${net}, guest: 81, host: 8080`,
      ['ForwardReplaced', '8080', /^Replaces the forward of line 3: .*8080/],
    ],
    [
      `2.times { ${net}, guest: 81, host: 8080 }`,
      ['ForwardReplaced', '8080', /^Replaces the forward of an earlier round of this call/],
    ],
    [
      `${net}, guest: 80, host: 8080\nend\nVagrant.configure("2") do |config|\n${net}, guest: 81, host: 8080`,
      ['ForwardReplaced', '8080', /line 3/],
    ],
    [
      `${net}, guest: 80, host: 8080, id: "web"\n${net}, guest: 80, host: 9090, id: :web`,
      ['ForwardsMerged', ':web', /line 3.*"web"/],
    ],
    [
      `${net}, guest: 80, host: 8080\n${net}, guest: 81, host: 8080, host_ip: "127.0.0.1"`,
      ['ForwardAddressOverlap', '8080', /line 3/],
    ],
    [
      `${net}, guest: 80, host: 8080, host_ip: "::1"\n${net}, guest: 81, host: 8080, host_ip: "127.0.0.1"`,
    ],
    [
      `${net}, guest: 80, host: 8080\n${net}, guest: 81, host: 8080, host_ip: "::1", auto_correct: true`,
    ],
    [
      `${machine('a', `${net}, guest: 80, host: 8080`)}\n${machine('b', `${net}, guest: 81, host: 8080`)}`,
      ['ForwardSharedByMachines', '8080', /^Machines a and b both forward host port 8080/],
    ],
    [
      `${net}, guest: 80, host: 8080\nconfig.vm.define "a"\nconfig.vm.define "b"`,
      ['ForwardSharedByMachines', '8080', /a and b/],
    ],
    [
      `${net}, guest: 80, host: 8080, auto_correct: true\nconfig.vm.define "a"\nconfig.vm.define "b"`,
    ],
    [`${net}, guest: 80, host: 8080, disabled: true\nconfig.vm.define "a"\nconfig.vm.define "b"`],
    [`${net}, guest: 80, host: 8080, "id" => "x"`, ['OptionKeyIgnored', '"id"', /ignores "id"/]],
    [
      `${net}, guest: 80, host: 8080, host: 8081`,
      ['OptionDuplicated', 'host:', /host is duplicated/],
    ],
    [`x = { a: 1, a: 2 }\n${net}, guest: 80, host: 8080`],
    [
      `${net}, guest: "80/tcp", host: "8000-8010"`,
      ['PortTextCut', '"80/tcp"', /"80\/tcp" as 80/],
      ['PortTextCut', '"8000-8010"', /"8000-8010" as 8000/],
    ],
    [`${net}, guest: "80 ", host: 8080.0`],
    [`${net}, guest: 80.5, host: 8080`, ['PortTextCut', '80.5', /80\.5 as 80/]],
    [`${net}, guest: 53, host: 5353, protocol: "UDP"`, ['ProtocolUnsupported', '"UDP"', /"UDP"/]],
    [`${net}, guest: 22, host: 2200`, ['SshForwardDoubled', '22', /id: "ssh"/]],
    [`${net}, guest: 22, host: 2200, id: "ssh"`],
    [`${net}, guest: 80, host: 2222`, ['SshPortTaken', '2222', /SSH/]],
    [
      machine('a', `c = config\n${net}, guest: 80, host: 8080`).replace('|config|', '|a|'),
      ['OuterConfigInDefine', `${net}, guest: 80, host: 8080`, /outer block/],
    ],
  ];
  for (const [lines, ...problems] of cases) {
    it(`finds ${problems.map(([rule]) => rule).join(', ') || 'nothing'} in ${lines}`, async () => {
      await assertProblems(inBlock(lines), problems);
    });
  }
});
