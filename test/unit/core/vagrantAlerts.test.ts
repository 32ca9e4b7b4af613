import assert from 'node:assert/strict';
import type { Listener } from '../../../src/core/listener.ts';
import { optionSpan, vagrantAlerts } from '../../../src/core/vagrantAlerts.ts';
import { forward, tools, vagrantfile } from './vagrantfiles.ts';

async function alertsOf(
  lines: readonly string[],
  listeners: readonly Listener[] = [],
): Promise<string[]> {
  const text = vagrantfile(...lines);
  return vagrantAlerts((await tools).read(text), listeners).map(
    ({ check, severity, start, end }) => `${severity} ${check} ${text.slice(start, end)}`,
  );
}

describe('vagrantAlerts', () => {
  const web = forward('guest: 80, host: 8080');
  const table: readonly (readonly [lines: readonly string[], alerts: readonly string[]])[] = [
    [[web], []],
    [[web, forward('guest: 81, host: 8080')], ['warning ForwardReplaced 8080']],
    [[web, forward('guest: 81, host: 8080, id: "b"')], ['error ForwardHostNotUnique 8080']],
    [
      [web, forward('guest: 81, host: 8080, host_ip: "127.0.0.1"')],
      ['warning ForwardAddressOverlap 8080'],
    ],
    [
      [forward('guest: 80, host: 8080, id: "a"'), forward('guest: 81, host: 8081, id: "a"')],
      ['info ForwardsMerged "a"'],
    ],
    [[forward('guest: 80, host: 2222')], ['warning SshPortTaken 2222']],
    [[forward('guest: 80, host: 8080, protocol: "sctp"')], ['warning ProtocolUnsupported "sctp"']],
    [[forward('guest: 0, host: 8080')], ['error ForwardInvalidPort 0']],
    [[forward('guest: 80, host: 65536')], ['error ForwardInvalidPort 65536']],
    [[forward('guest: 80, host: "8000-8010"')], ['warning PortTextCut "8000-8010"']],
    [['config.vm.forward_port 80, 8080'], ['error SettingUnknown config.vm.forward_port 80, 8080']],
    // Not about ports, and Ruby's own business.
    [['config.vm.nothing = 1'], []],
    [[`${web},`, 'end'], []],
    // Another value makes all of these right.
    [[forward('guest: 80, host: ENV["PORT"]'), web], []],
    [[web, `${forward('guest: 81, host: 8080')} if ENV["B"]`], []],
  ];
  for (const [lines, alerts] of table) {
    it(lines.join(' · '), async () => {
      assert.deepEqual(await alertsOf(lines), alerts);
    });
  }

  it('says that nobody checks UDP between machines', async () => {
    const machine = (name: string): string =>
      `config.vm.define("${name}") { |m| m.vm.network "forwarded_port", guest: 53, host: 5353, protocol: "udp" }`;
    const reading = (await tools).read(vagrantfile(machine('a'), machine('b')));
    const [alert] = vagrantAlerts(reading, []);
    assert.equal(alert?.check, 'ForwardSharedByMachines');
    assert.match(
      alert.message,
      /only one of them can run\. Vagrant does not check UDP collisions\.$/,
    );
  });

  describe('of a UDP port that a program has', () => {
    const dns = forward('guest: 53, host: 5353, protocol: "udp"');
    const unknown: Listener = { hostIp: '0.0.0.0', port: 5353, protocol: 'udp' };
    const avahi: Listener = { ...unknown, pid: 812, program: 'avahi-daemon' };
    const others: readonly (readonly [name: string, options: string, listener: Listener])[] = [
      ['is no alert for the machine itself', dns, { ...avahi, program: 'VBoxHeadless' }],
      ['is no alert for a program that is not known', dns, unknown],
      ['is no alert for tcp, which Vagrant checks', forward('guest: 53, host: 5353'), avahi],
      ['is no alert for another port', dns, { ...avahi, port: 5354 }],
      ['is no alert for a disabled forward', `${dns}, disabled: true`, avahi],
      [
        'is no alert for another address',
        `${dns}, host_ip: "127.0.0.1"`,
        { ...avahi, hostIp: '192.168.1.5' },
      ],
    ];
    for (const [name, line, listener] of others) {
      it(name, async () => {
        assert.deepEqual(await alertsOf([line], [listener]), []);
      });
    }

    it('names the program, once for all machines', async () => {
      const lines = [dns, 'config.vm.define "a"', 'config.vm.define "b"'];
      const reading = (await tools).read(vagrantfile(...lines));
      const messages = vagrantAlerts(reading, [avahi])
        .filter(({ check }) => check === 'UdpPortInUse')
        .map(({ message }) => message);
      assert.deepEqual(messages, [
        'Vagrant does not check UDP collisions; 5353/udp is in use by avahi-daemon (pid 812).',
      ]);
    });
  });
});

describe('optionSpan', () => {
  it('is the call where the option is left out', async () => {
    const reading = (await tools).read(vagrantfile(forward('guest: 80, host: 8080')));
    const [web] = reading.forwarded;
    assert.ok(web);
    assert.equal(optionSpan(web, 'protocol'), web.call);
  });
});
