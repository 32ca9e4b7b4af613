import assert from 'node:assert/strict';
import type { OuterMachine } from '../../../src/core/vagrantReport.ts';
import {
  containersBehind,
  countWords,
  declaredHostPorts,
  forwardArrow,
  forwardGroups,
  forwardSentences,
  unforwardedPorts,
} from '../../../src/core/vagrantReport.ts';
import { publishing, stopped } from './containers.ts';
import { forward, readingOf } from './vagrantfiles.ts';

const here: OuterMachine = 'this machine';

async function groupsOf(...lines: readonly string[]): Promise<string[]> {
  return forwardGroups((await readingOf(...lines)).forwarded).map(
    (group) => `${group.machines.join('+')} ${forwardArrow(group)}`,
  );
}

describe('forwardGroups', () => {
  const table: readonly (readonly [lines: readonly string[], groups: readonly string[]])[] = [
    [[forward('guest: 80, host: 8080')], ['default 8080 → 80/tcp']],
    [
      [`(7000..7100).each { |p| ${forward('guest: p, host: p + 1000')} }`],
      ['default 8000-8100 → 7000-7100/tcp'],
    ],
    [
      [forward('guest: 80, host: 8080'), forward('guest: 81, host: 8081, protocol: "udp"')],
      ['default 8080 → 80/tcp', 'default 8081 → 81/udp'],
    ],
    [
      [forward('guest: 80, host: 8080'), 'config.vm.define "a"', 'config.vm.define "b"'],
      ['a+b 8080 → 80/tcp'],
    ],
    [[forward('guest: 80')], []],
  ];
  for (const [lines, groups] of table) {
    it(lines.join(' · '), async () => {
      assert.deepEqual(await groupsOf(...lines), groups);
    });
  }
});

describe('forwardSentences', () => {
  const table: readonly (readonly [options: string, sentences: readonly string[]])[] = [
    [
      'guest: 80, host: 8080',
      [
        'This machine’s 8080 → the VM’s 80/tcp, on all interfaces: every device that reaches this machine reaches it.',
      ],
    ],
    [
      'guest: 80, host: 8080, host_ip: "127.0.0.1"',
      ['This machine’s 8080 → the VM’s 80/tcp, for this machine only (127.0.0.1).'],
    ],
    [
      'guest: 53, host: 5353, host_ip: "192.168.1.5", protocol: "udp", auto_correct: true',
      ['This machine’s 5353 → the VM’s 53/udp, on its address 192.168.1.5.'],
    ],
    [
      'guest: 80, host: 8080, host_ip: "::1", auto_correct: true, disabled: true',
      [
        'This machine’s 8080 → the VM’s 80/tcp, for this machine only ([::1]).',
        'Disabled: left out at `vagrant up`.',
        'Vagrant takes another host port when this one is in use (`auto_correct`).',
      ],
    ],
  ];
  for (const [options, sentences] of table) {
    it(options, async () => {
      const { forwarded } = await readingOf(forward(options));
      const [group] = forwardGroups(forwarded);
      assert.ok(group);
      assert.deepEqual(forwardSentences(group, here), sentences);
    });
  }

  it('calls the other machine yours from inside the VM', async () => {
    const [group] = forwardGroups((await readingOf(forward('guest: 80, host: 8080'))).forwarded);
    assert.ok(group);
    assert.match(forwardSentences(group, 'your machine').join(), /^Your machine’s 8080/);
  });
});

describe('containersBehind', () => {
  const web = publishing(['8080:80'], { name: 'web-1' });
  const table: readonly (readonly [
    name: string,
    line: string,
    rules: readonly string[],
    chains: readonly string[],
  ])[] = [
    [
      'a port',
      forward('guest: 8080, host: 18080'),
      ['8080:80'],
      ['this machine:18080 → VM:8080 → web-1:80'],
    ],
    [
      'a part of a range, with a port that Vagrant may change',
      `(8000..8010).each { |p| ${forward('guest: p, host: p + 100, auto_correct: true')} }`,
      ['8005-8020:5-20'],
      ['this machine:8105-8110 (configured) → VM:8005-8010 → web-1:5-10'],
    ],
    ['another protocol', forward('guest: 8080, host: 8080'), ['8080:80/udp'], []],
    ['another port', forward('guest: 8081, host: 8080'), ['8080:80'], []],
  ];
  for (const [name, line, rules, chains] of table) {
    it(name, async () => {
      const [group] = forwardGroups((await readingOf(line)).forwarded);
      assert.ok(group);
      const container = publishing(rules, { name: 'web-1' });
      const behind = containersBehind(group, [container], here);
      assert.deepEqual(
        behind.map(({ chain }) => chain),
        chains,
      );
    });
  }

  it('tells a port that no forward reaches, and leaves out a container that is stopped', async () => {
    const line = forward('guest: 8080, host: 8080');
    const [group] = forwardGroups((await readingOf(line)).forwarded);
    assert.ok(group);
    const loopback = publishing(['127.0.0.1:8080:80'], { name: 'web-1' });
    const blocked = containersBehind(group, [loopback, stopped(web)], here);
    assert.deepEqual(
      blocked.map(({ isBlocked }) => isBlocked),
      [true],
    );
  });
});

describe('unforwardedPorts', () => {
  const container = publishing(
    ['8080:80', '9090:90', '127.0.0.1:7070:70', '5353:53/udp', '6000-6002:6000-6002', '22:22'],
    { name: 'web-1' },
  );
  const web = forward('guest: 8080, host: 8080');

  it('leaves out what is forwarded, what is only for the VM, and the port of Vagrant’s own forward', async () => {
    const found = unforwardedPorts(await readingOf(web), undefined, [container]);
    assert.deepEqual(
      found.map(({ ports, protocol }) => `${ports.start}-${ports.end}/${protocol}`).sort(),
      ['5353-5353/udp', '6000-6002/tcp', '9090-9090/tcp'],
    );
  });

  it('counts the forwards of the machine only', async () => {
    const reading = await readingOf(
      'config.vm.define("a") { |m| m.vm.network "forwarded_port", guest: 9090, host: 9090 }',
      'config.vm.define "b"',
    );
    const ports = (machine: string): unknown =>
      unforwardedPorts(reading, machine, [publishing(['9090:90'])]).map((each) => each.ports.start);
    assert.deepEqual(ports('a'), []);
    assert.deepEqual(ports('b'), [9090]);
  });
});

describe('declaredHostPorts', () => {
  it('has the host port of SSH too', async () => {
    const taken = declaredHostPorts(await readingOf(forward('guest: 80, host: 8080')));
    assert.deepEqual(
      taken.map(({ hostIp, ports }) => `${hostIp}:${ports.start}`),
      [':8080', '127.0.0.1:2222'],
    );
  });
});

describe('countWords', () => {
  it('counts the forwards of a machine, by name where there are several', async () => {
    const one = await readingOf(forward('guest: 80, host: 8080'));
    assert.equal(countWords(one, ['default']), '1 forward');
    const names = ['a', 'b', 'c', 'd', 'e'];
    const defines = names.map((name) => `config.vm.define "${name}"`);
    const many = await readingOf(forward('guest: 80, host: 8080'), ...defines);
    assert.equal(countWords(many, names.slice(0, 2)), 'a: 1 forward · b: 1 forward');
    assert.equal(
      countWords(many, names),
      'a: 1 forward · b: 1 forward · c: 1 forward · 2 more machines',
    );
  });
});
