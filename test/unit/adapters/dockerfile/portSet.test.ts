import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PortSet } from '../../../../src/adapters/dockerfile/portSet.ts';
import { propertyRuns } from '../../propertyRuns.ts';

const tcp = (start: number, end = start): Parameters<PortSet['add']>[0] => ({
  range: { start, end },
  protocol: 'tcp',
});

describe('PortSet', () => {
  it('orders by number, then by protocol', () => {
    const ports = new PortSet();
    ports.add({ range: { start: 53, end: 53 }, protocol: 'udp' });
    ports.add(tcp(100));
    ports.add(tcp(53));
    ports.add({ range: { start: 53, end: 53 }, protocol: 'sctp' });
    assert.deepEqual(ports.keys(), ['53/sctp', '53/tcp', '53/udp', '100/tcp']);
  });

  it('takes the ports of another', () => {
    const [ports, others] = [new PortSet(), new PortSet()];
    ports.add(tcp(1));
    others.add(tcp(1, 3));
    ports.addAll(others);
    assert.deepEqual(ports.keys(), ['1/tcp', '2/tcp', '3/tcp']);
  });

  it('holds each port once and knows what is new', () => {
    const range = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 8 }))
      .map(([start, more]) => [start, start + more] as const);
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const [ports, model] = [new PortSet(), new Set<number>()];
        for (const [start, end] of ranges) {
          const before = model.size;
          for (let port = start; port <= end; port += 1) model.add(port);
          assert.equal(ports.add(tcp(start, end)), model.size > before);
        }
        const expected = [...model].sort((left, right) => left - right);
        assert.deepEqual(
          ports.keys(),
          expected.map((port) => `${port}/tcp`),
        );
      }),
      propertyRuns,
    );
  });
});
