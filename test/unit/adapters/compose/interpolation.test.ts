import assert from 'node:assert/strict';
import fc from 'fast-check';
import { substitute } from '../../../../src/adapters/compose/interpolation.ts';
import { propertyRuns, propertyTimeout } from '../../propertyRuns.ts';

const variables = new Map([
  ['SET', 'value'],
  ['EMPTY', ''],
  ['P', '8080'],
]);

/** A text, what it becomes, and the variables that were not set; observed on compose-go e70e961. */
const cases: readonly (readonly [text: string, result: string, ...unset: string[]])[] = [
  ['plain', 'plain'],
  ['$SET', 'value'],
  ['${SET}', 'value'],
  ['$P:80', '8080:80'],
  ['${NONE}:80', ':80', 'NONE'],
  ['$NONE', '', 'NONE'],
  ['$$SET', '$SET'],
  ['$$$SET', '$value'],
  ['${SET:-d}', 'value'],
  ['${EMPTY:-d}', 'd'],
  ['${EMPTY-d}', ''],
  ['${NONE-d}', 'd'],
  ['${NONE:-}', ''],
  ['${SET:+x}', 'x'],
  ['${EMPTY:+x}', ''],
  ['${EMPTY+x}', 'x'],
  ['${NONE+x}', ''],
  ['${SET:?m}', 'value'],
  ['${EMPTY?m}', ''],
  ['${NONE:-${P}}', '8080'],
  ['${NONE:-${ALSO:-${P}}}:80', '8080:80'],
  ['${NONE:-$ALSO}', '', 'ALSO'],
  ['${NONE:-a}-${NONE:-b}', 'a-b'],
  ['${P}-${P}', '8080-8080'],
  ['${NONE:-{}}', '{}'],
  ['${NONE-a:-b}', 'a:-b'],
  ['$', '$'],
  ['$1', '$1'],
  ['80$', '80$'],
];

describe('substitute', () => {
  for (const [text, result, ...unset] of cases) {
    it(`makes ${JSON.stringify(result)} of ${JSON.stringify(text)}`, () => {
      const substitution = substitute(text, (name) => variables.get(name));
      assert.deepEqual(substitution, { ok: true, text: result, unset });
    });
  }

  const faults: readonly (readonly [text: string, fault: unknown])[] = [
    ['${NONE?message}', { kind: 'required', variable: 'NONE', reason: 'message' }],
    ['${EMPTY:?no $SET}', { kind: 'required', variable: 'EMPTY', reason: 'no value' }],
    ['${NONE:?}', { kind: 'required', variable: 'NONE', reason: '' }],
    ['a${', { kind: 'invalid', template: 'a${' }],
    ['${}', { kind: 'invalid', template: '${}' }],
    ['${1}', { kind: 'invalid', template: '${1}' }],
    ['${NONE:-a\n}', { kind: 'invalid', template: '${NONE:-a\n}' }],
    ['x ${NONE:-${}', { kind: 'invalid', template: '${' }],
    ['${SET:-a} ${ }', { kind: 'invalid', template: ' ${ }' }],
  ];
  for (const [text, fault] of faults) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const substitution = substitute(text, (name) => variables.get(name));
      assert.deepEqual(substitution, { ok: false, fault });
    });
  }

  it('leaves a text without a dollar alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replaceAll('$', '');
        const result = substitute(plain, () => 'x');
        assert.deepEqual(result, { ok: true, text: plain, unset: [] });
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);
});
