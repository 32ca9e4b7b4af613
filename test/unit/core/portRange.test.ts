import assert from 'node:assert/strict';
import { formatPortRange, portCount } from '../../../src/core/portRange.ts';

describe('port range', () => {
  for (const [start, end, text, count] of [
    [80, 80, '80', 1],
    [8000, 8010, '8000-8010', 11],
    [0, 65535, '0-65535', 65536],
  ] as const) {
    it(`${text} has ${count} ports`, () => {
      assert.equal(formatPortRange({ start, end }), text);
      assert.equal(portCount({ start, end }), count);
    });
  }
});
