import assert from 'node:assert/strict';
import { serviceName, wellKnownPorts } from '../../../src/core/wellKnownPorts.ts';

describe('wellKnownPorts', () => {
  it('are ports, each once, in order', () => {
    const keys = wellKnownPorts.map(({ port, protocol }) => `${port}/${protocol}`);
    assert.equal(new Set(keys).size, keys.length);
    assert.deepEqual(
      wellKnownPorts.map(({ port }) => port),
      wellKnownPorts.map(({ port }) => port).sort((left, right) => left - right),
    );
    assert.ok(wellKnownPorts.every(({ port }) => port > 0 && port <= 65_535));
  });

  it('have names by protocol', () => {
    assert.equal(serviceName(80, 'tcp'), 'http');
    assert.equal(serviceName(5432, 'tcp'), 'postgresql');
    assert.equal(serviceName(123, 'udp'), 'ntp');
    assert.equal(serviceName(5432, 'udp'), undefined);
    assert.equal(serviceName(80, 'sctp'), undefined);
    assert.equal(serviceName(12_345, 'tcp'), undefined);
  });
});
