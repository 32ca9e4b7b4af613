import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Row } from '../../../src/core/rows.ts';
import { defaultSort, rowOrder, type RowColumn } from '../../../src/core/rowOrder.ts';
import { row, unpublishedRow } from './containers.ts';

describe('rowOrder', () => {
  const sortedBy = (
    column: RowColumn,
    key: (row: Row) => unknown,
    rows: readonly Row[],
    descending = false,
  ): unknown[] => [...rows].sort(rowOrder({ column, descending })).map(key);

  it('has host ports by number, what has none last', () => {
    const rows = [
      row({ id: 'c', hostPorts: { start: 10_000, end: 10_100 } }),
      row({ id: 'b', hostPorts: { start: 9_000, end: 9_000 } }),
      row({ id: 'a', hostPorts: { start: 80, end: 80 } }),
    ];
    const none = unpublishedRow({ id: 'd' });
    assert.deepEqual(
      sortedBy('hostPort', ({ id }) => id, [none, ...rows]),
      ['a', 'b', 'c', 'd'],
    );
  });

  it('has container ports by number, then protocol', () => {
    const rows = [
      row({ text: '53/udp', containerPorts: { start: 53, end: 53 }, protocol: 'udp' }),
      row({ text: '443/tcp', containerPorts: { start: 443, end: 443 } }),
      row({ text: '53/tcp', containerPorts: { start: 53, end: 53 } }),
    ];
    assert.deepEqual(
      sortedBy('containerPort', ({ text }) => text, rows),
      ['53/tcp', '53/udp', '443/tcp'],
    );
  });

  it('has the widest open address first', () => {
    const rows = [
      unpublishedRow({ addressText: 'Not published' }),
      row({ reach: 'thisHost', addressText: 'This host only' }),
      row({ reach: 'specific', addressText: '192.168.1.10' }),
      row({ reach: 'specific', addressText: '192.168.1.9' }),
      row(),
    ];
    assert.deepEqual(
      sortedBy('address', ({ addressText }) => addressText, rows),
      ['All interfaces', '192.168.1.9', '192.168.1.10', 'This host only', 'Not published'],
    );
  });

  it('has what needs attention first', () => {
    const states = [
      'conflict',
      'running',
      'paused',
      'restarting',
      'stopped',
      'discarded',
      'exposed',
    ] as const;
    const rows = states.map((status) => row({ status })).reverse();
    assert.deepEqual(
      sortedBy('status', ({ status }) => status, rows),
      states,
    );
  });

  it('has numbers in names by value', () => {
    const rows = ['web-10', 'web-2', 'Web-3', 'api-1'].map((name) => row({ name }));
    assert.deepEqual(
      sortedBy('name', ({ name }) => name, rows),
      ['api-1', 'web-2', 'Web-3', 'web-10'],
    );
    assert.deepEqual(
      sortedBy('name', ({ name }) => name, rows, true),
      ['web-10', 'Web-3', 'web-2', 'api-1'],
    );
  });

  it('falls back to port, container port, name and id, in that order, also when descending', () => {
    const rows = [
      row({ id: 'e', hostPorts: { start: 9, end: 9 } }),
      row({ id: 'd', containerPorts: { start: 90, end: 90 } }),
      row({ id: 'a', name: 'web-2' }),
      row({ id: 'c' }),
      row({ id: 'b' }),
    ];
    for (const descending of [false, true]) {
      assert.deepEqual(
        sortedBy('source', ({ id }) => id, rows, descending),
        ['e', 'b', 'c', 'a', 'd'],
      );
    }
  });

  it('is by host port unless told otherwise', () => {
    assert.deepEqual(defaultSort, { column: 'hostPort', descending: false });
  });

  describe('is a total order', () => {
    const someRow = fc
      .record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        name: fc.constantFrom('web-1', 'web-01', 'Web-1', 'wéb-1', '10', '9'),
        status: fc.constantFrom('running' as const, 'stopped' as const, 'exposed' as const),
        reach: fc.constantFrom('allInterfaces' as const, 'specific' as const, 'thisHost' as const),
        addressText: fc.constantFrom('10.0.0.2', '10.0.0.10', '::1'),
        start: fc.constantFrom(80, 81),
        protocol: fc.constantFrom('tcp' as const, 'udp' as const),
        published: fc.boolean(),
        source: fc.constantFrom('container', 'compose.yaml'),
      })
      .map(({ start, published, ...part }) => {
        const range = { start, end: start };
        const common = { ...part, containerPorts: range };
        return published ? row({ ...common, hostPorts: range }) : unpublishedRow(common);
      });
    const columns: readonly RowColumn[] = [
      'status',
      'address',
      'hostPort',
      'containerPort',
      'name',
      'source',
    ];
    for (const column of columns) {
      it(`by ${column}`, () => {
        fc.assert(
          fc.property(someRow, someRow, someRow, fc.boolean(), (a, b, c, descending) => {
            const order = rowOrder({ column, descending });
            assert.equal(Math.sign(order(a, b)) + Math.sign(order(b, a)), 0);
            // Only one row is as far as another: itself.
            if (order(a, b) === 0) assert.equal(a.id, b.id);
            if (order(a, b) <= 0 && order(b, c) <= 0) assert.ok(order(a, c) <= 0);
          }),
        );
      });
    }
  });
});
