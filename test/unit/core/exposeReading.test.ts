import assert from 'node:assert/strict';
import { readExposes } from '../../../src/adapters/dockerfile/exposes.ts';
import { portKeys, tokenAt } from '../../../src/core/exposeReading.ts';

describe('tokenAt', () => {
  const reading = readExposes('FROM a\nEXPOSE 80 44\\\n3 81\n');
  const places: readonly (readonly [line: number, character: number, text: string | undefined])[] =
    [
      [1, 6, undefined],
      [1, 7, '80'],
      [1, 9, '80'],
      [1, 10, '443'],
      [1, 12, '443'],
      [2, 0, '443'],
      [2, 1, '443'],
      [2, 2, '81'],
      [2, 5, undefined],
      [0, 8, undefined],
    ];
  for (const [line, character, text] of places) {
    it(`finds ${text ?? 'nothing'} at ${line}:${character}`, () => {
      assert.equal(tokenAt(reading, { line, character })?.text, text);
    });
  }
});

describe('portKeys', () => {
  it('names each port', () => {
    assert.deepEqual(portKeys({ range: { start: 53, end: 54 }, protocol: 'udp' }), [
      '53/udp',
      '54/udp',
    ]);
  });
});
