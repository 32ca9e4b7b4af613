import assert from 'node:assert/strict';
import { readExposes, type ExposeToken } from '../../../../src/adapters/dockerfile/exposes.ts';
import { formatPortRange } from '../../../../src/core/portRange.ts';

/** `line:start-end text = ports`, an end on another line as `line:column`. */
function place({ line, start, end, endLine, text, ports }: ExposeToken): string {
  const declared = ports.map(({ range, protocol }) => `${formatPortRange(range)}/${protocol}`);
  const last = endLine === undefined ? String(end) : `${endLine}:${end}`;
  return [`${line}:${start}-${last}`, text, '=', ...declared].join(' ');
}

describe('the words of EXPOSE', () => {
  const cases: readonly (readonly [what: string, text: string, ...places: string[]])[] = [
    ['plain', 'FROM scratch\nEXPOSE 80 443/udp', '1:7-9 80 = 80/tcp', '1:10-17 443/udp = 443/udp'],
    ['in the order of the file', 'FROM a\nEXPOSE 9 10', '1:7-8 9 = 9/tcp', '1:9-11 10 = 10/tcp'],
    ['after tabs', 'FROM a\n\tEXPOSE\t80\t\t443', '1:8-10 80 = 80/tcp', '1:12-15 443 = 443/tcp'],
    ['in lower case', 'from a\nexpose 80', '1:7-9 80 = 80/tcp'],
    ['after flags', 'FROM a\nEXPOSE --  80', '1:11-13 80 = 80/tcp'],
    [
      'with CRLF',
      'FROM a\r\nEXPOSE 80 \\\r\n  443\r\n',
      '1:7-9 80 = 80/tcp',
      '2:2-5 443 = 443/tcp',
    ],
    ['after CR alone', 'FROM a\n# b\rc\nEXPOSE 80', '3:7-9 80 = 80/tcp'],
    ['after a byte order mark', '\uFEFFFROM a\nEXPOSE 80', '1:7-9 80 = 80/tcp'],
    ['right after a byte order mark', '\uFEFFEXPOSE 80\nFROM a', '0:7-9 80 = 80/tcp'],
    [
      'before a blank beyond ASCII',
      'FROM a\nEXPOSE 80\u00a0443',
      '1:7-9 80 = 80/tcp',
      '1:10-13 443 = 443/tcp',
    ],
    [
      'after a character of two units',
      'FROM a\nEXPOSE "😀" 80',
      '1:7-11 "😀" =',
      '1:12-14 80 = 80/tcp',
    ],
    [
      'on continued lines',
      'FROM a\nEXPOSE 80 \\\n# c\n\t443 \\ \n\n  53',
      '1:7-9 80 = 80/tcp',
      '3:1-4 443 = 443/tcp',
      '5:2-4 53 = 53/tcp',
    ],
    ['after a continued keyword', 'FROM a\nEXP\\\nOSE \\\n80', '3:0-2 80 = 80/tcp'],
    ['cut by a continuation', 'FROM a\nEXPOSE 8\\\n0 9', '1:7-2:1 80 = 80/tcp', '2:2-3 9 = 9/tcp'],
    [
      'with another escape character',
      '# escape=`\nFROM a\nEXPOSE 80 `\n 443',
      '2:7-9 80 = 80/tcp',
      '3:1-4 443 = 443/tcp',
    ],
    ['in quotes', 'FROM a\nEXPOSE "80" \'81\'', '1:7-11 "80" = 80/tcp', "1:12-16 '81' = 81/tcp"],
    ['with escapes', 'FROM a\nEXPOSE \\8\\0', '1:7-11 \\8\\0 = 80/tcp'],
    [
      'from variables',
      'FROM scratch\nENV P="80 81/udp"\nEXPOSE $P ${P}',
      '2:7-9 $P = 80/tcp 81/udp',
      '2:10-14 ${P} = 80/tcp 81/udp',
    ],
    [
      'with variables in them',
      'FROM scratch\nENV P="80 81"\nEXPOSE 5$P/udp',
      '2:7-14 5$P/udp = 580/tcp 81/udp',
    ],
    ['with operators', 'FROM scratch\nEXPOSE ${P:-80}/udp', '1:7-19 ${P:-80}/udp = 80/udp'],
    ['without a value', 'FROM scratch\nEXPOSE $P 80', '1:7-9 $P =', '1:10-12 80 = 80/tcp'],
    ['ranges', 'FROM a\nEXPOSE 8000-8010/udp', '1:7-20 8000-8010/udp = 8000-8010/udp'],
    ['mappings', 'FROM a\nEXPOSE 127.0.0.1:8080:80', '1:7-24 127.0.0.1:8080:80 = 80/tcp'],
    ['faulty', 'FROM a\nEXPOSE abc 80/x', '1:7-10 abc =', '1:11-15 80/x ='],
    ['not in heredocs', 'FROM a\nRUN <<E\nEXPOSE 80\nE\nEXPOSE 81', '4:7-9 81 = 81/tcp'],
    ['not of ONBUILD that nothing builds on', 'FROM a\nONBUILD EXPOSE 80'],
    [
      'of ONBUILD in the base',
      'FROM scratch AS a\nONBUILD EXPOSE 80\nFROM a',
      '1:15-17 80 = 80/tcp',
    ],
  ];
  for (const [what, text, ...places] of cases) {
    it(`stand ${what}`, () => {
      assert.deepEqual(readExposes(text).tokens.map(place), places);
    });
  }

  it('know their stage and its use', () => {
    const { tokens } = readExposes(
      [
        'EXPOSE 1',
        'FROM scratch AS base',
        'EXPOSE 2',
        'ONBUILD EXPOSE 3',
        'FROM scratch AS other',
        'EXPOSE 4',
        'FROM base',
        'EXPOSE 5',
      ].join('\n'),
    );
    assert.deepEqual(
      tokens.map(({ text, stage, use }) => [text, stage, use]),
      [
        ['1', -1, 'none'],
        ['2', 0, 'inherited'],
        ['3', 0, 'inherited'],
        ['4', 1, 'none'],
        ['5', 2, 'target'],
      ],
    );
  });

  it('know whether variables are in them', () => {
    const { tokens } = readExposes("FROM scratch\nENV P=80\nEXPOSE $P 8${P} '80' \\81 ${Q} $");
    assert.deepEqual(
      tokens.map(({ text, fromVariables }) => [text, fromVariables]),
      [
        ['$P', true],
        ['8${P}', true],
        ["'80'", false],
        ['\\81', false],
        ['${Q}', true],
        ['$', false],
      ],
    );
  });
});

describe('the problems of a Dockerfile', () => {
  const cases: readonly (readonly [text: string, ...places: string[]])[] = [
    ['FROM scratch\nEXPOSE 80 \\\n abc', 'InvalidPort 2:1-4'],
    ['FROM scratch\nEXPOSE "80 a', 'InvalidSubstitution 1:7-10', 'InvalidPort 1:11-12'],
    ['FROM scratch\nEXPOSE 1:80/TCP', 'ExposeProtoCasing 1:7-15', 'ExposeInvalidFormat 1:7-15'],
    ['FROM scratch\nEXPOSE --a 80', 'BuildFault 1:7-10'],
    ['FROM scratch\n  EXPOSE', 'BuildFault 1:2-8'],
    ['FROM scratch\n EXPSE 80', 'BuildFault 1:1-6'],
    ['FROM scratch AS 1\n', 'BuildFault 0:5-17'],
    ['FROM scratch\nENV A="b', 'InvalidSubstitution 1:0-8'],
    ['FROM scratch\nENV A', 'BuildFault 1:4-5'],
    ['ARG A=${\nFROM scratch', 'InvalidSubstitution 0:0-8'],
    ['FROM scratch\n  # c\nexpose 80', 'ConsistentInstructionCasing 2:0-6'],
    ['# escape=x\nFROM scratch', 'BuildFault 0:0-10'],
    ['', 'BuildFault 0:0-0'],
    ['EXPOSE 80\nEXPOSE 81', 'BuildFault 0:0-6'],
    ['FROM scratch\nRUN <<E\n', 'BuildFault 1:4-7'],
  ];
  for (const [text, ...places] of cases) {
    it(`stand where they are: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(
        readExposes(text).problems.map(
          ({ rule, line, start, end }) => `${rule} ${line}:${start}-${end}`,
        ),
        places,
      );
    });
  }
});
