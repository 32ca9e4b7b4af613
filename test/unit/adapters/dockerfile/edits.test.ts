import assert from 'node:assert/strict';
import {
  addExpose,
  addUdpTwin,
  compressPorts,
  expandRange,
  exposeEditing,
  fixHostMapping,
  lowerCaseProtocol,
  removeDuplicate,
  removePort,
  swapRange,
  type TokenPlace,
} from '../../../../src/adapters/dockerfile/edits.ts';
import { readExposes } from '../../../../src/adapters/dockerfile/exposes.ts';
import { applyEdits, type FileEdit } from '../../../../src/core/textEdit.ts';

/** What is written, what it becomes; `‹…›` stands around the word that is edited. */
type Case = readonly [before: string, after: string];

/** What is written, and why it is not edited. */
type Refusal = readonly [before: string, reason: RegExp];

function outcome(text: string, edit: FileEdit): string {
  return edit.ok ? applyEdits(text, edit.edits) : `refused: ${edit.reason}`;
}

/** The text without the marks, and where the marked word begins. */
function marked(text: string): { readonly file: string; readonly place: TokenPlace } {
  const before = text.slice(0, text.indexOf('‹'));
  const lines = before.replace('\uFEFF', '').split(/\r?\n/);
  return {
    file: text.replace(/[‹›]/g, ''),
    place: { line: lines.length - 1, start: lines.at(-1)?.length ?? 0 },
  };
}

function wordEdits(
  name: string,
  edit: (text: string, place: TokenPlace) => FileEdit,
  cases: readonly Case[],
  refusals: readonly Refusal[],
): void {
  describe(name, () => {
    for (const [before, after] of cases) {
      it(JSON.stringify(before), () => {
        const { file, place } = marked(before);
        assert.equal(outcome(file, edit(file, place)), after);
      });
    }
    for (const [before, reason] of refusals) {
      it(`refuses ${JSON.stringify(before)}`, () => {
        const { file, place } = marked(before);
        const result = edit(file, place);
        assert.ok(!result.ok);
        assert.match(result.reason, reason);
      });
    }
  });
}

const variable = /takes its value from a variable/;
const lines = /more than one line/;

wordEdits(
  'fixHostMapping',
  fixHostMapping,
  [
    ['FROM a\nEXPOSE ‹8080:80›\n', 'FROM a\nEXPOSE 80\n'],
    ['FROM a\nEXPOSE 1 ‹8080:80/udp› 2', 'FROM a\nEXPOSE 1 80/udp 2'],
    ['FROM a\r\nEXPOSE ‹127.0.0.1:8080:80›\r\nCMD b\r\n', 'FROM a\r\nEXPOSE 80\r\nCMD b\r\n'],
    ['FROM a\nEXPOSE ‹[::1]:8000-8001:80-81›\n', 'FROM a\nEXPOSE 80-81\n'],
    ['FROM a\nEXPOSE \\\n  ‹"8080:80"› \\\n  443\n', 'FROM a\nEXPOSE \\\n  80 \\\n  443\n'],
    ['FROM a\nEXPOSE ‹localhost:8080:80›\n', 'FROM a\nEXPOSE 80\n'],
    ['FROM a\nEXPOSE ‹:80›\n', 'FROM a\nEXPOSE 80\n'],
    ['FROM a\nEXPOSE ‹8080:80/TCP›\n', 'FROM a\nEXPOSE 80/TCP\n'],
    ['\uFEFFFROM a\nEXPOSE ‹8080:80›\n', '\uFEFFFROM a\nEXPOSE 80\n'],
    ['# escape=`\nFROM a\nEXPOSE `\n ‹8080:80›\n', '# escape=`\nFROM a\nEXPOSE `\n 80\n'],
  ],
  [
    ['FROM a\nEXPOSE ‹80›\n', /maps no host port/],
    ['FROM a\nEXPOSE ‹8080:$P›\n', variable],
    ['FROM a\nENV P=80\nEXPOSE ‹8080:${P}›\n', variable],
    ['FROM a\nEXPOSE ‹8080:8\\\n0›\n', lines],
    ['FROM a\nEXPOSE ‹8080:abc›\n', /not be a valid port/],
    ['FROM a\nEXPOSE 80‹ 81›\n', /No port of EXPOSE begins there/],
  ],
);

wordEdits(
  'lowerCaseProtocol',
  lowerCaseProtocol,
  [
    ['FROM a\nEXPOSE ‹80/TCP›\n', 'FROM a\nEXPOSE 80/tcp\n'],
    ['FROM a\nEXPOSE 80 ‹053-54/Udp›', 'FROM a\nEXPOSE 80 053-54/udp'],
    ['FROM a\nEXPOSE ‹8080:80/TCP›\n', 'FROM a\nEXPOSE 8080:80/tcp\n'],
  ],
  [
    ['FROM a\nEXPOSE ‹80/tcp›\n', /in lower case/],
    ['FROM a\nEXPOSE ‹80/XYZ›\n', /not be a valid port/],
    ['FROM a\nEXPOSE ‹$P/TCP›\n', variable],
  ],
);

wordEdits(
  'swapRange',
  swapRange,
  [
    ['FROM a\nEXPOSE ‹8002-8000›\n', 'FROM a\nEXPOSE 8000-8002\n'],
    ['FROM a\nEXPOSE ‹90-80/udp›', 'FROM a\nEXPOSE 80-90/udp'],
  ],
  [
    ['FROM a\nEXPOSE ‹80-90›\n', /does not end before it starts/],
    ['FROM a\nEXPOSE ‹70000-80›\n', /not be a valid port/],
    ['FROM a\nEXPOSE ‹1-2:90-80›\n', /maps host ports/],
  ],
);

wordEdits(
  'expandRange',
  expandRange,
  [
    ['FROM a\nEXPOSE ‹8000-8002›\n', 'FROM a\nEXPOSE 8000 8001 8002\n'],
    ['FROM a\nexpose 1 ‹53-54/udp› 2\r\n', 'FROM a\nexpose 1 53/udp 54/udp 2\r\n'],
    ['FROM a\nEXPOSE \\\n ‹80-81/tcp›\\\n 9', 'FROM a\nEXPOSE \\\n 80/tcp 81/tcp\\\n 9'],
  ],
  [
    ['FROM a\nEXPOSE ‹80›\n', /is no range/],
    ['FROM a\nEXPOSE ‹1-101›\n', /101 ports are too many/],
    ['FROM a\nEXPOSE ‹1-2:80-81›\n', /maps host ports/],
    ['FROM a\nARG E=81\nEXPOSE ‹80-$E›\n', variable],
  ],
);

wordEdits(
  'compressPorts',
  compressPorts,
  [
    ['FROM a\nEXPOSE ‹8000› 8001 8002\n', 'FROM a\nEXPOSE 8000-8002\n'],
    ['FROM a\nEXPOSE 80 8002 ‹8000› 443 8001\n', 'FROM a\nEXPOSE 80 8000-8002 443\n'],
    ['FROM a\nEXPOSE ‹53/udp› 54/udp 54 55/udp', 'FROM a\nEXPOSE 53-55/udp 54'],
    ['FROM a\nEXPOSE ‹80-81› 82/tcp\n', 'FROM a\nEXPOSE 80-82\n'],
    ['FROM a\r\nEXPOSE \\\r\n  ‹80› \\\r\n  81\r\n', 'FROM a\r\nEXPOSE \\\r\n  80-81\r\n'],
    ['FROM a\nEXPOSE ‹80› 81 $P\n', 'FROM a\nEXPOSE 80-81 $P\n'],
    ['FROM a\nONBUILD EXPOSE 1 2\nEXPOSE ‹80› 81\n', 'FROM a\nONBUILD EXPOSE 1 2\nEXPOSE 80-81\n'],
    ['FROM a\nEXPOSE ‹80› \\\n# two\n 81 \\\n 443\n', 'FROM a\nEXPOSE 80-81 \\\n# two\n 443\n'],
  ],
  [
    ['FROM a\nEXPOSE ‹80› 82\n', /No port next to 80/],
    ['FROM a\nEXPOSE ‹80›\nEXPOSE 81\n', /No port next to 80/],
    ['FROM a\nEXPOSE ‹80› 81/udp 1:81 $P\n', /No port next to 80/],
    ['FROM a\nEXPOSE ‹80› \\\n# two\n 81\n', /Comments stand between/],
    ['FROM a\nEXPOSE ‹$P› 81\n', /No port next to/],
  ],
);

wordEdits(
  'addUdpTwin',
  addUdpTwin,
  [
    ['FROM a\nEXPOSE ‹53›\n', 'FROM a\nEXPOSE 53 53/udp\n'],
    ['FROM a\nEXPOSE ‹53/tcp› 80', 'FROM a\nEXPOSE 53/tcp 53/udp 80'],
    [
      'FROM a\nEXPOSE ‹8000-8002› \\\r\n 1\r\n',
      'FROM a\nEXPOSE 8000-8002 8000-8002/udp \\\r\n 1\r\n',
    ],
    ["FROM a\nEXPOSE ‹'53'›\n", "FROM a\nEXPOSE '53' 53/udp\n"],
  ],
  [
    ['FROM a\nEXPOSE ‹53/udp›\n', /is no TCP port/],
    ['FROM a\nARG P=53\nEXPOSE ‹$P›\n', variable],
  ],
);

wordEdits(
  'removeDuplicate',
  removeDuplicate,
  [
    ['FROM a\nEXPOSE 80 ‹80/tcp›\n', 'FROM a\nEXPOSE 80\n'],
    ['FROM a\nEXPOSE 80 ‹80› 443\n', 'FROM a\nEXPOSE 80 443\n'],
    ['FROM a\nEXPOSE 80-90\nEXPOSE ‹85› 443\n', 'FROM a\nEXPOSE 80-90\nEXPOSE 443\n'],
    ['FROM a\r\nEXPOSE 80\r\nEXPOSE ‹80›\r\nCMD b\r\n', 'FROM a\r\nEXPOSE 80\r\nCMD b\r\n'],
    ['FROM a\nEXPOSE 80\n  EXPOSE ‹80›', 'FROM a\nEXPOSE 80'],
    ['FROM a\nEXPOSE 80 \\\n  443 \\\n  ‹80›\n', 'FROM a\nEXPOSE 80 \\\n  443\n'],
    ['FROM a\nEXPOSE 80 \\\n# web\n  ‹80› \\\n  443\n', 'FROM a\nEXPOSE 80 \\\n# web\n  443\n'],
  ],
  [
    ['FROM a\nEXPOSE ‹80›\n', /declared once/],
    ['FROM a\nARG P=80\nEXPOSE $P ‹80›\n', /depends on the value of a variable/],
    ['FROM a\nARG P=80\nEXPOSE 80 ‹$P›\n', /depends on the value of a variable/],
    ['FROM a\nEXPOSE 80 \\\n# last\n ‹80›\n', /Comments stand between/],
    ['FROM a\nEXPOSE 80\nEXPOSE \\\n# one\n ‹80›\nCMD b\n', /Comments stand in this EXPOSE/],
    [
      'FROM a\nEXPOSE 80\n# check=skip=all\nEXPOSE ‹80›\nEXPOSE 1:1\n',
      /# check= comment above belongs to this/,
    ],
  ],
);

describe('addExpose', () => {
  const cases: readonly (readonly [keys: string, before: string, after: string])[] = [
    ['9000/tcp', 'FROM a\nEXPOSE 80\n', 'FROM a\nEXPOSE 80 9000\n'],
    ['9000/tcp 53/udp', 'FROM a\nEXPOSE 80', 'FROM a\nEXPOSE 80 9000 53/udp'],
    ['9/tcp', 'FROM a\nEXPOSE 80 \\\n    443\n', 'FROM a\nEXPOSE 80 \\\n    443 \\\n    9\n'],
    ['9/tcp', 'FROM a\nEXPOSE \\\r\n\t80\r\n', 'FROM a\nEXPOSE \\\r\n\t80 9\r\n'],
    ['9/tcp', 'FROM a\nEXPOSE 80 \\\n# x\n 443\n', 'FROM a\nEXPOSE 80 \\\n# x\n 443 9\n'],
    ['9/tcp', 'FROM a\nEXPOSE $P\nCMD b\n', 'FROM a\nEXPOSE $P 9\nCMD b\n'],
    [
      '9/tcp 8/tcp',
      'FROM a\n  expose  80\n  expose  81\nCMD b\n',
      'FROM a\n  expose  80\n  expose  81\n  expose  9\n  expose  8\nCMD b\n',
    ],
    ['9/tcp', 'FROM a\r\nEXPOSE 1\r\nEXPOSE 2', 'FROM a\r\nEXPOSE 1\r\nEXPOSE 2\r\nEXPOSE 9'],
    ['9/tcp', 'FROM a\nRUN b\nCMD c\n', 'FROM a\nRUN b\nEXPOSE 9\nCMD c\n'],
    [
      '9/tcp',
      'FROM a\r\nRUN b\r\n\r\n# Start\r\n  # it\r\nENTRYPOINT c\r\nCMD d\r\n',
      'FROM a\r\nRUN b\r\n\r\nEXPOSE 9\r\n# Start\r\n  # it\r\nENTRYPOINT c\r\nCMD d\r\n',
    ],
    ['9/tcp', 'FROM a\nRUN b \\\n# c\n c\nCMD d', 'FROM a\nRUN b \\\n# c\n c\nEXPOSE 9\nCMD d'],
    ['9/tcp', 'from a\nrun b\n', 'from a\nrun b\nexpose 9\n'],
    ['9/tcp', 'from a', 'from a\nexpose 9'],
    ['9/tcp', 'FROM a\nRUN b\n\n\n', 'FROM a\nRUN b\nEXPOSE 9\n\n\n'],
    ['9/tcp', 'FROM a\nRUN <<E\nCMD b\nE\n', 'FROM a\nRUN <<E\nCMD b\nE\nEXPOSE 9\n'],
    [
      '9/tcp',
      'FROM a AS b\nEXPOSE 80\nCMD c\nFROM b\nRUN d\nCMD e\n',
      'FROM a AS b\nEXPOSE 80\nCMD c\nFROM b\nRUN d\nEXPOSE 9\nCMD e\n',
    ],
    ['9/tcp', 'FROM a\nONBUILD EXPOSE 80\nCMD b\n', 'FROM a\nONBUILD EXPOSE 80\nEXPOSE 9\nCMD b\n'],
    ['80/tcp 81/tcp 81/tcp', 'FROM a\nEXPOSE 80\n', 'FROM a\nEXPOSE 80 81\n'],
    [
      '80/tcp',
      'FROM a\nEXPOSE 80\nFROM b\nEXPOSE 81\n',
      'FROM a\nEXPOSE 80\nFROM b\nEXPOSE 81 80\n',
    ],
    ['8000-8002/udp', 'FROM a\nEXPOSE 80\n', 'FROM a\nEXPOSE 80 8000-8002/udp\n'],
    [
      '9/tcp',
      '# escape=`\r\nFROM a\r\nEXPOSE 80 `\r\n  81\r\n',
      '# escape=`\r\nFROM a\r\nEXPOSE 80 `\r\n  81 `\r\n  9\r\n',
    ],
  ];
  for (const [keys, before, after] of cases) {
    it(`${keys} to ${JSON.stringify(before)}`, () => {
      assert.equal(outcome(before, addExpose(before, keys.split(' '))), after);
    });
  }

  const refusals: readonly (readonly [keys: string, before: string, reason: RegExp])[] = [
    ['9/tcp', '', /no FROM/],
    ['9/tcp', 'ARG A\n', /no FROM/],
    ['http', 'FROM a\n', /http is no port/],
    ['81/tcp', 'FROM a\nEXPOSE 80-82\n', /exposes 81\/tcp already/],
    ['80/tcp', 'FROM a AS b\nEXPOSE 80\nFROM b\n', /exposes 80\/tcp already/],
    ['9/tcp', 'FROM a\nRUN b \\\n', /cannot be changed surely/],
    ['9/tcp', 'FROM a\nRUN <<E\nb\n', /cannot be changed surely/],
  ];
  for (const [keys, before, reason] of refusals) {
    it(`refuses ${keys} to ${JSON.stringify(before)}`, () => {
      const edit = addExpose(before, [keys]);
      assert.ok(!edit.ok);
      assert.match(edit.reason, reason);
    });
  }
});

describe('removePort', () => {
  const cases: readonly (readonly [key: string, before: string, after: string])[] = [
    ['80/tcp', 'FROM a\nEXPOSE 80\nCMD b\n', 'FROM a\nCMD b\n'],
    ['80/tcp', 'FROM a\nEXPOSE 80 443\n', 'FROM a\nEXPOSE 443\n'],
    ['80/tcp', 'FROM a\nEXPOSE 80 80/tcp 80/udp 80\n', 'FROM a\nEXPOSE 80/udp\n'],
    ['80/tcp', 'FROM a\nEXPOSE 80 443\nEXPOSE 80', 'FROM a\nEXPOSE 443'],
    ['8001/tcp', 'FROM a\nEXPOSE 8000-8002/tcp\n', 'FROM a\nEXPOSE 8000/tcp 8002/tcp\n'],
    ['8000/tcp', 'FROM a\nEXPOSE 8000-8002 8000\n', 'FROM a\nEXPOSE 8001-8002\n'],
    ['80/tcp', 'FROM a AS b\nEXPOSE 80 81\nFROM b\n', 'FROM a AS b\nEXPOSE 81\nFROM b\n'],
    [
      '80/tcp',
      'FROM a AS b\nEXPOSE 80\nFROM c\nEXPOSE 80 81\n',
      'FROM a AS b\nEXPOSE 80\nFROM c\nEXPOSE 81\n',
    ],
    ['80/tcp', 'FROM a AS b\nONBUILD EXPOSE 80\nFROM b\nCMD c\n', 'FROM a AS b\nFROM b\nCMD c\n'],
  ];
  for (const [key, before, after] of cases) {
    it(`${key} from ${JSON.stringify(before)}`, () => {
      assert.equal(outcome(before, removePort(before, key)), after);
    });
  }

  const refusals: readonly (readonly [key: string, before: string, reason: RegExp])[] = [
    ['80/tcp', 'FROM a\nEXPOSE 80/udp\n', /does not expose 80\/tcp/],
    ['80/tcp', 'FROM a AS b\nEXPOSE 80\nFROM c\n', /does not expose/],
    ['80/tcp', 'FROM a\nARG P=80\nEXPOSE 80 $P\n', variable],
    ['81/tcp', 'FROM a\nEXPOSE 1-3:80-82\n', /maps host ports/],
    ['x', 'FROM a\nEXPOSE 80\n', /x is no port/],
  ];
  for (const [key, before, reason] of refusals) {
    it(`refuses ${key} from ${JSON.stringify(before)}`, () => {
      const edit = removePort(before, key);
      assert.ok(!edit.ok);
      assert.match(edit.reason, reason);
    });
  }
});

describe('exposeEditing', () => {
  const offers: readonly (readonly [text: string, titles: readonly string[]])[] = [
    ['EXPOSE 80/udp', []],
    ['EXPOSE 53', ['Add UDP beside 53']],
    ['EXPOSE 53 53/udp', []],
    ['EXPOSE 8080:80/udp', ['Replace 8080:80/udp with 80/udp']],
    ['EXPOSE 80/UDP', ['Write the protocol of 80/UDP in lower case']],
    ['EXPOSE 80-81/udp 82/udp', ['Expand 80-81 to single ports', 'Join ports to 80-82']],
    ['EXPOSE 90-80', ['Swap the ends of 90-80']],
    [
      'EXPOSE 8080:$P/UDP',
      [
        'Remove the host port from 8080:$P/UDP (no: 8080:$P/UDP takes its value from a variable.)',
        'Write the protocol of 8080:$P/UDP in lower case (no: 8080:$P/UDP takes its value from a variable.)',
      ],
    ],
    ['EXPOSE 8080:', []],
    ['EXPOSE abc', []],
  ];
  for (const [line, titles] of offers) {
    it(`offers for ${line}`, () => {
      const text = `FROM a\nARG P=80\n${line}\n`;
      const [token] = readExposes(text).tokens;
      assert.ok(token);
      const offered = exposeEditing
        .offered(text, token)
        .map(({ title, edit }) => (edit.ok ? title : `${title} (no: ${edit.reason})`));
      assert.deepEqual(offered, titles);
    });
  }

  it('offers to remove a duplicate', () => {
    const text = 'FROM a\nEXPOSE 80/udp 80/udp\n';
    const titles = readExposes(text).tokens.map((token) =>
      exposeEditing.offered(text, token).map(({ title }) => title),
    );
    assert.deepEqual(titles, [[], ['Remove duplicate 80/udp']]);
  });

  it('knows the line that an instruction begins on', () => {
    const text = 'FROM a\nEXPOSE \\\n\n  80\n';
    const [token] = readExposes(text).tokens;
    assert.ok(token);
    assert.equal(token.line, 3);
    assert.equal(exposeEditing.instructionLine(text, token), 1);
  });

  /** `|` is where one writes, `‹…›` the word there. */
  const places: readonly (readonly [text: string, word: string | undefined])[] = [
    ['FROM a\nEXPOSE |\n', ''],
    ['FROM a\nEXPOSE 8|0\n', '80'],
    ['FROM a\nEXPOSE 80 |', ''],
    ['FROM a\nEXPOSE 80 |443', '443'],
    ['FROM a\nEXPOSE \\\n  80 \\\n  |\n', ''],
    ['FROM a\nexpose 80\\\n|\n', ''],
    ['FROM a\nONBUILD EXPOSE |\n', ''],
    ['FROM a\nEXPOSE|\n', undefined],
    ['FROM a\nEXPOSE 80\n|\n', undefined],
    ['FROM a\nEXPOSE 80 \\\n# no|\n 81\n', undefined],
    ['FROM a\nRUN EXPOSE |\n', undefined],
    ['FROM a\n# EXPOSE |\n', undefined],
  ];
  for (const [text, word] of places) {
    it(`finds the word that is written in ${JSON.stringify(text)}`, () => {
      const offset = text.indexOf('|');
      const file = text.replace('|', '');
      const span = exposeEditing.wordAt(file, offset);
      assert.equal(span && file.slice(span.start, span.end), word);
    });
  }
});
