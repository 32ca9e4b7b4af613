import assert from 'node:assert/strict';
import type { ShellOptions } from '../../../../../src/adapters/dockerfile/shell/expansion.ts';
import type { Variable } from '../../../../../src/adapters/dockerfile/shell/shellEnvironment.ts';
import { expandWord } from '../../../../../src/adapters/dockerfile/shell/shellWords.ts';

const variables: Readonly<Record<string, Variable>> = {
  A: { text: 'abcabc' },
  EMPTY: { text: '' },
  LIST: { text: ' 1  2 ' },
  LIKELY: { text: 'x', doubt: { variable: 'LIKELY', reason: 'r' } },
  MAYBE: { doubt: { variable: 'MAYBE', reason: 'r' } },
};

const environment = {
  escape: '\\',
  lookup: (name: string): Variable => variables[name] ?? {},
  spend: (): boolean => true,
};

/** The text, or what is wrong; then the words with their places, if they say more. */
function expanded(word: string, options?: ShellOptions): string {
  const expansion = expandWord(word, environment, options);
  if (!expansion.ok) return expansion.message.replace(/^failed to process ".*": /, 'error: ');
  const words = expansion.words.map(({ text, start, end }) => `${start}-${end} ${text}`);
  return [expansion.text, ...words].join('|');
}

describe('a word of a Dockerfile', () => {
  const cases: readonly (readonly [word: string, result: string])[] = [
    ['80', '80|0-2 80'],
    ['a b', 'a b|0-1 a|2-3 b'],
    ['"a b"', 'a b|0-5 a b'],
    ['a\\ b', 'a b|0-4 a b'],
    ["'$A\\'", '$A\\|0-5 $A\\'],
    ['"\\"\\$\\\\\\a"', '"$\\\\a|0-10 "$\\\\a'],
    ['$A', 'abcabc|0-2 abcabc'],
    ['${A}1', 'abcabc1|0-5 abcabc1'],
    ['x$LIST/y', 'x 1  2 /y|0-1 x|1-6 1|1-6 2|6-8 /y'],
    ['"$LIST"', ' 1  2 |0-7  1  2 '],
    ['$B', ''],
    ['${B:-x}${EMPTY:-y}${EMPTY-z}', 'xy'],
    ['${A:+x}${EMPTY:+y}${EMPTY+z}', 'xz|0-28 z'],
    ['${A?}', 'abcabc|0-5 abcabc'],
    ['${B?}', 'error: B: is not allowed to be unset'],
    ['${EMPTY:?}', 'error: EMPTY: is not allowed to be empty'],
    ['${B:?set B}', 'error: B: set B'],
    ['${A#a*c}', 'abc|0-8 abc'],
    ['${A##a*c}', ''],
    ['${A%b?}', 'abca|0-7 abca'],
    ['${A%%b*}', 'a|0-8 a'],
    ['${A/b/x}', 'axcabc|0-8 axcabc'],
    ['${A//b/x}', 'axcaxc|0-9 axcaxc'],
    ['${A//}', "error: syntax error: missing '/' in ${}"],
    ['${A/b}', "error: syntax error: missing '/' in ${}"],
    ['${A/b/', "error: syntax error: missing '}'"],
    ['${', "error: syntax error: missing '}'"],
    ['${:x}', 'error: syntax error: bad substitution'],
    ['${A:#x}', 'error: unsupported modifier (:#) in substitution'],
    ['${A', 'error: unsupported modifier (\uFFFD) in substitution'],
    ['${B:-"x}', "error: syntax error: missing '}'"],
    ['"x', 'error: unexpected end of statement while looking for matching double-quote'],
    ['x${B:-y}', 'xy|0-8 y'],
    ['"x${B:-y}"', 'xy|0-10 xy'],
  ];
  for (const [word, result] of cases) {
    it(word, () => {
      assert.equal(expanded(word), result);
    });
  }

  it('keeps what a heredoc begins with as it is written', () => {
    const raw = { rawQuotes: true, rawEscapes: true, keepUnset: true };
    const line = `cat "a b" <<  "E" \\x $B \${B:-y}`;
    assert.equal(
      expanded(line, raw),
      `${line}|0-3 cat|4-9 "a b"|10-17 <<  "E"|18-20 \\x|21-23 $B|24-31 \${B:-y}`,
    );
  });

  it('tells the doubt that a value carries', () => {
    const doubted = (word: string): string | undefined =>
      expandWord(word, environment).doubt?.variable;
    assert.equal(doubted('$LIKELY$MAYBE'), 'LIKELY');
    assert.equal(doubted('${MAYBE:?}'), 'MAYBE');
    assert.equal(doubted('$A'), undefined);
    assert.equal(doubted('$MAYBE${'), undefined);
  });

  it('stops following values that grow too long', () => {
    const expansion = expandWord('x$A', { ...environment, spend: (count) => count < 6 });
    assert.deepEqual(expansion.ok && [expansion.text, expansion.doubt?.variable], ['x', 'A']);
  });
});
