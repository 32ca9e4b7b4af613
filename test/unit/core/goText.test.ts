import assert from 'node:assert/strict';
import { goLowerCase, goQuote, goQuoteCharacter } from '../../../src/core/goText.ts';

describe('text as Go prints it', () => {
  for (const [text, lower] of [
    ['TCP', 'tcp'],
    ['İ', 'i'],
    ['ΑΣ', 'ασ'],
    ['\uD800A', '\uD800a'],
    ['𐐀', '𐐨'],
  ] as const) {
    it(`lower-cases ${JSON.stringify(text)}`, () => {
      assert.equal(goLowerCase(text), lower);
    });
  }

  for (const [text, quoted] of [
    ['yes', '"yes"'],
    ['', '""'],
    ['a"b\\', String.raw`"a\"b\\"`],
    ["it's", '"it\'s"'],
    ['\t\n\u0007\u0001\u007f', String.raw`"\t\n\a\x01\x7f"`],
    ['é\u00a0\u200b😀', String.raw`"é\u00a0\u200b😀"`],
    ['\u{e0001}', String.raw`"\U000e0001"`],
  ] as const) {
    it(`quotes ${JSON.stringify(text)}`, () => {
      assert.equal(goQuote(text), quoted);
    });
  }

  it('quotes one character', () => {
    assert.equal(goQuoteCharacter("'"), String.raw`'\''`);
    assert.equal(goQuoteCharacter('"'), `'"'`);
  });
});
