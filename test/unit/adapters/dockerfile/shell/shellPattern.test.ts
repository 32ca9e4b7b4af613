import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  shellPattern,
  withoutPrefix,
  withoutSuffix,
  withReplacement,
} from '../../../../../src/adapters/dockerfile/shell/shellPattern.ts';
import { propertyRuns } from '../../../propertyRuns.ts';

function parts(pattern: string, from?: 'start' | 'end'): Parameters<typeof withoutPrefix>[1] {
  const parsed = shellPattern(pattern, from);
  assert.ok(parsed.ok, pattern);
  return parsed.parts;
}

describe('a shell pattern', () => {
  /** What a regular expression says, which has the same order of preference as Go's. */
  const expression = (pattern: string, star: string): string =>
    pattern.replace(/[*?]/g, (wildcard) => (wildcard === '*' ? star : '[^]'));
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
  const values = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  const reversed = (text: string): string => Array.from(text).reverse().join('');

  it('matches at the ends and in between as a regular expression does', () => {
    fc.assert(
      fc.property(patterns, values, fc.boolean(), (pattern, value, longest) => {
        const star = longest ? '[^]*' : '[^]*?';
        const start = new RegExp(`^${expression(pattern, star)}`);
        assert.equal(withoutPrefix(value, parts(pattern), longest), value.replace(start, ''));
        const end = new RegExp(`^${expression(reversed(pattern), star)}`);
        assert.equal(
          withoutSuffix(value, parts(pattern, 'end'), longest),
          reversed(reversed(value).replace(end, '')),
        );
        const first = new RegExp(expression(pattern, '[^]*'));
        assert.equal(withReplacement(value, parts(pattern), 'x', false), value.replace(first, 'x'));
      }),
      propertyRuns,
    );
  });

  const replacements: readonly (readonly [value: string, pattern: string, result: string])[] = [
    ['abab', 'a', 'xbxb'],
    ['abab', '', 'xaxbxaxbx'],
    ['abab', '*', 'x'],
    ['abab', 'b*', 'ax'],
    ['', '*', 'x'],
    ['aaa', 'aa', 'xa'],
  ];
  for (const [value, pattern, result] of replacements) {
    it(`replaces every ${pattern} of ${value} as Go does`, () => {
      assert.equal(withReplacement(value, parts(pattern), 'x', true), result);
    });
  }

  // From Go's regexp.ReplaceAllString, as BuildKit 73ed682 calls it for `//`.
  const templates: readonly (readonly [replacement: string, all: boolean, result: string])[] = [
    ['$0', true, 'xaay'],
    ['${0}1', true, 'xa1a1y'],
    ['$$', true, 'x$$y'],
    ['$b', true, 'xy'],
    ['${b}c', true, 'xccy'],
    ['$1c', true, 'xy'],
    ['$00', true, 'xy'],
    ['$', true, 'x$$y'],
    ['${b', true, 'x${b${by'],
    ['$-', true, 'x$-$-y'],
    ['$0', false, 'x$0ay'],
  ];
  for (const [replacement, all, result] of templates) {
    it(`takes ${replacement} for ${all ? 'a template' : 'text'}`, () => {
      assert.equal(withReplacement('xaay', parts('a'), replacement, all), result);
    });
  }

  it('takes escaped wildcards and brackets for themselves', () => {
    assert.equal(withoutPrefix('*?\\}/x', parts('\\*\\?\\\\\\}\\/'), false), 'x');
  });

  it('refuses other escapes', () => {
    const message = "invalid pattern (a\\b) in substitution: invalid escape '\\b'";
    assert.deepEqual(shellPattern('a\\b'), { ok: false, message });
  });
});
