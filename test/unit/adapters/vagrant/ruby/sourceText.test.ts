import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceText } from '../../../../../src/adapters/vagrant/ruby/sourceText.ts';
import { propertyRuns } from '../../../propertyRuns.ts';

describe('SourceText', () => {
  it('turns bytes into UTF-16 offsets', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', '\n', '\ud800') });
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, inside, after) => {
        const bytes = (text: string): number => Buffer.byteLength(text);
        const all = before + inside + after;
        // A surrogate half that meets its other half is another text.
        fc.pre(bytes(all) === bytes(before) + bytes(inside) + bytes(after));
        const source = new SourceText(all);
        const span = source.span({ startOffset: bytes(before), length: bytes(inside) });
        assert.deepEqual(span, { start: before.length, end: before.length + inside.length });
        assert.equal(source.line(span.start), before.split('\n').length);
      }),
      propertyRuns,
    );
  });

  const quotes: readonly (readonly [text: string, quote: string])[] = [
    ['ENV["A"]', 'ENV["A"]'],
    ['a\n  .b\t c', 'a .b c'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(59)}…`],
  ];
  for (const [text, quote] of quotes) {
    it(`quotes ${JSON.stringify(text)}`, () => {
      assert.equal(new SourceText(text).quote({ start: 0, end: text.length }), quote);
    });
  }
});
