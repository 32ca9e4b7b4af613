import assert from 'node:assert/strict';
import {
  readExposes,
  type DockerfileExposes,
} from '../../../../src/adapters/dockerfile/exposes.ts';
import { readVectors } from '../../vectors.ts';

interface Vector {
  readonly dockerfile: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly errorLine?: number;
  readonly exposed: readonly string[];
  readonly warnings?: readonly {
    readonly rule: string;
    readonly msg: string;
    readonly line: number;
  }[];
}

type Case = readonly [lines: string, result: string];

const vectors = readVectors('dockerfile-expose.json') as readonly Vector[];

/** As the vectors say it. */
function verdict({ exposed, problems }: DockerfileExposes): Omit<Vector, 'dockerfile'> {
  const error = problems.find(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return {
    ok: error === undefined,
    ...(error === undefined ? {} : { error: error.message, errorLine: error.line + 1 }),
    exposed,
    ...(warnings.length === 0
      ? {}
      : {
          warnings: warnings.map(({ rule, message, line }) => ({
            rule,
            msg: message,
            line: line + 1,
          })),
        }),
  };
}

/** `80/tcp 443/tcp`, or `error: …` */
function result(text: string): string {
  const { exposed, error } = verdict(readExposes(text));
  return error === undefined ? exposed.join(' ') : `error: ${error}`;
}

function warningsOf(text: string): readonly string[] {
  return readExposes(text)
    .problems.filter(({ severity }) => severity === 'warning')
    .map(({ rule, message, line }) => `${line} ${rule}: ${message}`);
}

describe('readExposes against BuildKit', () => {
  it('has all vectors', () => {
    assert.equal(vectors.length, 91);
  });

  for (const { dockerfile, buildArgs, target, ...expected } of vectors) {
    it(JSON.stringify([dockerfile, buildArgs, target]), () => {
      const read = readExposes(dockerfile, {
        ...(buildArgs === undefined ? {} : { buildArgs }),
        ...(target === undefined ? {} : { target }),
      });
      const { ok, error, errorLine, exposed, warnings } = expected;
      assert.deepEqual(verdict(read), {
        ok,
        ...(error === undefined ? {} : { error, errorLine }),
        exposed,
        ...(warnings === undefined ? {} : { warnings }),
      });
    });
  }
});

/** The results are BuildKit 73ed682's own. */
describe('readExposes beyond the vectors', () => {
  const stageCases: readonly Case[] = [
    ['ENV PORT=8080\nARG PORT=9090\nEXPOSE $PORT', '9090/tcp'],
    ['ARG PORT\nEXPOSE $PORT', ''],
    ['ARG P=1-3\nEXPOSE $P/udp', '1/udp 2/udp 3/udp'],
    ['ARG P="80 81"\nEXPOSE $P/udp', '80/tcp 81/udp'],
    ['ARG P="80 81"\nEXPOSE 5$P', '81/tcp 580/tcp'],
    ['ENV A=80 B=$A\nEXPOSE ${B:-90}', '90/tcp'],
    ['ENV A=80\nENV A=81 B=$A\nEXPOSE $B', '80/tcp'],
    ['ARG A=80 B=$A\nEXPOSE $B', '80/tcp'],
    ['EXPOSE ${PATH:+80}', '80/tcp'],
    ['ARG TARGETSTAGE\nEXPOSE ${TARGETSTAGE:+80}', '80/tcp'],
    ['EXPOSE $HTTP_PROXY', ''],
    ['EXPOSE ${X:-${Y:-${Z:-80}}}', '80/tcp'],
    ['EXPOSE ${X:?set X}', 'error: failed to process "${X:?set": syntax error: missing \'}\''],
    ['EXPOSE ${X?}', 'error: failed to process "${X?}": X: is not allowed to be unset'],
    [
      'ARG X=\nEXPOSE ${X?no} ${X:?}',
      'error: failed to process "${X:?}": X: is not allowed to be empty',
    ],
    ['ARG P=tcp8080\nEXPOSE ${P#tcp}', '8080/tcp'],
    ['ARG P=1.2.3.80\nEXPOSE ${P##*.}', '80/tcp'],
    ['ARG P=80/udp/x\nEXPOSE ${P%/*}', '80/udp'],
    ['ARG P=80/udp/x\nEXPOSE ${P%%/*}', '80/tcp'],
    ['ARG P=8000:8002\nEXPOSE ${P/:/-}', '8000/tcp 8001/tcp 8002/tcp'],
    ['ARG P=8,0,8,0\nEXPOSE ${P//,/}', '8080/tcp'],
    ['ARG P=8x0\nEXPOSE ${P/?0/1}', '81/tcp'],
    [
      'ARG P=80\nEXPOSE ${P#\\8}',
      'error: failed to process "${P#\\\\8}": invalid pattern (\\8) in substitution: invalid escape \'\\8\'',
    ],
    ['EXPOSE 53/${P:-udp}', 'error: invalid containerPort: udp'],
    ['ARG A=5\nEXPOSE ${A}3/${P:-udp}', 'error: invalid containerPort: udp'],
    ['EXPOSE "53/${P:-udp}"', '53/udp'],
    ['EXPOSE ${P', 'error: failed to process "${P": unsupported modifier (\ufffd) in substitution'],
    ['EXPOSE ${P:-80', 'error: failed to process "${P:-80": syntax error: missing \'}\''],
    ['EXPOSE ${}', 'error: failed to process "${}": syntax error: bad substitution'],
    [
      'EXPOSE ${P!x}',
      'error: failed to process "${P!x}": unsupported modifier (!) in substitution',
    ],
    [
      'EXPOSE ${P:=80}',
      'error: failed to process "${P:=80}": unsupported modifier (:=) in substitution',
    ],
    ['EXPOSE ${P:-80 90}', 'error: failed to process "${P:-80": syntax error: missing \'}\''],
    ['EXPOSE $1 $$ $@', ''],
    [
      'ARG PORT="8080\nEXPOSE 80',
      'error: failed to process "\\"8080": unexpected end of statement while looking for matching double-quote',
    ],
    [
      "EXPOSE '80",
      'error: failed to process "\'80": unexpected end of statement while looking for matching single-quote',
    ],
    ["EXPOSE ''80", '80/tcp'],
    ['EXPOSE ""', ''],
    ['EXPOSE 8"0"8\'0\'', '8080/tcp'],
    ['EXPOSE \\8\\0', '80/tcp'],
    ['EXPOSE 80\\', '80/tcp'],
    ['ENV P 80 81\nEXPOSE $P', '80/tcp 81/tcp'],
    [
      'ENV P="8 0"\nEXPOSE ${P// /}',
      'error: failed to process "${P//": syntax error: missing \'/\' in ${}',
    ],
    ['ENV P=80 81', 'error: Syntax error - can\'t find = in "81". Must be of the form: name=value'],
    ['ENV P', 'error: ENV must have two arguments'],
    ['ENV', 'error: dockerfile parse error on line 2: ENV requires at least one argument'],
    ['ARG', 'error: dockerfile parse error on line 2: ARG requires at least one argument'],
    ['ARG =1', 'error: dockerfile parse error on line 2: ARG names can not be blank'],
    ['ENV =1', 'error: dockerfile parse error on line 2: ENV names can not be blank'],
    ['EXPOSE 80\u00a0443', '80/tcp 443/tcp'],
    [
      'EXPOSE\u00a080',
      'error: dockerfile parse error on line 2: unknown instruction: EXPOSE\u00a080',
    ],
    ['EXPOSE 80\u000b443\f53', '53/tcp 80/tcp 443/tcp'],
    ['EXPOSE \ufeff80', '80/tcp'],
    ['EXPOSE 80=80', 'error: invalid containerPort: 80=80'],
    ['EXPOSE target=80', 'error: invalid containerPort: target=80'],
    ['EXPOSE 80/TCP 81/Udp', '80/tcp 81/udp'],
    ['EXPOSE 8080:80/TCP', '80/tcp'],
    ['EXPOSE :80 ::81', '80/tcp 81/tcp'],
    ['EXPOSE ::::82', '82/tcp'],
    ['EXPOSE []:1:83', '83/tcp'],
    ['EXPOSE [::1:1:80', "error: invalid IP address [::1: address [::1:: missing ']' in address"],
    ['EXPOSE 1:2:80', 'error: invalid IP address: 1'],
    ['EXPOSE -0', 'error: invalid containerPort: -0'],
    ['EXPOSE 1-2-3', 'error: invalid containerPort: 1-2-3'],
    ['EXPOSE 80-80', '80/tcp'],
    ['EXPOSE 0', '0/tcp'],
    ['EXPOSE 80/HTTP', 'error: invalid port: "80/HTTP": invalid proto: HTTP'],
    ['EXPOSE 99999 abc', 'error: invalid containerPort: 99999'],
    ['EXPOSE 443 80 80/tcp 79-81', '79/tcp 80/tcp 81/tcp 443/tcp'],
    [
      'EXPOSE --foo',
      'error: dockerfile parse error on line 2: EXPOSE requires at least one argument',
    ],
    ['EXPOSE -- --80', 'error: invalid containerPort: --80'],
    ['EXPOSE -- 80', '80/tcp'],
    ['EXPOSE <<E\n80\nE', 'error: dockerfile parse error on line 3: unknown instruction: 80'],
    ['EXPOSE 80 \\\n# c\n\n  443', '80/tcp 443/tcp'],
    ['EXPOSE 80 \\', '80/tcp'],
    ['EXPOSE 80\\\\\n443', 'error: dockerfile parse error on line 3: unknown instruction: 443'],
    ['EXPOSE 80 \\\\\n443', 'error: dockerfile parse error on line 3: unknown instruction: 443'],
    ['  \\\nEXPOSE 80', '80/tcp'],
    ['RUN <<E\nEXPOSE 1\nE\nEXPOSE 2', '2/tcp'],
    ['RUN <<-E cat\n\tEXPOSE 1\n\tE\nEXPOSE 2', '2/tcp'],
    ['COPY <<A <<B /x\nEXPOSE 1\nA\nEXPOSE 2\nB\nEXPOSE 3', '3/tcp'],
    ['RUN <<E\nEXPOSE 1', 'error: unterminated heredoc'],
    ['RUN ["a", "<<E"]\nEXPOSE 2', '2/tcp'],
    ['RUN echo "<<E"\nEXPOSE 2', '2/tcp'],
    ['RUN echo $((1 << 2))\nEXPOSE 2', 'error: unterminated heredoc'],
    ['ONBUILD RUN <<E\nEXPOSE 1\nE\nEXPOSE 2', '2/tcp'],
    ['CMD <<E\nEXPOSE 2', '2/tcp'],
  ];
  for (const [lines, expected] of stageCases) {
    it(JSON.stringify(lines), () => {
      assert.equal(result(`FROM scratch\n${lines}\n`), expected);
    });
  }

  const fileCases: readonly Case[] = [
    ['FROM scratch AS a\nEXPOSE 80\nFROM a\nEXPOSE 81', '80/tcp 81/tcp'],
    ['FROM scratch AS a\nEXPOSE 80\nFROM scratch\nEXPOSE 81', '81/tcp'],
    ['FROM scratch AS a\nEXPOSE abc\nFROM scratch\nEXPOSE 81', '81/tcp'],
    [
      'FROM scratch AS a\nEXPOSE abc\nFROM scratch\nCOPY --from=a x y\nEXPOSE 81',
      'error: invalid containerPort: abc',
    ],
    [
      'FROM scratch AS a\nEXPOSE abc\nFROM scratch\nRUN --mount=type=bind,from=a ls\nEXPOSE 81',
      'error: invalid containerPort: abc',
    ],
    [
      'FROM scratch AS a\nEXPOSE abc\nFROM scratch\nCOPY --from=0 x y',
      'error: invalid containerPort: abc',
    ],
    ['FROM scratch AS a\nENV P=1\nARG P=2\nEXPOSE $P\nFROM a\nEXPOSE $P', '1/tcp 2/tcp'],
    ['FROM scratch AS a\nARG P=2\nFROM a\nEXPOSE $P', '2/tcp'],
    ['FROM scratch AS a\nARG P=2\nFROM a\nENV P=3\nARG P=4\nFROM a\nEXPOSE $P', '2/tcp'],
    ['FROM scratch AS A\nEXPOSE 80\nFROM a', '80/tcp'],
    ['FROM scratch AS a\nEXPOSE 80\nFROM scratch AS a\nEXPOSE 81\nFROM a', '81/tcp'],
    ['FROM scratch AS a\nONBUILD EXPOSE 80\nFROM a AS b\nFROM b', '80/tcp'],
    ['FROM scratch AS a\nONBUILD EXPOSE 80\nFROM a AS b', '80/tcp'],
    [
      'FROM scratch AS a\nONBUILD ENV P=80\nONBUILD EXPOSE $P\nFROM a\nENV P=81\nEXPOSE $P',
      '80/tcp 81/tcp',
    ],
    ['FROM scratch AS a\nONBUILD EXPOSE\nFROM a', 'error: EXPOSE requires at least one argument'],
    ['ARG S=a\nFROM scratch AS a\nEXPOSE 80\nFROM $S', '80/tcp'],
    ['ARG P=80\nFROM scratch\nEXPOSE $P', ''],
    ['ARG P=80\nFROM scratch\nARG P=81\nEXPOSE $P', '81/tcp'],
    ['ARG A=80\nARG P=$A\nFROM scratch\nARG P\nEXPOSE $P', '80/tcp'],
    ['FROM $X\nEXPOSE 80', 'error: base name ($X) should not be blank'],
    [
      'FROM',
      'error: dockerfile parse error on line 1: FROM requires either one or three arguments',
    ],
    [
      'FROM scratch AS',
      'error: dockerfile parse error on line 1: FROM requires either one or three arguments',
    ],
    [
      'FROM scratch AS 1x',
      'error: dockerfile parse error on line 1: invalid name for build stage: "1x", name can\'t start with a number or contain symbols',
    ],
    [
      'FROM scratch a b',
      'error: dockerfile parse error on line 1: FROM requires either one or three arguments',
    ],
    [
      'FROM --platform scratch',
      'error: dockerfile parse error on line 1: missing a value on flag: --platform',
    ],
    [
      'FROM --plaform=x scratch',
      'error: dockerfile parse error on line 1: unknown flag: --plaform (did you mean platform?)',
    ],
    ['', 'error: the Dockerfile cannot be empty'],
    ['\n# only\n', 'error: file with no instructions'],
    ['ARG A=1\n', 'error: dockerfile contains no stages to build'],
    [
      'FRM scratch',
      'error: dockerfile parse error on line 1: unknown instruction: FRM (did you mean FROM?)',
    ],
    ['# escape=x\nFROM scratch', "error: invalid escape token 'x' does not match ` or \\"],
    ['# escape=`\n# escape=`\nFROM scratch', 'error: only one escape parser directive can be used'],
    ['# c\n# escape=`\nFROM scratch\nEXPOSE 80 \\\n443', '80/tcp 443/tcp'],
    ['#escape = ` \nFROM scratch\nEXPOSE 80 `\n443', '80/tcp 443/tcp'],
    ['# syntax=a\n# escape=`\nFROM scratch\nEXPOSE 80 `\n443', '80/tcp 443/tcp'],
    ['# check=skip=ExposeProtoCasing\nFROM scratch\nEXPOSE 80/TCP 1:2', '2/tcp 80/tcp'],
    ['# check=skip=all\nFROM scratch\nEXPOSE 80/TCP 1:2', '2/tcp 80/tcp'],
    [
      '# check=error=true\nFROM scratch\nEXPOSE 80/TCP',
      'error: lint violation found for rules: ExposeProtoCasing',
    ],
    [
      '# check=nope\nFROM scratch',
      'error: failed to parse check options: invalid check option "nope"',
    ],
    ['FROM scratch\n# check=skip=ExposeProtoCasing\nEXPOSE 80/TCP\nEXPOSE 81/TCP', '80/tcp 81/tcp'],
    ['FROM scratch as a', ''],
    ['FROM scratch AS B\nfrom scratch AS b', ''],
    ['FROM scratch AS scratch', ''],
    [
      'FROM scratch AS Base\nEXPOSE 80\nFROM Base',
      'error: failed to parse stage name "Base": invalid reference format: repository name (library/Base) must be lowercase',
    ],
    ['FROM scratch AS Base\nEXPOSE 80\nFROM base', '80/tcp'],
    ['ARG BASE\nFROM $BASE\nEXPOSE 80', '80/tcp'],
    ['\ufeffFROM scratch\r\nEXPOSE 80 \\\r\n 443\r\n', '80/tcp 443/tcp'],
  ];
  for (const [text, expected] of fileCases) {
    it(JSON.stringify(text), () => {
      assert.equal(result(text), expected);
    });
  }

  it('warns in the order in which a build does', () => {
    const text = [
      'FROM scratch as Base',
      'env P 1:80/TCP',
      'EXPOSE \\',
      '',
      '  $P',
      'ENV Q=$R',
      'FROM scratch AS base',
      'FROM base AS scratch',
    ].join('\n');
    assert.deepEqual(warningsOf(text), [
      '4 NoEmptyContinuation: Empty continuation line',
      "0 StageNameCasing: Stage name 'Base' should be lowercase",
      "0 FromAsCasing: 'as' and 'FROM' keywords' casing do not match",
      '6 DuplicateStageName: Duplicate stage name "base", stage names should be unique',
      '7 ReservedStageName: Stage name should not use the same name as reserved stage "scratch"',
      "1 ConsistentInstructionCasing: Command 'env' should match the case of the command majority (uppercase)",
    ]);
  });
});

describe('readExposes options', () => {
  const stages = 'FROM scratch AS build\nEXPOSE 80\nFROM scratch\nEXPOSE 81';

  it('reads the last stage without a target', () => {
    assert.deepEqual(readExposes(stages).exposed, ['81/tcp']);
  });

  it('finds the target in any case', () => {
    assert.deepEqual(readExposes(stages, { target: 'Build' }).exposed, ['80/tcp']);
  });

  it('names a target like the one that is missing', () => {
    assert.deepEqual(verdict(readExposes(stages, { target: 'bild' })), {
      ok: false,
      error: 'target stage "bild" could not be found (did you mean build?)',
      errorLine: 1,
      exposed: [],
    });
  });

  const args = { buildArgs: { P: '83' } };
  for (const [lines, exposed] of [
    ['ARG P=1\nEXPOSE $P', '83/tcp'],
    ['ARG P=1\nENV P=2\nEXPOSE $P', '2/tcp'],
    ['ARG P=1\nENV P=2\nARG P\nEXPOSE $P', '83/tcp'],
    ['EXPOSE $P', ''],
    ['ARG constructor\nEXPOSE $constructor', ''],
  ] as const) {
    it(`gives build arguments where they are declared: ${JSON.stringify(lines)}`, () => {
      assert.equal(readExposes(`FROM scratch\n${lines}`, args).exposed.join(' '), exposed);
    });
  }

  it('gives build arguments to ARG before FROM', () => {
    const read = readExposes('ARG P=1\nFROM scratch\nARG P\nEXPOSE $P', args);
    assert.deepEqual(read.exposed, ['83/tcp']);
  });
});
