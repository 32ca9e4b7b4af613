import assert from 'node:assert/strict';
import type { StagedChange } from '../../../src/core/change.ts';
import type { Container } from '../../../src/core/container.ts';
import { changesBesides } from '../../../src/core/editedMapping.ts';
import type { Listener } from '../../../src/core/listener.ts';
import {
  ownersOf,
  ownerWords,
  takenPorts,
  takenWords,
  type PortOwner,
  type PortUse,
} from '../../../src/core/portOwners.ts';
import { container, portWith, publishAllBinding, publishing, stopped } from './containers.ts';
import { adding, referenceTo, removing, replacing, ruleOfText, running } from './stagedChanges.ts';

const api = publishing(['8080:80'], { id: 'c2', name: 'api-1' });
const web = publishing(['8443:443'], { id: 'c1', name: 'web-1' });

function use(part: Partial<PortUse>): PortUse {
  return { containers: [], changes: [], listeners: [], ...part };
}

/** Whose host ports a rule would take: `8080 api-1 (running)`. */
function clashes(rule: string, part: Partial<PortUse>): readonly string[] {
  return ownersOf(ruleOfText(rule), takenPorts(use(part))).map(
    ({ owner, port }) => `${port} ${ownerWords(owner)}`,
  );
}

function listener(hostIp: string, port: number, part: Partial<Listener> = {}): Listener {
  return { hostIp, port, protocol: 'tcp', ...part };
}

describe('takenPorts', () => {
  it('has what a running container holds, on each address', () => {
    const owner = { kind: 'container', containerId: 'c2', name: 'api-1', state: 'running' };
    const ports = { start: 8080, end: 8080 };
    assert.deepEqual(takenPorts(use({ containers: [api] })), [
      { owner, hostIp: '0.0.0.0', ports, protocol: 'tcp' },
      { owner, hostIp: '::', ports, protocol: 'tcp' },
    ]);
  });

  it('has a range as one', () => {
    const taken = takenPorts(use({ containers: [publishing(['127.0.0.1:1000-9999:1000-9999'])] }));
    assert.deepEqual(
      taken.map(({ ports }) => ports),
      [{ start: 1000, end: 9999 }],
    );
  });

  const states: readonly [Container, readonly string[]][] = [
    [stopped(api), ['8080 api-1 (stopped)']],
    [stopped(api, 'created'), ['8080 api-1 (stopped)']],
    // Between two starts it holds nothing, and takes it again in a moment.
    [stopped(api, 'restarting'), ['8080 api-1 (running)']],
    [{ ...api, state: 'paused' }, ['8080 api-1 (running)']],
    [{ ...stopped(api, 'running'), network: { kind: 'host' } }, []],
    [{ ...stopped(api), network: { kind: 'none' } }, []],
  ];
  for (const [of, expected] of states) {
    it(`${expected.length === 0 ? 'has nothing' : 'has the port'} of a ${of.state} container on ${of.network.kind}`, () => {
      assert.deepEqual(clashes('8080:80', { containers: [of] }), expected);
    });
  }

  it('has nothing of the kept original of a recreated container', () => {
    const kept = { ...stopped(api), name: 'api-1.ports-old-1f2e3d4c' };
    assert.deepEqual(clashes('8080:80', { containers: [kept] }), []);
  });

  it('has the dynamic port of a running container, and none of a stopped one', () => {
    const dynamic = publishing(['80']);
    assert.deepEqual(clashes('32768:80', { containers: [dynamic] }), ['32768 web-1 (running)']);
    assert.deepEqual(clashes('32768:80', { containers: [stopped(dynamic)] }), []);
  });

  it('has what a staged change adds, under the name of its container', () => {
    const changes = [adding(web, '9000:80', 'x')];
    assert.deepEqual(clashes('9000:1', { containers: [web], changes }), ['9000 web-1']);
    assert.deepEqual(
      clashes('9000:1', { changes: [running({ rules: [ruleOfText('9000:80')] })] }),
      ['9000 nginx:1.27'],
    );
  });

  it('has nothing of a staged change whose container is gone', () => {
    assert.deepEqual(clashes('9000:1', { changes: [adding(web, '9000:80')] }), []);
  });

  const freeing: readonly [string, StagedChange, readonly string[]][] = [
    ['a removal', removing(api, '8080'), []],
    ['a move', replacing(api, '8080', '8081:80'), []],
    ['an edit that keeps the port', replacing(api, '8080', '127.0.0.1:8080:80'), ['8080 api-1']],
    ['a removal of something else', removing(web, '8443'), ['8080 api-1 (running)']],
  ];
  for (const [what, change, expected] of freeing) {
    it(`${expected.length === 0 ? 'frees' : 'does not free'} a port by ${what}`, () => {
      assert.deepEqual(clashes('8080:80', { containers: [api, web], changes: [change] }), expected);
    });
  }

  it('frees a port of -P', () => {
    const all = container({
      publishAll: true,
      ports: [portWith('80/tcp', [publishAllBinding(32_768)], 'image')],
    });
    const changes = [removing(all, '32768')];
    assert.deepEqual(clashes('32768:80', { containers: [all], changes }), []);
  });

  it('leaves out the edited mapping, staged before or not', () => {
    const was = referenceTo(api, '8080');
    const staged = replacing(api, '8080', '8081:80', 'x');
    for (const [changes, edited] of [
      [[], { container: api, was }],
      [[staged], { changeId: 'x', container: api, was }],
    ] as const) {
      const besides = changesBesides(changes, edited);
      for (const rule of ['8080:80', '8081:80']) {
        assert.deepEqual(clashes(rule, { containers: [api], changes: besides }), []);
      }
    }
    assert.deepEqual(changesBesides([staged], { changeId: 'x' }), []);
    assert.deepEqual(changesBesides([staged]), [staged]);
  });
});

describe('takenPorts with listeners', () => {
  const proxy = [listener('0.0.0.0', 8080), listener('::', 8080)];

  it('knows the port of another program', () => {
    const listeners = [listener('127.0.0.1', 5432, { pid: 812, program: 'postgres' })];
    assert.deepEqual(clashes('5432:5432', { listeners }), ['5432 postgres (pid 812)']);
    assert.deepEqual(clashes('127.0.0.2:5432:5432', { listeners }), []);
    assert.deepEqual(clashes('5432:5432/udp', { listeners }), []);
  });

  it('takes what listens for a running container for the container', () => {
    assert.deepEqual(clashes('8080:80', { containers: [api], listeners: proxy }), [
      '8080 api-1 (running)',
    ]);
  });

  it('takes it for free when the mapping is to be removed', () => {
    const changes = [removing(api, '8080')];
    assert.deepEqual(clashes('8080:80', { containers: [api], changes, listeners: proxy }), []);
  });

  it('knows the program that has the port of a stopped container', () => {
    assert.deepEqual(clashes('8080:80', { containers: [stopped(api)], listeners: proxy }), [
      '8080 api-1 (stopped)',
      '8080 another program',
    ]);
  });

  it('takes a listener on :: for one on every address, as a socket is unless told otherwise', () => {
    const listeners = [listener('::', 3000)];
    assert.deepEqual(clashes('127.0.0.1:3000:80', { listeners }), ['3000 another program']);
  });
});

describe('ownersOf', () => {
  const containers = [
    publishing(['8000-8004:8000-8004'], { id: 'a', name: 'a' }),
    publishing(['8006:80', '8008:81'], { id: 'b', name: 'b' }),
  ];
  const rules: readonly [rule: string, owners: readonly string[]][] = [
    ['8002-8010:8002-8010', ['8002 a (running)', '8006 b (running)']],
    ['8005:80', []],
    ['8005-8006:80-81', ['8006 b (running)']],
    ['127.0.0.1:8004:80', ['8004 a (running)']],
    ['8004:80/udp', []],
    ['80', []],
    ['0:80', []],
    // The engine chooses a free one.
    ['8003-8005:80', []],
    ['8000-8004:80', ['8000 a (running)']],
    ['8001-8003:80', ['8001 a (running)']],
    ['8006-8007:80', []],
  ];
  for (const [rule, owners] of rules) {
    it(`finds ${owners.join(' and ') || 'nobody'} in the way of -p ${rule}`, () => {
      assert.deepEqual(clashes(rule, { containers }), owners);
    });
  }
});

describe('takenWords', () => {
  const words: readonly [PortOwner, string][] = [
    [
      { kind: 'container', containerId: 'c', name: 'api-1', state: 'running' },
      'published by api-1 (running)',
    ],
    [
      { kind: 'container', containerId: 'c', name: 'api-1', state: 'stopped' },
      'published by api-1 (stopped)',
    ],
    [{ kind: 'staged', changeId: 'x', name: 'web-1' }, 'already staged for web-1'],
    [
      { kind: 'process', pid: 812, program: 'postgres' },
      'in use on this host by postgres (pid 812)',
    ],
    [{ kind: 'process', program: 'nginx' }, 'in use on this host by nginx'],
    [{ kind: 'process', pid: 9 }, 'in use on this host by another program (pid 9)'],
    [{ kind: 'process' }, 'in use on this host by another program'],
  ];
  for (const [owner, text] of words) {
    it(text, () => {
      assert.equal(takenWords(owner), text);
    });
  }
});
