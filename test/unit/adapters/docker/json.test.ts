import assert from 'node:assert/strict';
import { field, listOf, sameJson, textOf, textsOf } from '../../../../src/adapters/docker/json.ts';

describe('field', () => {
  const value = { a: { b: [1], c: null } };
  const cases: readonly (readonly [unknown, readonly string[], unknown])[] = [
    [value, [], value],
    [value, ['a', 'b'], value.a.b],
    [value, ['a', 'c'], null],
    [value, ['a', 'c', 'd'], undefined],
    [value, ['a', 'b', '0'], undefined],
    [null, ['a'], undefined],
    ['text', ['length'], undefined],
  ];
  for (const [json, path, expected] of cases) {
    it(`gives ${JSON.stringify(expected)} at ${path.join('.')} of ${JSON.stringify(json)}`, () => {
      assert.equal(field(json, ...path), expected);
    });
  }
});

describe('The readers of single values', () => {
  it('take nothing that is of another type, and no empty text', () => {
    assert.equal(textOf('x'), 'x');
    for (const value of ['', 1, null, undefined, {}, []]) assert.equal(textOf(value), undefined);
    assert.deepEqual(listOf([1]), [1]);
    for (const value of ['x', 1, null, undefined, {}]) assert.deepEqual(listOf(value), []);
    assert.deepEqual(textsOf(['a', 1, null, 'b']), ['a', 'b']);
  });
});

describe('sameJson', () => {
  const base = { a: 1, b: [{ c: 'x' }, null], d: true };
  it('takes the same content for the same, in any order of keys', () => {
    assert.ok(sameJson(base, { d: true, b: [{ c: 'x' }, null], a: 1 }));
  });

  const others: readonly unknown[] = [
    { ...base, a: 2 },
    { ...base, e: undefined },
    { ...base, b: [{ c: 'x' }] },
    { ...base, b: [{ c: 'y' }, null] },
    { ...base, b: { 0: { c: 'x' }, 1: null } },
    { a: 1, b: base.b, e: true },
    [base],
    null,
    'x',
  ];
  for (const other of others) {
    it(`tells it from ${JSON.stringify(other)}`, () => {
      assert.ok(!sameJson(base, other));
      assert.ok(!sameJson(other, base));
    });
  }
});
