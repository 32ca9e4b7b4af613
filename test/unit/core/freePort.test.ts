import assert from 'node:assert/strict';
import fc from 'fast-check';
import { freePorts, type FreePortWish } from '../../../src/core/freePort.ts';
import type { TakenPort } from '../../../src/core/portOwners.ts';
import { formatPortRange, type PortRange } from '../../../src/core/portRange.ts';
import { propertyRuns, propertyTimeout } from '../propertyRuns.ts';

function taken(start: number, end = start, part: Partial<TakenPort> = {}): TakenPort {
  return {
    owner: { kind: 'process' },
    hostIp: '',
    ports: { start, end },
    protocol: 'tcp',
    ...part,
  };
}

function wish(part: Partial<FreePortWish> = {}): FreePortWish {
  return {
    count: 1,
    protocol: 'tcp',
    hostIp: '127.0.0.1',
    range: { start: 8000, end: 8999 },
    ephemeral: { start: 32_768, end: 60_999 },
    ...part,
  };
}

function found(part: Partial<FreePortWish>, ...ports: readonly TakenPort[]): string | undefined {
  const range = freePorts(wish(part), ports);
  return range && formatPortRange(range);
}

describe('freePorts', () => {
  it('takes the first free port of the range', () => {
    assert.equal(found({}), '8000');
    assert.equal(found({}, taken(8000, 8010), taken(8012)), '8011');
  });

  it('looks next to the preferred port first, also outside the range', () => {
    assert.equal(found({ prefer: 8080 }), '8080');
    assert.equal(found({ prefer: 5432 }, taken(5432)), '5433');
    assert.equal(found({ prefer: 9000 }, taken(9000, 9001)), '9002');
  });

  it('finds several in a row', () => {
    assert.equal(found({ count: 3 }, taken(8001), taken(8004)), '8005-8007');
    assert.equal(found({ count: 3, prefer: 8080 }, taken(8081)), '8082-8084');
  });

  it('looks at the address and the protocol', () => {
    const busy = [taken(8000, 8000, { protocol: 'udp' }), taken(8001, 8001, { hostIp: '::1' })];
    assert.equal(found({}, ...busy), '8000');
    assert.equal(found({ protocol: 'udp' }, ...busy), '8001');
    assert.equal(found({ protocol: 'udp', hostIp: '::1' }, ...busy), '8001');
    assert.equal(found({ hostIp: '' }, taken(8000, 8000, { hostIp: '::1' })), '8001');
  });

  it('keeps out of the ephemeral range while there are others', () => {
    const range = { start: 32_760, end: 32_780 };
    assert.equal(found({ range }, taken(32_760, 32_766)), '32767');
    assert.equal(found({ range }, taken(32_760, 32_767)), '32768');
    assert.equal(found({ range: { start: 60_990, end: 61_005 } }), '61000');
  });

  it('leaves a preferred port in the ephemeral range for the user’s range', () => {
    assert.equal(found({ prefer: 40_000 }), '8000');
    assert.equal(found({ prefer: 40_000 }, taken(8000, 8999)), '40000');
  });

  it('gives no port that needs extra rights unless one is preferred', () => {
    assert.equal(found({ range: { start: 80, end: 2000 } }), '1024');
    assert.equal(found({ prefer: 80 }, taken(80)), '81');
    assert.equal(found({ range: { start: 80, end: 90 } }), '1024');
  });

  it('knows when there is none', () => {
    assert.equal(found({}, taken(1, 65_535)), undefined);
    assert.equal(found({ count: 2 }, taken(1, 65_534)), undefined);
    assert.equal(found({ count: 70_000 }), undefined);
  });

  it('gives only ports that nobody has, and some whenever there are enough', function () {
    this.timeout(propertyTimeout);
    const range = (from: number, to: number): fc.Arbitrary<PortRange> =>
      fc
        .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: from, max: to }))
        .map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) }));
    fc.assert(
      fc.property(
        range(1, 65_535),
        range(1024, 65_535),
        fc.array(range(1024, 65_535), { maxLength: 4 }),
        fc.option(fc.integer({ min: 1024, max: 65_535 }), { nil: undefined }),
        fc.integer({ min: 1, max: 40 }),
        (ephemeral, within, busy, prefer, count) => {
          const part = { range: within, ephemeral, count };
          const ports = freePorts(
            wish(prefer === undefined ? part : { ...part, prefer }),
            busy.map(({ start, end }) => taken(start, end)),
          );
          if (ports === undefined) {
            assert.ok(longestGap(busy) < count);
            return;
          }
          assert.equal(ports.end - ports.start + 1, count);
          assert.ok(ports.start >= 1024 && ports.end <= 65_535);
          assert.ok(busy.every(({ start, end }) => ports.end < start || ports.start > end));
        },
      ),
      propertyRuns,
    );
  });
});

/** How many ports in a row, from 1024 up, are in none of the ranges. */
function longestGap(ranges: readonly PortRange[]): number {
  let [next, longest] = [1024, 0];
  for (const { start, end } of [...ranges].sort((left, right) => left.start - right.start)) {
    longest = Math.max(longest, start - next);
    next = Math.max(next, end + 1);
  }
  return Math.max(longest, 65_536 - next);
}
