import assert from 'node:assert/strict';
import type { Container, Health, NetworkMode } from '../../../src/core/container.ts';
import {
  addressWords,
  conflictWords,
  counted,
  networkWords,
  reachSentence,
  requestWords,
  spokenMapping,
  stateWords,
  statusWords,
} from '../../../src/core/describe.ts';
import type { RowStatus } from '../../../src/core/rowStatus.ts';
import {
  container,
  exposedPort,
  mapping,
  onlyMapping,
  portWith,
  publishAllBinding,
  publishing,
  stopped,
} from './containers.ts';

const exposed = container({ ports: [exposedPort('9000/tcp')] });
const discarded = (network: NetworkMode): Container =>
  stopped(publishing(['8080:80'], { network }), 'running');

describe('statusWords', () => {
  const table: Readonly<Record<RowStatus, string>> = {
    running: 'Running',
    paused: 'Paused',
    restarting: 'Restarting',
    stopped: 'Stopped',
    exposed: 'Exposed only',
    discarded: 'No effect',
    conflict: 'Conflict',
    staged: 'Staged',
    kept: 'Original (kept)',
    declared: 'Declared',
  };
  for (const [status, words] of Object.entries(table) as [RowStatus, string][]) {
    it(status, () => {
      assert.equal(statusWords(status), words);
    });
  }
});

describe('addressWords and reachSentence', () => {
  const table: readonly [string, Container, string, string][] = [
    [
      'every address',
      publishing(['8080:80']),
      'All interfaces',
      'Every device that reaches the Docker host reaches it (0.0.0.0 and [::]).',
    ],
    [
      '0.0.0.0',
      publishing(['0.0.0.0:8080:80']),
      'All interfaces',
      'Every device that reaches the Docker host reaches it (0.0.0.0).',
    ],
    [
      'loopback',
      publishing(['[::1]:8080:80']),
      'This host only',
      'Only programs on the Docker host reach it ([::1]).',
    ],
    [
      'one address',
      publishing(['192.168.1.9:8080:80']),
      '192.168.1.9',
      "Reached through the host's address 192.168.1.9.",
    ],
    [
      'reserved',
      stopped(publishing(['127.0.0.1:8080:80'])),
      'This host only',
      'Reserved: the host port is taken when the container starts.',
    ],
    [
      'without effect',
      discarded({ kind: 'host' }),
      'All interfaces',
      'Configured, but nothing listens on the host for it.',
    ],
    [
      'exposed only',
      exposed,
      'Not published',
      'Not published: only containers on the same network reach it.',
    ],
    [
      'exposed only, on the host network',
      { ...exposed, network: { kind: 'host' } },
      'Not published',
      'On the host network: what the container listens on is reached like any program of the host.',
    ],
    [
      'exposed only, without a network',
      { ...exposed, network: { kind: 'none' } },
      'Not published',
      'Not published, and without a network: nothing but the container itself reaches it.',
    ],
  ];
  for (const [what, of, words, sentence] of table) {
    it(what, () => {
      assert.equal(addressWords(onlyMapping(of)), words);
      assert.equal(reachSentence(onlyMapping(of), of.network), sentence);
    });
  }
});

describe('requestWords', () => {
  const withHealth = (health: Health): Container =>
    container({ health, ports: [exposedPort('80/tcp', 'unknown')] });
  const publishAll = container({
    ports: [
      portWith('80/tcp', [publishAllBinding(32_768)], 'image'),
      portWith('81/tcp', [publishAllBinding(32_769)], 'image'),
    ],
  });

  const table: readonly [string, Container, readonly string[]][] = [
    ['-p alone', publishing(['8080:80']), ['Not exposed by the image.']],
    [
      'a dynamic port',
      publishing(['80']),
      ['Dynamic: Docker picks the host port at every start.', 'Not exposed by the image.'],
    ],
    [
      'a range to choose from',
      publishing(['8000-8010:80']),
      ['Docker chooses the host port from 8000-8010.', 'Not exposed by the image.'],
    ],
    [
      '-P',
      publishAll,
      [
        'Published by -P; the host port may change at every start.',
        'These ports are exposed by the image.',
      ],
    ],
    ['the image', exposed, ['This port is exposed by the image.']],
    [
      'the operator',
      container({ ports: [exposedPort('80/tcp', 'operator')] }),
      ['Exposed by --expose.'],
    ],
    ['nobody knows', container({ ports: [exposedPort('80/tcp', 'unknown')] }), []],
    ['healthy', withHealth('healthy'), []],
    ['unhealthy', withHealth('unhealthy'), ['Unhealthy.']],
    ['starting', withHealth('starting'), ['Health check: starting.']],
    [
      'discarded by the host network',
      discarded({ kind: 'host' }),
      [
        'The container uses the host network; published ports are ignored.',
        'Not exposed by the image.',
      ],
    ],
    [
      'discarded without a network',
      discarded({ kind: 'none' }),
      ['The container has no network; published ports are ignored.', 'Not exposed by the image.'],
    ],
    [
      'discarded by the network of another container',
      discarded({ kind: 'container', container: 'vpn' }),
      [
        'The container shares the network of another one; publish the port there.',
        'Not exposed by the image.',
      ],
    ],
    [
      'not allocated',
      discarded({ kind: 'userDefined', name: 'inside' }),
      ['The engine allocated no host port for it.', 'Not exposed by the image.'],
    ],
  ];
  for (const [what, of, words] of table) {
    it(what, () => {
      assert.deepEqual(requestWords(of, onlyMapping(of)), words);
    });
  }
});

describe('conflictWords', () => {
  it('names the port and its holder', () => {
    const owner = { kind: 'container', containerId: 'c2', containerName: '<b>api</b>' } as const;
    assert.equal(
      conflictWords({ hostPort: 8080, owner }),
      'Conflict: 8080 is published by <b>api</b>.',
    );
  });
});

describe('spokenMapping', () => {
  const table: readonly [string, Container, string][] = [
    [
      'published',
      publishing(['8080:80']),
      'Port 8080 on all interfaces to container port 80, TCP, web-1 running',
    ],
    [
      'a range on loopback',
      publishing(['127.0.0.1:8000-8010:9000-9010/udp']),
      'Ports 8000 to 8010 on this host only to container ports 9000 to 9010, UDP, web-1 running',
    ],
    [
      'one address',
      publishing(['[fe80::1]:8080:80']),
      'Port 8080 on fe80::1 to container port 80, TCP, web-1 running',
    ],
    [
      'a dynamic port that is not known yet',
      stopped(publishing(['80'])),
      'Dynamic port on all interfaces to container port 80, TCP, web-1 stopped',
    ],
    ['exposed only', exposed, 'Exposed only, container port 9000, TCP, web-1 running'],
    [
      'unhealthy',
      publishing(['8080:80'], { health: 'unhealthy' }),
      'Port 8080 on all interfaces to container port 80, TCP, web-1 running, unhealthy',
    ],
  ];
  for (const [what, of, words] of table) {
    it(what, () => {
      assert.equal(spokenMapping(of, onlyMapping(of)), words);
    });
  }

  it('ends with the note', () => {
    const of = publishing(['8080:80']);
    assert.match(
      spokenMapping(of, onlyMapping(of), 'Conflict: 1.'),
      /, web-1 running, Conflict: 1\.$/,
    );
  });
});

describe('stateWords', () => {
  const table: readonly [Container['state'], Health | undefined, string][] = [
    ['running', undefined, 'running'],
    ['running', 'healthy', 'running'],
    ['running', 'unhealthy', 'running, unhealthy'],
    ['running', 'starting', 'running, starting'],
    ['exited', undefined, 'stopped'],
    ['created', undefined, 'created'],
    ['paused', undefined, 'paused'],
    ['restarting', undefined, 'restarting'],
    ['removing', undefined, 'removing'],
    ['dead', undefined, 'dead'],
  ];
  for (const [state, health, words] of table) {
    it(words, () => {
      assert.equal(stateWords(health === undefined ? { state } : { state, health }), words);
    });
  }
});

describe('networkWords', () => {
  const table: readonly [NetworkMode, string][] = [
    [{ kind: 'bridge' }, 'default bridge'],
    [{ kind: 'userDefined', name: 'shop_front' }, 'shop_front'],
    [{ kind: 'host' }, 'host network'],
    [{ kind: 'none' }, 'no network'],
    [{ kind: 'container', container: 'vpn-1' }, 'network of vpn-1'],
  ];
  for (const [network, words] of table) {
    it(words, () => {
      assert.equal(networkWords(network), words);
    });
  }
});

describe('counted', () => {
  it('has one word for one and another for all other numbers', () => {
    assert.equal(counted(0, 'port', 'ports'), '0 ports');
    assert.equal(counted(1, 'port', 'ports'), '1 port');
    assert.equal(counted(101, 'port', 'ports'), '101 ports');
  });
});

describe('a mapping in words', () => {
  it('holds hostile names as they are', () => {
    const name = '<img src=x onerror=alert(1)>';
    assert.ok(spokenMapping(container({ name }), mapping('8080:80')).includes(name));
  });
});
