import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readExposes } from '../../../../src/adapters/dockerfile/exposes.ts';
import { propertyRuns } from '../../propertyRuns.ts';
import { countedSteps } from './countedSteps.ts';

describe('readExposes on any text', () => {
  const pieces = [
    ...[
      'FROM scratch',
      'FROM a',
      ' AS a',
      'EXPOSE ',
      'ENV A=',
      'ARG A',
      'ONBUILD ',
      'RUN <<E',
      'E',
    ],
    ...[
      '\n',
      '\r\n',
      '\r',
      '\\\n',
      '`\r\n',
      '# escape=`\n',
      '# check=',
      '# c\n',
      '\uFEFF',
      '\u00a0',
    ],
    ...[
      '80',
      '8000-8002',
      '/udp',
      ':',
      '[::1]',
      '$A',
      '${A',
      ':-',
      '#',
      '%',
      '/',
      '}',
      '"',
      "'",
      '\\',
    ],
    ...[' ', '\t', '<<', '[', ']', ',', '--from=a', '=', '\0', '😀', '\ud800'],
  ];
  const texts = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 40 })
    .map((parts) => parts.join(''));

  it('never throws, and every token stands where it says', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
        for (const token of readExposes(text).tokens) {
          const written = lines[token.line]?.slice(token.start, token.end);
          if (token.endLine === undefined) assert.equal(written, token.text);
          else assert.ok(token.endLine > token.line);
        }
      }),
      propertyRuns,
    );
  });

  const lines = [
    'ARG P=80',
    'ENV Q="$P 81" R=${P:-1}',
    'EXPOSE $Q \\\n  443/udp ${X:-9}',
    'RUN a \\\n  b <<E\nc\nE',
    '# c\n\n',
  ].join('\n');
  const repeated: readonly (readonly [what: string, text: (count: number) => string])[] = [
    ['a file of all kinds of lines', (count) => `FROM node AS base\n${lines.repeat(count)}`],
    ['values that double', (count) => `FROM scratch\nENV A=ab\n${'ENV A=$A$A\n'.repeat(count)}`],
    ['open brackets', (count) => `FROM scratch\nEXPOSE ${'${A:-'.repeat(count)}`],
    ['one long instruction', (count) => `FROM scratch\nEXPOSE 1${' \\\n 80'.repeat(count)}`],
    ['all ports again and again', (count) => `FROM scratch\n${'EXPOSE 1-65535\n'.repeat(count)}`],
    ['heredocs', (count) => `FROM scratch\n${'RUN a <<E\nb\nE\n'.repeat(count)}`],
    ['stages', (count) => 'FROM scratch AS a\nEXPOSE 80\nFROM a\nEXPOSE 81\n'.repeat(count)],
    ['misspelt variables', (count) => `FROM scratch\n${'ENV AB=1 B=$AC\n'.repeat(count)}`],
    ['blanks', (count) => `FROM scratch\nEXPOSE ${' '.repeat(10 * count)}80`],
  ];
  for (const [what, text] of repeated) {
    it(`takes twice the steps for twice the text: ${what}`, () => {
      const steps = (count: number): number => {
        const file = text(count);
        return countedSteps(() => {
          readExposes(file);
        });
      };
      const [once, twice] = [steps(200), steps(400)];
      assert.ok(twice < 2.2 * once, `${once} and ${twice} steps`);
    });
  }
});
