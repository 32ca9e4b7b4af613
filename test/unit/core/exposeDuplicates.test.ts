import assert from 'node:assert/strict';
import { readExposes } from '../../../src/adapters/dockerfile/exposes.ts';
import { portsOverlap, sureDuplicates } from '../../../src/core/exposeDuplicates.ts';

describe('sureDuplicates', () => {
  const cases: readonly (readonly [lines: string, sure: boolean])[] = [
    ['EXPOSE 80 80', true],
    ['ARG P=81\nEXPOSE $P 80 80', true],
    ['ARG P=80\nEXPOSE $P 80', false],
    ['ARG P=80\nEXPOSE 80 $P', false],
    ['ARG P=79-81\nEXPOSE $P\nEXPOSE 80', false],
    ['ARG P=80\nEXPOSE $P\nFROM b\nEXPOSE 80 80', true],
  ];
  for (const [lines, sure] of cases) {
    it(`${sure ? 'is sure' : 'is not sure'} of the last word of ${JSON.stringify(lines)}`, () => {
      const reading = readExposes(`FROM a\n${lines}\n`);
      const last = reading.tokens.at(-1);
      assert.ok(last);
      assert.equal(sureDuplicates(reading)(last), sure);
    });
  }
});

describe('portsOverlap', () => {
  const tcp = (start: number, end: number): Parameters<typeof portsOverlap>[0] => ({
    range: { start, end },
    protocol: 'tcp',
  });

  it('needs a common port of one protocol', () => {
    assert.equal(portsOverlap(tcp(80, 82), tcp(82, 90)), true);
    assert.equal(portsOverlap(tcp(82, 90), tcp(80, 82)), true);
    assert.equal(portsOverlap(tcp(80, 81), tcp(82, 90)), false);
    assert.equal(portsOverlap(tcp(80, 81), { ...tcp(80, 81), protocol: 'udp' }), false);
  });
});
