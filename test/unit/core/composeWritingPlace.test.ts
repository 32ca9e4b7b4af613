import assert from 'node:assert/strict';
import { composeWritingPlace } from '../../../src/core/composeWritingPlace.ts';

/** A service with these lines in its list; `|` is the cursor. */
function inList(...lines: readonly string[]): string {
  return ['services:', '  web:', '    image: "nginx:1"', '    ports:', ...lines, '  api:', ''].join(
    '\n',
  );
}

function placeOf(text: string): ReturnType<typeof composeWritingPlace> {
  const offset = text.indexOf('|');
  return composeWritingPlace(text.replace('|', ''), offset);
}

/** What is written with `80` at the cursor; undefined where none is to be. */
function written(marked: string): string | undefined {
  const place = placeOf(marked);
  if (place === undefined) return undefined;
  const text = marked.replace('|', '');
  const [before, after] = place.quotes;
  const line = `${text.slice(0, place.start)}${before}80${after}${text.slice(place.end)}`;
  const lineStart = text.lastIndexOf('\n', place.start - 1) + 1;
  return `${place.part}: ${line.slice(lineStart).split(/\r?\n/)[0]?.trim() ?? ''}`;
}

describe('composeWritingPlace', () => {
  const table: readonly (readonly [name: string, lines: readonly string[], after: string])[] = [
    ['an empty item', ['      - |'], 'entry: - "80"'],
    ['an empty item before a comment', ['      - | # web'], 'entry: - "80" # web'],
    ['an empty item in single quotes elsewhere', ["      - '1:1'", '      - |'], 'entry: - "80"'],
    ['an empty item after blanks', ['      -   |'], 'entry: -   "80"'],
    ['a plain entry', ['      - 80|80:90'], 'entry: - 80'],
    [
      'an entry below different quotes',
      ['      - "1:1"', "      - '2:2'", '      - 8|'],
      "entry: - '80'",
    ],
    ['an entry of a list at the key', ["    - '1:1'", '    - 8|'], "entry: - '80'"],
    ['between quotes', ['      - "|"'], 'entry: - "80"'],
    ['between single quotes', ["      - '|'"], "entry: - '80'"],
    ['after an open quote', ['      - "|'], 'entry: - "80"'],
    ['after an open quote and digits', ["      - '8|"], "entry: - '80'"],
    ['in a quoted entry', ['      - "80|80:90" # web'], 'entry: - "80" # web'],
    ['a plain entry of its own', ['      - 8|'], 'entry: - "80"'],
    ['a plain entry among plain ones', ['      - 8081:81', '      - 8|'], 'entry: - 80'],
    [
      'a plain entry below quoted ones',
      ["      - '1:1'", '      - 8|', '      - 2:2'],
      "entry: - '80'",
    ],
    ['an item with a list at the key', ['    - |'], 'entry: - "80"'],
    [
      'an item after comments and blanks',
      ['# a', '', '      - "1:1"', '', '      - |'],
      'entry: - "80"',
    ],
    ['after the host port', ['      - "8080:|"'], 'containerPort: - "8080:80"'],
    ['after a plain host port', ['      - 8080:|'], 'containerPort: - 8080:80'],
    ['after an open quote and host port', ['      - "8080:|'], 'containerPort: - "8080:80"'],
    ['after a host IP', ['      - "127.0.0.1:|"'], 'entry: - "80"'],
    [
      'after a host IP without a port',
      ['      - "127.0.0.1::|"'],
      'containerPort: - "127.0.0.1::80"',
    ],
    [
      'after a host IP and port',
      ['      - "127.0.0.1:8080:|"'],
      'containerPort: - "127.0.0.1:8080:80"',
    ],
    ['after an IPv6 address', ['      - "[::1]:8080:|"'], 'containerPort: - "[::1]:8080:80"'],
    ['in the container port', ['      - "8080:9|0/udp"'], 'containerPort: - "8080:80"'],
    ['after a variable', ['      - "${PORT:-8080}:|"'], 'containerPort: - "${PORT:-8080}:80"'],
    ['after a range', ['      - "80-81:|"'], 'containerPort: - "80-81:80"'],
    ['published', ['      - target: 80', '        published: |'], 'published: published: "80"'],
    ['published in quotes', ["      - published: '|'"], "published: - published: '80'"],
    ['published, begun', ['      - published: 8|'], 'published: - published: 80'],
    ['target', ['      - target: |'], 'target: - target: 80'],
    [
      'target after others',
      ['      - name: a', '        target: 8| # b'],
      'target: target: 80 # b',
    ],
  ];
  for (const [name, lines, after] of table) {
    it(`is ${name}`, () => {
      assert.equal(written(inList(...lines)), after);
    });

    it(`is ${name}, with lines that end with CR LF`, () => {
      assert.equal(written(inList(...lines).replaceAll('\n', '\r\n')), after);
    });
  }

  const nowhere: readonly (readonly [name: string, text: string])[] = [
    ['before the dash', inList('    |  - ')],
    ['right after the dash', inList('      -|')],
    ['in a comment after an entry', inList('      - "80:80" # 8|')],
    ['in a comment of its own', inList('      # - |')],
    ['before the quotes', inList('      - |"80"')],
    ['after the closing quote', inList('      - "80" |')],
    ['in a name', inList('      - na|me: a')],
    ['in another value', inList('      - protocol: 8|')],
    ['in the key', inList('      - tar|get: 80')],
    ['right after the colon', inList('      - target:|')],
    ['in a nested map', inList('      - x:', '          target: |')],
    ['in another list of the service', inList('      - "1:1"', '    expose:', '      - |')],
    ['in ports of a deeper key', 'services:\n  web:\n    x-a:\n      ports:\n        - |\n'],
    ['in ports of an extension', 'x-web:\n  web:\n    ports:\n      - |\n'],
    ['in ports of the file', 'services:\nports:\n  - |\n'],
    [
      'in a text',
      'services:\n  web:\n    command: |2\n      ports:\n        - |\n'.replace('|2', '>'),
    ],
    ['in a text that looks like it', 'x: >\n  services:\n    web:\n      ports:\n        - |\n'],
    ['in an item without a list', 'services:\n  web:\n    ports:\n      target: |\n'],
  ];
  for (const [name, text] of nowhere) {
    it(`is not ${name}`, () => {
      assert.equal(written(text), undefined);
    });
  }

  const owners: readonly (readonly [name: string, text: string, owner: string])[] = [
    ['its image', inList('      - |'), 'web nginx:1'],
    [
      'its image below',
      'services:\n  "a b": # x\n    ports: !override # y\n      - |\n    image: b\n  c:\n    image: d\n',
      'a b b',
    ],
    [
      'no image of a variable',
      "services:\n  'w': &w\n    image: a:$TAG\n    ports:\n    - |\n",
      'w -',
    ],
    [
      'no image of another key',
      'services:\n  w:\n    x:\n      image: a\n    ports:\n    - |\n',
      'w -',
    ],
    [
      'no image of the next service',
      'services:\n  w:\n    ports:\n    - |\n  v:\n    image: b\n',
      'w -',
    ],
  ];
  for (const [name, text, owner] of owners) {
    it(`knows the service with ${name}`, () => {
      for (const end of ['\n', '\r\n']) {
        const place = placeOf(text.replaceAll('\n', end));
        assert.equal(`${place?.service ?? ''} ${place?.image ?? '-'}`, owner);
      }
    });
  }

  it('reads the rest of a long entry', () => {
    const lines = ['target: 53', '  protocol: udp', '  published: |', '  host_ip: "::1" # v6'];
    const place = placeOf(inList(`      - ${lines.join('\n      ')}`, '      - target: 80'));
    assert.deepEqual(place?.item, { target: 53, protocol: 'udp', hostIp: '::1' });
  });

  it('takes an entry for one of TCP on every address', () => {
    assert.deepEqual(placeOf(inList('      - published: |', '      - target: 1'))?.item, {
      protocol: 'tcp',
      hostIp: '',
    });
  });
});
