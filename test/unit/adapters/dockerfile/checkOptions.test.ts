import assert from 'node:assert/strict';
import {
  noCheckOptions,
  parseCheckOptions,
  withComment,
} from '../../../../src/adapters/dockerfile/checkOptions.ts';

describe('check options', () => {
  const cases: readonly (readonly [
    value: string,
    skip: readonly string[] | 'all',
    error: boolean,
  ])[] = [
    ['', [], false],
    ['skip=A, B', ['A', ''], false],
    ['skip=A,B;error=1', ['A', 'B'], true],
    ['skip=all', 'all', false],
    ['error=False;experimental=X', [], false],
  ];
  for (const [value, skip, error] of cases) {
    it(`reads ${JSON.stringify(value)}`, () => {
      const parsed = parseCheckOptions(value);
      assert.ok(parsed.ok);
      const read = parsed.options.skip;
      assert.deepEqual([read === 'all' ? read : [...read], parsed.options.error], [skip, error]);
    });
  }

  const faults: readonly (readonly [value: string, message: string])[] = [
    ['skip', 'invalid check option "skip"'],
    ['off=A', 'invalid check option "off"'],
    [
      'error=maybe',
      'failed to parse check option "error=maybe": strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
  ];
  for (const [value, message] of faults) {
    it(`refuses ${value}`, () => {
      assert.deepEqual(parseCheckOptions(value), { ok: false, message });
    });
  }

  it('are added to by a comment, unless it is faulty', () => {
    const file = { skip: new Set(['A']), error: true };
    assert.deepEqual(withComment(file, 'skip=B'), { skip: new Set(['A', 'B']), error: true });
    assert.deepEqual(withComment(file, 'skip=all').skip, 'all');
    assert.equal(withComment(file, 'nope'), file);
    assert.equal(withComment(noCheckOptions, undefined), noCheckOptions);
  });
});
