import assert from 'node:assert/strict';
import { parseEphemeralRange } from '../../../../src/adapters/host/ephemeralRange.ts';

describe('parseEphemeralRange', () => {
  it('reads two numbers', () => {
    assert.deepEqual(parseEphemeralRange('32768\t60999\n'), { start: 32768, end: 60999 });
    assert.deepEqual(parseEphemeralRange('49152 65535'), { start: 49152, end: 65535 });
  });

  for (const text of ['', '32768', '60999\t32768\n', '1024\t70000\n', 'a\tb\n', '1\t2\t3\n']) {
    it(`gives nothing for ${JSON.stringify(text)}`, () => {
      assert.equal(parseEphemeralRange(text), undefined);
    });
  }
});
