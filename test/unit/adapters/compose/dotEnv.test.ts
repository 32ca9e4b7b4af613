import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDotEnv } from '../../../../src/adapters/compose/dotEnv.ts';
import { propertyRuns, propertyTimeout } from '../../propertyRuns.ts';

/** A file and its variables, `OUTER=outer` being set outside; observed on compose-go e70e961. */
const files: readonly (readonly [text: string, variables: Readonly<Record<string, string>>])[] = [
  ['', {}],
  ['A=1\nB=2\n', { A: '1', B: '2' }],
  ['A = 1\n', { A: '1' }],
  ['A: 1\n', { A: '1' }],
  ['export A=1\n', { A: '1' }],
  ['exportA=1\n', { exportA: '1' }],
  ['# A=1\n\n  # c\nB=2\n', { B: '2' }],
  ['\uFEFFA=1\n', { A: '1' }],
  ['A=1\r\nB=2\r\n', { A: '1', B: '2' }],
  ['A=\n', { A: '' }],
  ['A=a b  \n', { A: 'a b' }],
  ['A=a # c\n', { A: 'a' }],
  ['A=a#c\n', { A: 'a#c' }],
  ['A=b=c\n', { A: 'b=c' }],
  ['A=1\nB=$A${A}\n', { A: '1', B: '11' }],
  ['A=${B:-c}\n', { A: 'c' }],
  ['A=$OUTER\n', { A: 'outer' }],
  ['OUTER=inner\nA=$OUTER\n', { OUTER: 'inner', A: 'outer' }],
  ["A='$OUTER \\n'\n", { A: '$OUTER \\n' }],
  ["A='it\\'s'\n", { A: "it's" }],
  ['A="$OUTER\\n"\n', { A: 'outer\n' }],
  ['A="\\$OUTER"\n', { A: '$OUTER' }],
  ['A=$$OUTER\n', { A: '$OUTER' }],
  ['A="\\0101\\x\\c"\n', { A: 'A\\x\\c' }],
  ['A="a" # c\n', { A: 'a' }],
  ['A="a"b=2\n', { A: 'a', b: '2' }],
  ["A='x\ny'\nB=1\n", { A: 'x\ny', B: '1' }],
  ['OUTER\nNONE\nA=1\n', { OUTER: 'outer', A: '1' }],
  ['1A.b-c[0]=2\n', { '1A.b-c[0]': '2' }],
  ['A=1\nA=2\n', { A: '2' }],
];

describe('readDotEnv', () => {
  for (const [text, variables] of files) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const reading = readDotEnv(text, { OUTER: 'outer' });
      assert.equal(reading.error, undefined);
      assert.deepEqual(Object.fromEntries(reading.variables), variables);
    });
  }

  const faults: readonly (readonly [text: string, message: string, line: number])[] = [
    ['A b=1\n', 'line 1: key cannot contain a space', 0],
    ['B=1\nA!=1\n', 'line 2: unexpected character "!" in variable name "A!=1"', 1],
    ['A="x\n', 'line 2: unterminated quoted value "x', 1],
    ['A=${B?need}\n', 'required variable B is missing a value: need', 1],
    ['A="${"\n', 'Invalid template: "${"', 0],
    ['export ', 'zero length string', 0],
  ];
  for (const [text, message, line] of faults) {
    it(`stops at ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readDotEnv(text).error, { message, line });
    });
  }

  it('keeps what stands before the line that it cannot read', () => {
    assert.deepEqual([...readDotEnv('A=1\nB C=2\nD=3\n').variables], [['A', '1']]);
  });

  it('never throws', () => {
    const part = fc.constantFrom(
      'A',
      '=',
      '\n',
      '"',
      "'",
      '\\',
      '$',
      '${',
      '}',
      ' #',
      'export ',
      'é',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        assert.ok(readDotEnv(parts.join('')).variables instanceof Map);
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);
});
