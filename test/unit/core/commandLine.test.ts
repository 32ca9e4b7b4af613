import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCommandLine } from '../../../src/core/commandLine.ts';
import { propertyRuns, propertyTimeout } from '../propertyRuns.ts';

function wordsOf(text: string): string[][] {
  const commands = readCommandLine(text);
  assert.ok(commands.ok, text);
  return commands.value.map((command) => command.map((word) => word.text));
}

describe('command line', () => {
  const cases: readonly (readonly [name: string, text: string, words: string[][]])[] = [
    ['nothing', ' \n\t\r\n ', []],
    ['blanks', '  a \t b  ', [['a', 'b']]],
    ['quotes', `'a b'"c d"e '' ""`, [['a bc de', '', '']]],
    ['single quotes keep all', String.raw`'a\b"$(c'`, [[String.raw`a\b"$(c`]]],
    ['escapes', String.raw`a\ b \'c \\ \$D`, [['a b', "'c", '\\', '$D']]],
    ['escapes in quotes', String.raw`"a\"b\\c\$d\e"`, [[String.raw`a"b\c$d\e`]]],
    ['a continued line', 'a \\\n b\\\nc "d\\\ne"', [['a', 'bc', 'de']]],
    ['a continued line with CRLF', 'a \\\r\n b', [['a', 'b']]],
    ['continued lines of PowerShell', 'a `\r\n  b`"c\n d', [['a', 'b"c'], ['d']]],
    ['continued lines of cmd', "a ^\n  'b ^& c'", [['a', "'b", '&', "c'"]]],
    [
      'a Windows path',
      String.raw`a -v C:\data\x:/x "C:\dir\"`,
      [['a', '-v', String.raw`C:\data\x:/x`, 'C:\\dir\\']],
    ],
    ['quotes in cmd', 'C:\\Users\\me>docker "a\\"b" c', [['docker', 'a"b', 'c']]],
    ['several commands', 'a; b && c | d\ne & f', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
    ['comments', 'a b#c # d "\n# e\nf', [['a', 'b#c'], ['f']]],
    ['redirections', 'a 2>&1 >out <in b &> log 3 4>x', [['a', 'b', '3']]],
    [
      'expansions as they stand',
      'a $B ${C:-d e} "$(f "g h")" `i j` $(k \')\')',
      [['a', '$B', '${C:-d e}', '$(f "g h")', '`i j`', "$(k ')')"]],
    ],
    ['a prompt', '$ docker a', [['docker', 'a']]],
    ['a prompt with a name', 'me@host:~/src# sudo docker a', [['sudo', 'docker', 'a']]],
    ['a prompt of PowerShell', 'PS C:\\Program Files (x86)> docker a', [['docker', 'a']]],
    ['prompts of continued lines', '% docker a \\\n>  b \\\n> c', [['docker', 'a', 'b', 'c']]],
    ['no prompt before other words', '$ a', [['$', 'a']]],
    ['a trailing escape', 'a\\', [['a\\']]],
    ['what is no text', 'a \uD800\u0000', [['a', '\uD800\u0000']]],
  ];
  for (const [name, text, words] of cases) {
    it(`reads ${name}`, () => {
      assert.deepEqual(wordsOf(text), words);
    });
  }

  for (const marked of [
    `a |'b c|`,
    `a |"b c|`,
    `a b|"c'|`,
    'a |$(b|',
    'a |${b|',
    'a |`b|',
    `a $(b |'c)|`,
    `a "b |$(c|`,
  ]) {
    it(`sees what is never closed in ${marked}`, () => {
      const text = marked.replaceAll('|', '');
      const commands = readCommandLine(text);
      assert.ok(!commands.ok);
      const { start, end } = commands;
      assert.equal(`${text.slice(0, start)}|${text.slice(start, end)}|`, marked);
    });
  }

  it('tells where each character of a word stands', () => {
    const text = `a 'b c'\\ "d"`;
    const commands = readCommandLine(text);
    assert.ok(commands.ok);
    const word = commands.value[0]?.[1];
    assert.equal(word?.text, 'b c d');
    assert.deepEqual(word.offsets, [3, 4, 5, 8, 10]);
    assert.deepEqual([word.start, word.end], [2, 12]);
  });

  it('reads quoted words back', () => {
    const quote = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
    const words = fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { minLength: 1 });
    fc.assert(
      fc.property(words, (argv) => {
        assert.deepEqual(wordsOf(`docker \\\n ${argv.map(quote).join(' ')}`), [
          ['docker', ...argv],
        ]);
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);

  it('never throws, and each character of a word is one of the text', () => {
    const part = fc.constantFrom(
      ...["'", '"', '\\', '`', '^', '$(', '${', ')', '}', '\n', '\r\n', ' ', '#', '>', '2>', '&'],
      ...[';', '|', 'a', 'docker', 'C:\\', 'PS ', '\uD800', '\u0000'],
    );
    const text = fc.oneof(
      fc.array(part, { maxLength: 16 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (line) => {
        const commands = readCommandLine(line);
        if (!commands.ok) return;
        for (const word of commands.value.flat()) {
          const taken = word.offsets.map((offset) => line.charAt(offset)).join('');
          assert.equal(word.text, taken);
          assert.ok(word.start < word.end && word.end <= line.length);
        }
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);

  for (const part of ['a', 'a ', '\\', '`', "'", '"', '$(', '>', '> ', ' #', ';', '\n', 'PS x;']) {
    it(`reads a million characters of ${JSON.stringify(part)} in linear time`, () => {
      assert.doesNotThrow(() => readCommandLine(part.repeat(1_000_000 / part.length)));
    }).timeout(propertyTimeout);
  }
});
