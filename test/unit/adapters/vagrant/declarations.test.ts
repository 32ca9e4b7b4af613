import assert from 'node:assert/strict';
import { readVagrantDeclarations } from '../../../../src/adapters/vagrant/declarations.ts';
import type { ReadDeclarations } from '../../../../src/core/declaration.ts';
import { formatPublish } from '../../../../src/core/portSpec.ts';

function read(lines: readonly string[]): Promise<ReadDeclarations> {
  const text = ['Vagrant.configure("2") do |config|', ...lines, 'end', ''].join('\n');
  return readVagrantDeclarations({ path: '/srv/Vagrantfile', text }, 'file:///srv/Vagrantfile');
}

function forward(options: string, scope = 'config'): string {
  return `  ${scope}.vm.network "forwarded_port", ${options}`;
}

describe('readVagrantDeclarations', () => {
  const table: readonly [name: string, lines: readonly string[], found: readonly string[]][] = [
    ['a forward', [forward('guest: 80, host: 8080')], ['default Vagrantfile:2 8080:80/tcp']],
    [
      'an address, a protocol and what Vagrant may change',
      [forward('guest: 53, host: 5353, host_ip: "127.0.0.1", protocol: "udp", auto_correct: true')],
      ['default Vagrantfile:2 127.0.0.1:5353:53/udp, auto_correct'],
    ],
    [
      'a loop as one range',
      [`  (8000..8010).each { |port| ${forward('guest: port, host: port').trim()} }`],
      ['default Vagrantfile:2 8000-8010:8000-8010/tcp, repeated'],
    ],
    [
      'a loop that steps',
      [`  8000.step(8002, 2) { |port| ${forward('guest: port, host: port').trim()} }`],
      [
        'default Vagrantfile:2 8000:8000/tcp, repeated',
        'default Vagrantfile:2 8002:8002/tcp, repeated',
      ],
    ],
    [
      'lines are not joined',
      [forward('guest: 80, host: 8080'), forward('guest: 81, host: 8081')],
      ['default Vagrantfile:2 8080:80/tcp', 'default Vagrantfile:3 8081:81/tcp'],
    ],
    [
      'two that Vagrant merges',
      [forward('guest: 80, host: 8080'), forward('guest: 81, host: 8080')],
      ['default Vagrantfile:3 8080:81/tcp, merges 2'],
    ],
    [
      'one that is disabled',
      [forward('guest: 80, host: 8080, disabled: true')],
      ['default Vagrantfile:2 8080:80/tcp, disabled'],
    ],
    [
      'machines',
      ['  config.vm.define "web" do |web|', forward('guest: 80, host: 8080', 'web'), '  end'],
      ['web Vagrantfile:3 8080:80/tcp'],
    ],
  ];
  for (const [name, lines, found] of table) {
    it(name, async () => {
      const { declarations } = await read(lines);
      assert.deepEqual(
        declarations.map(({ owner, at, rule, obstacle, forward: facts }) =>
          [
            `${owner.name} ${at.file}:${at.line} ${formatPublish(rule)}`,
            ...(obstacle === undefined ? [] : [obstacle]),
            ...(facts?.autoCorrect === true ? ['auto_correct'] : []),
            ...(facts?.disabled === true ? ['disabled'] : []),
            ...(facts?.merged ?? []).map((line) => `merges ${line}`),
          ].join(', '),
        ),
        found,
      );
    });
  }

  it('names every machine, and what it could not read', async () => {
    const reading = await read([
      '  config.vm.define "web"',
      '  config.vm.define "db"',
      forward('guest: 80, host: ENV["PORT"]'),
      forward('guest: 80, host: 8080, protocol: "sctp"'),
    ]);
    assert.deepEqual(reading.owners, ['web', 'db']);
    assert.deepEqual(reading.declarations, []);
    assert.ok(reading.unread.reasons.includes('the protocol sctp'));
    assert.ok(reading.unread.reasons.some((reason) => reason.includes('ENV["PORT"]')));
  });

  it('tells what Vagrant refuses', async () => {
    assert.notEqual((await read(['  )'])).failed, undefined);
  });
});
