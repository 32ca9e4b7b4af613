import assert from 'node:assert/strict';
import { checkDraft, type DraftFacts } from '../../../src/core/checkDraft.ts';
import type { Container } from '../../../src/core/container.ts';
import type { Engine } from '../../../src/core/engine.ts';
import type { MappingDraft } from '../../../src/core/mappingDraft.ts';
import { publishing, stopped } from './containers.ts';
import { draft, fixed, linesOf, runDraft } from './drafts.ts';
import { adding, referenceTo, removing, replacing, running, ruleOfText } from './stagedChanges.ts';

const web = publishing(['127.0.0.1:8443:443'], { id: 'c1', name: 'web-1' });
const api = publishing(['8080:80'], { id: 'c2', name: 'api-1' });
const db = stopped(publishing(['5432:5432'], { id: 'c3', name: 'db-1' }));

const engine: Engine = {
  endpoint: { url: 'unix:///var/run/docker.sock', origin: { kind: 'usualSocket' }, tls: false },
  version: '28.5.2',
  apiVersion: '1.51',
  product: 'docker',
  machine: 'box',
  rootless: false,
  ephemeralPorts: { start: 32_768, end: 60_999 },
};

function facts(part: Partial<DraftFacts> = {}): DraftFacts {
  return {
    container: web,
    containers: [web, api, db],
    changes: [],
    listeners: [],
    engine,
    local: true,
    freeRange: { start: 8000, end: 8999 },
    files: [],
    ...part,
  };
}

function said(part: Partial<MappingDraft>, of: Partial<DraftFacts> = {}): readonly string[] {
  return linesOf(checkDraft(draft(part), facts(of)));
}

function test(
  part: Partial<MappingDraft>,
  of: Partial<DraftFacts>,
  ...lines: readonly string[]
): void {
  it(`says of ${JSON.stringify(part)}: ${lines.join(' ') || 'nothing'}`, () => {
    assert.deepEqual(said(part, of), lines);
  });
}

describe('checkDraft', () => {
  test({}, {});

  describe('of a port that a container has', () => {
    test(
      { hostPort: '8080' },
      {},
      'hostPort error: 8080 is published by api-1 (running). [Use 8081] [Go to api-1]',
    );
    test(
      { hostPort: '5432' },
      {},
      'hostPort warning: 5432 is published by db-1 (stopped). [Use 5433] [Go to db-1]',
    );
    test(
      { hostPort: '8443' },
      {},
      'hostPort error: 8443 is published by web-1 (running). [Use 8444] [Go to web-1]',
    );
    test(
      { hostPort: '8075-8085', containerPort: '75-85' },
      {},
      'hostPort error: 8080 is published by api-1 (running). [Use 8081-8091] [Go to api-1]',
    );
    test(
      { others: ['8080:90'] },
      { local: false },
      'others error: 8080 is published by api-1 (running). [Use 8082] [Go to api-1]',
    );
    test({ hostPort: '8080', protocol: 'udp' }, {});
    test({ hostPort: '8080-8090' }, {});
    test({ hostPort: '' }, {});

    it('says the one that runs before the one that waits', () => {
      const waiting = stopped(publishing(['8080:80'], { id: 'c4', name: 'old-1' }));
      assert.deepEqual(said({ hostPort: '8080' }, { containers: [waiting, web, api] }), [
        'hostPort error: 8080 is published by api-1 (running). [Use 8081] [Go to api-1]',
      ]);
    });

    it('lets no stopped container take a port twice', () => {
      const own = stopped(web);
      assert.deepEqual(said({ hostPort: '8443' }, { container: own, containers: [own] }), [
        'hostPort error: 8443 is published by web-1 (stopped). [Use 8444] [Go to web-1]',
      ]);
    });

    it('puts the free port where the rule stands, and can show the container', () => {
      const before = draft({ hostPort: '8080', others: ['1:1', '5432:1/tcp'] });
      const messages = checkDraft(before, facts({ local: false }));
      assert.deepEqual(fixed(before, messages, 'Use 8081').hostPort, '8081');
      assert.deepEqual(fixed(before, messages, 'Use 5433').others, ['1:1', '5433:1/tcp']);
      const shown = messages.flatMap(({ fixes }) => fixes.flatMap(({ shows }) => shows ?? []));
      assert.deepEqual(shown, ['c2', 'c3']);
    });
  });

  describe('of a port that a program has', () => {
    const listener = { hostIp: '0.0.0.0', port: 9000, protocol: 'tcp' } as const;
    test(
      { hostPort: '9000' },
      { listeners: [{ ...listener, pid: 812, program: 'postgres' }] },
      'hostPort error: 9000 is in use on this host by postgres (pid 812). [Use 9001]',
    );
    test(
      { hostPort: '9000' },
      { listeners: [listener] },
      'hostPort error: 9000 is in use on this host by another program. [Use 9001]',
    );
  });

  describe('of a port that is staged', () => {
    test(
      { hostPort: '9000' },
      { changes: [adding(web, '9000:1')] },
      'hostPort error: 9000 is already staged for web-1. [Use 9001]',
    );
    test({ hostPort: '8080' }, { changes: [removing(api, '8080')] });
  });

  describe('of a mapping that there is', () => {
    test(
      { hostPort: '8443', containerPort: '443' },
      {},
      'hostPort error: This mapping already exists. [Show it]',
    );
    test(
      { hostPort: '9443', containerPort: '443' },
      {},
      'containerPort info: 443/tcp is also published on 8443. Both will work.',
    );
    test(
      { hostPort: '9443', containerPort: '443' },
      { changes: [adding(web, '443')] },
      'containerPort info: 443/tcp is also published on 8443 and a dynamic port. All will work.',
    );
    test({ hostPort: '9443', containerPort: '443', protocol: 'udp' }, {});

    it('finds a mapping not in its own way when it is edited', () => {
      const edited = { container: web, was: referenceTo(web, '8443') };
      for (const part of [
        { hostPort: '8443', containerPort: '443' },
        { hostPort: '8443', containerPort: '444' },
        { hostPort: '9443', containerPort: '443' },
      ]) {
        assert.deepEqual(said(part, { edited }), []);
      }
    });

    it('finds an edit of a staged change not in its own way', () => {
      const changes = [replacing(web, '8443', '9443:443', 'x')];
      const edited = { changeId: 'x', container: web, was: referenceTo(web, '8443') };
      assert.deepEqual(said({ hostPort: '9443', containerPort: '443' }, { changes, edited }), []);
      assert.deepEqual(said({ hostPort: '8443', containerPort: '443' }, { changes, edited }), []);
      assert.deepEqual(said({ hostPort: '9443', containerPort: '443' }, { changes }), [
        'hostPort error: 9443 is already staged for web-1. [Use 9444]',
      ]);
    });
  });

  describe('of an address', () => {
    const hostAddresses = ['127.0.0.1', '192.168.1.5', 'fe80::5'];
    test(
      { address: '192.168.1.9' },
      { hostAddresses },
      'address warning: 192.168.1.9 is not an address of the Docker host; Docker will refuse it. [Use 127.0.0.1] [Use 192.168.1.5]',
    );
    test({ address: '192.168.1.5' }, { hostAddresses });
    test({ address: 'FE80:0::5' }, { hostAddresses });
    test({ address: '127.0.0.9' }, { hostAddresses });
    test({ address: '192.168.1.9' }, {});
    for (const address of ['', '0.0.0.0', '::']) {
      test(
        { address },
        { hostAddresses },
        "address info: Other devices can reach this port. Docker's rules bypass UFW. [Restrict to this host]",
      );
      test({ address }, { local: false });
    }

    it('restricts every rule that is open', () => {
      const before = draft({ address: '', others: ['1:1', '127.0.0.2:2:2', '[::]:3:3/udp', '4'] });
      const after = fixed(before, checkDraft(before, facts()), 'Restrict to this host');
      assert.equal(after.address, '127.0.0.1');
      assert.deepEqual(after.others, [
        '127.0.0.1:1:1/tcp',
        '127.0.0.2:2:2',
        '[::1]:3:3/udp',
        '127.0.0.1::4/tcp',
      ]);
      assert.deepEqual(checkDraft(after, facts()), []);
    });
  });

  describe('of the container', () => {
    const on = (network: Container['network']): Partial<DraftFacts> => ({
      container: { ...web, network },
    });
    test(
      { hostPort: '8080' },
      on({ kind: 'host' }),
      'target error: web-1 uses the host network; published ports are ignored.',
    );
    test(
      {},
      on({ kind: 'none' }),
      'target error: web-1 has no network; published ports are ignored.',
    );
    for (const named of ['c2', 'api-1']) {
      test(
        {},
        on({ kind: 'container', container: named }),
        'target error: web-1 shares the network of api-1. Publish the port there. [Switch target]',
      );
    }
    test(
      {},
      on({ kind: 'container', container: '0123456789abcdef' }),
      'target error: web-1 shares the network of 0123456789ab. Publish the port there.',
    );
    test({}, on({ kind: 'userDefined', name: 'front' }));
    test(
      {},
      { autoRemove: true },
      'target warning: Stopping deletes this container; the change cannot be undone.',
    );

    it('copies what changes the ports of a Swarm service', () => {
      const messages = checkDraft(
        draft({ others: ['53:53/udp'] }),
        facts({ swarmService: 'shop_web' }),
      );
      assert.deepEqual(linesOf(messages), [
        'target error: This container belongs to a Swarm service; change the service instead. [Copy docker service update]',
      ]);
      assert.equal(
        messages[0]?.fixes[0]?.copies,
        'docker service update --publish-add 8081:80 --publish-add 53:53/udp shop_web',
      );
    });

    it('goes on with the container whose network it is', () => {
      const messages = checkDraft(draft(), facts(on({ kind: 'container', container: 'api-1' })));
      assert.equal(fixed(draft(), messages, 'Switch target').target, 'c2');
    });
  });

  describe('of what an engine cannot do well', () => {
    test(
      { hostPort: '2000-4000', containerPort: '2000-4000' },
      {},
      'containerPort warning: 2,001 ports: Docker sets up each one; this can take minutes.',
    );
    test({ hostPort: '2000-2099', containerPort: '2000-2099' }, {});
    const rootless = { engine: { ...engine, rootless: true } };
    test(
      { hostPort: '80' },
      rootless,
      'hostPort warning: Ports below 1024 need extra rights with rootless Docker. [Use 8081]',
    );
    test(
      { hostPort: '443' },
      rootless,
      'hostPort warning: Ports below 1024 need extra rights with rootless Docker. [Use 8444]',
    );
    test({ hostPort: '80' }, {});
    test({ hostPort: '1024' }, rootless);
    test(
      { protocol: 'sctp' },
      { engine: { ...engine, machine: 'docker-desktop' } },
      'protocol warning: Docker Desktop forwards only TCP and UDP.',
    );
    test({ protocol: 'sctp' }, {});
  });

  it('offers no free port when there is none', () => {
    const changes = [running({ rules: [ruleOfText('1-65535:1-65535')] })];
    assert.deepEqual(said({ hostPort: '9000' }, { changes }), [
      'hostPort error: 9000 is already staged for nginx:1.27.',
    ]);
  });

  it('offers no port that the draft has given away', () => {
    const lines = said({ hostPort: '8080', others: ['127.0.0.1:8081-8085:1-5'] });
    assert.deepEqual(lines, [
      'hostPort error: 8080 is published by api-1 (running). [Use 8086] [Go to api-1]',
    ]);
  });
});

describe('checkDraft of a new container', () => {
  const { containers, changes: nothing, listeners, local, freeRange, files } = facts();
  const none: DraftFacts = { containers, changes: nothing, listeners, local, freeRange, files };

  it('finds nothing wrong with one without ports', () => {
    assert.deepEqual(checkDraft(runDraft({ name: 'web-9' }), none), []);
  });

  it('offers another name for one that is taken', () => {
    const changes = [running({ name: 'web-1-2', rules: [ruleOfText('7000:1')] })];
    assert.deepEqual(linesOf(checkDraft(runDraft({ name: ' web-1 ' }), { ...none, changes })), [
      'name error: There is a container named web-1 already. [Use web-1-3]',
    ]);
  });

  it('knows its staged self by the change', () => {
    const changes = [running({ id: 'x', name: 'cache', rules: [ruleOfText('127.0.0.1:8081:80')] })];
    const again = { ...draft(), target: 'image:nginx', name: 'cache' };
    assert.deepEqual(checkDraft(again, { ...none, changes, edited: { changeId: 'x' } }), []);
    assert.deepEqual(linesOf(checkDraft(again, { ...none, changes })), [
      'name error: There is a container named cache already. [Use cache-2]',
      'hostPort error: 8081 is already staged for cache. [Use 8082]',
    ]);
  });
});
