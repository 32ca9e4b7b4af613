import assert from 'node:assert/strict';
import { rowsOf } from '../../../src/core/rows.ts';
import { noFilter, rowPredicate, type RowChip } from '../../../src/core/rowFilter.ts';
import { container, exposedPort, publishing, row, stopped } from './containers.ts';

const compose = {
  project: 'shop',
  service: 'web',
  files: ['/src/shop/compose.yaml', '/src/shop/compose.override.yaml'],
};

describe('rowPredicate', () => {
  const rows = rowsOf([
    publishing(['8080:80', '127.0.0.1:8443:443', '53:53/udp', '10000-10100:20000-20100/udp'], {
      id: 'c1',
      name: 'Web-1',
      compose,
    }),
    stopped(
      publishing(['5432:5432', '8000-8010:81'], {
        id: 'c2',
        name: 'db-1',
        image: { reference: 'registry.local:5000/postgres:17', id: '' },
      }),
    ),
    container({ id: 'c3', name: 'cache', ports: [exposedPort('6379/tcp')] }),
    publishing(['80', '[fe80::1]:2222:22'], { id: 'c4', name: 'edge' }),
  ]);
  const all = [
    '8080 → 80/tcp',
    '8443 → 443/tcp',
    '53 → 53/udp',
    '10000-10100 → 20000-20100/udp',
    'one of 8000-8010 → 81/tcp',
    '5432 → 5432/tcp',
    '6379/tcp',
    '2222 → 22/tcp',
    '32768 → 80/tcp',
  ];
  const texts = (text: string, chips: readonly RowChip[] = []): string[] =>
    rows.filter(rowPredicate({ text, chips })).map((each) => each.text);
  const only = (...wanted: readonly number[]): string[] => wanted.map((index) => all[index] ?? '');

  it('lets everything through that nobody filters', () => {
    assert.deepEqual(
      rows
        .filter(rowPredicate(noFilter))
        .map(({ text }) => text)
        .sort(),
      [...all].sort(),
    );
    assert.equal(texts('   ').length, all.length);
  });

  const filters: readonly [string, string, readonly string[]][] = [
    ['a container', 'web', only(0, 1, 2, 3)],
    ['in any case', 'WEB-1', only(0, 1, 2, 3)],
    ['an image', 'postgres', only(4, 5)],
    ['an image with its registry', 'registry.local:5000/postgres', only(4, 5)],
    ['a project', 'shop', only(0, 1, 2, 3)],
    ['a file', 'override.yaml', only(0, 1, 2, 3)],
    ['a status', 'stopped', only(4, 5)],
    ['an address in words', 'host only', only(1)],
    ['a literal address', '127.0.0.1', only(1)],
    ['a literal IPv6 address', 'fe80', only(7)],
    ['what Docker picks', 'dynamic', only(8)],
    ['several words, all of them', 'web udp', only(2, 3)],
    ['several words, not all of them', 'web postgres', []],
    ['nothing', 'mysql', []],
    ['a host port', '5432', only(5)],
    ['a container port', '6379', only(6)],
    ['part of a number', '808', only(0)],
    ['a number inside a range of host ports', '10050', only(3)],
    ['a number inside a range of container ports', '20100', only(3)],
    ['a number just outside a range', '20101', []],
    ['a number with leading zeros inside a range', '010050', []],
    ['a host port only', ':8080', only(0)],
    ['a host port only, inside a range', ':10100', only(3)],
    ['a port that the engine may choose', ':8005', only(4)],
    ['an address with its port', '127.0.0.1:8443', only(1)],
    ['a container port is no host port', ':443', []],
    ['a colon is no host port', 'local:', only(4, 5)],
    ['a container port of a protocol', '53/udp', only(2)],
    ['a container port of the other protocol', '53/tcp', []],
    ['a container port of a protocol, inside a range', '20050/udp', only(3)],
    ['a host port is no container port', '8080/tcp', []],
    ['in any case, too', '80/TCP', only(0, 8)],
    ['the start of a protocol', '80/t', only(0, 8)],
    ['no protocol yet', '443/', only(1)],
    ['the start of another protocol', '80/u', []],
    ['a port and a slash that is none of ours', '5000/postgres', only(4, 5)],
    ['the arrow', '8443 → 443', only(1)],
  ];
  for (const [what, text, expected] of filters) {
    it(`finds ${what}: ${text}`, () => {
      assert.deepEqual(texts(text).sort(), [...expected].sort());
    });
  }

  it('takes text literally', () => {
    for (const text of ['.*', '(', '\\', '8080|8443', '^web', '${x}']) {
      assert.deepEqual(texts(text), []);
    }
  });

  const chips: readonly [readonly RowChip[], readonly string[]][] = [
    [['conflicts'], []],
    [['exposedOnly'], only(6)],
    [['allInterfaces'], only(0, 2, 3, 4, 5, 8)],
    // One that fits is enough.
    [['exposedOnly', 'conflicts'], only(6)],
    [['exposedOnly', 'allInterfaces'], only(0, 2, 3, 4, 5, 6, 8)],
  ];
  for (const [on, expected] of chips) {
    it(`chips ${on.join(' or ')}`, () => {
      assert.deepEqual(texts('', on).sort(), [...expected].sort());
    });
  }

  it('wants the text and a chip', () => {
    assert.deepEqual(texts('udp', ['allInterfaces']).sort(), only(3, 2).sort());
    assert.deepEqual(texts('cache', ['allInterfaces']), []);
  });

  it('shows conflicts on their chip', () => {
    const conflicting = row({ status: 'conflict' });
    assert.equal(rowPredicate({ text: '', chips: ['conflicts'] })(conflicting), true);
    assert.equal(rowPredicate({ text: '', chips: ['conflicts'] })(row()), false);
  });

  it('shows what a staged change is about on its chip', () => {
    const isStaged = rowPredicate({ text: '', chips: ['staged'] });
    assert.equal(isStaged(row({ staged: { kind: 'add', changeId: 'c' } })), true);
    assert.equal(isStaged(row()), false);
  });
});
