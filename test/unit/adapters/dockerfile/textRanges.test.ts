import assert from 'node:assert/strict';
import { textRangesOf, textSpansOf } from '../../../../src/adapters/dockerfile/textRanges.ts';

describe('textRangesOf', () => {
  const cases: readonly (readonly [text: string, start: number, end: number, range: object])[] = [
    ['ab', 0, 2, { line: 0, start: 0, end: 2 }],
    ['a\nbc', 2, 4, { line: 1, start: 0, end: 2 }],
    ['a\r\nbc', 3, 4, { line: 1, start: 0, end: 1 }],
    ['a\rbc', 2, 4, { line: 1, start: 0, end: 2 }],
    ['a\nbc', 0, 3, { line: 0, start: 0, end: 1, endLine: 1 }],
    ['\uFEFFab', 1, 3, { line: 0, start: 0, end: 2 }],
    ['\uFEFFab', 0, 0, { line: 0, start: 0, end: 0 }],
    ['😀b', 2, 3, { line: 0, start: 2, end: 3 }],
    ['', 0, 0, { line: 0, start: 0, end: 0 }],
  ];
  for (const [text, start, end, range] of cases) {
    it(`${JSON.stringify(text)} from ${start} to ${end}`, () => {
      const found = textRangesOf(text)({ start, end });
      assert.deepEqual(found, range);
      const atMark = text.startsWith('\uFEFF') && start === 0;
      assert.deepEqual(textSpansOf(text)(found), atMark ? { start: 1, end: 1 } : { start, end });
    });
  }
});
