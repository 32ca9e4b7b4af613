import assert from 'node:assert/strict';
import { addPort } from '../../../../src/adapters/compose/edits.ts';
import type { FileEdit } from '../../../../src/core/textEdit.ts';
import { check, outcome, ports, rule, web } from './editCases.ts';

describe('addPort', () => {
  const add = (text: string): FileEdit => addPort(text, 'web', rule('127.0.0.1:8080:80'));

  check(
    [
      {
        name: 'follows quotes',
        before: web(ports, "      - '443:443' # tls", '    restart: always'),
        after: web(
          ports,
          "      - '443:443' # tls",
          "      - '127.0.0.1:8080:80'",
          '    restart: always',
        ),
      },
      {
        name: 'follows plain text',
        before: web(ports, '      - 443:443'),
        after: web(ports, '      - 443:443', '      - 127.0.0.1:8080:80'),
      },
      {
        name: 'quotes beside numbers',
        before: web(ports, '      - 443'),
        after: web(ports, '      - 443', '      - "127.0.0.1:8080:80"'),
      },
      {
        name: 'follows a list that is not indented, and wide dashes',
        before: web(ports, '    -   "443:443"', '    # end'),
        after: web(ports, '    -   "443:443"', '    -   "127.0.0.1:8080:80"', '    # end'),
      },
      {
        name: 'follows the long form, its order and its numbers',
        before: web(
          ports,
          '      - published: 443',
          '        target: 443',
          '        protocol: tcp # t',
        ),
        after: web(
          ports,
          '      - published: 443',
          '        target: 443',
          '        protocol: tcp # t',
          '      - published: 8080',
          '        target: 80',
          '        protocol: tcp',
          '        host_ip: 127.0.0.1',
        ),
      },
      {
        name: 'follows a dash on a line of its own',
        before: web(ports, '    -', '      target: 443'),
        after: web(
          ports,
          '    -',
          '      target: 443',
          '    -',
          '      target: 80',
          '      host_ip: 127.0.0.1',
          '      published: "8080"',
        ),
      },
      {
        name: 'follows long entries in braces',
        before: web(ports, '      - { target: 443, published: 443 }'),
        after: web(
          ports,
          '      - { target: 443, published: 443 }',
          '      - { target: 80, published: 8080, host_ip: 127.0.0.1 }',
        ),
      },
      {
        name: 'is short where the neighbours differ',
        before: web(ports, '      - "81:81"', '      - target: 443'),
        after: web(ports, '      - "81:81"', '      - target: 443', '      - "127.0.0.1:8080:80"'),
      },
      {
        name: 'goes into a list on one line',
        before: web('    ports: ["443:443", 81] # both'),
        after: web('    ports: ["443:443", 81, "127.0.0.1:8080:80"] # both'),
      },
      {
        name: 'goes into an empty list',
        before: web('    ports: [] # none'),
        after: web('    ports: ["127.0.0.1:8080:80"] # none'),
      },
      {
        name: 'goes below a key without a value',
        before: web('    ports: # to come', '    restart: always'),
        after: web('    ports: # to come', '      - "127.0.0.1:8080:80"', '    restart: always'),
      },
      {
        name: 'goes below entries that are comments',
        before: web('    ports:', '      # - "443:443"', '    restart: always'),
        after: web(
          '    ports:',
          '      # - "443:443"',
          '      - "127.0.0.1:8080:80"',
          '    restart: always',
        ),
      },
      {
        name: 'takes the place of an explicit null',
        before: web('    ports: ~ # none'),
        after: web('    ports: ["127.0.0.1:8080:80"] # none'),
      },
      {
        name: 'goes into a list on several lines, with its comment',
        before: web('    ports: [', '      "443:443", # tls', '      "81:81" # old', '    ]'),
        after: web(
          '    ports: [',
          '      "443:443", # tls',
          '      "81:81", # old',
          '      "127.0.0.1:8080:80"',
          '    ]',
        ),
      },
      {
        name: 'keeps a comma at the end',
        before: web('    ports: [', '      "443:443", # tls', '    ]'),
        after: web('    ports: [', '      "443:443", # tls', '      "127.0.0.1:8080:80",', '    ]'),
      },
      {
        name: 'makes the key after the image',
        before: web('    restart: always', '    volumes:', '    - a:/a'),
        after: web(
          ports,
          '    - "127.0.0.1:8080:80"',
          '    restart: always',
          '    volumes:',
          '    - a:/a',
        ),
      },
      {
        name: 'makes the key after what is exposed',
        before: web('    expose:', '      - 80', '      # - 443', '    restart: always'),
        after: web(
          '    expose:',
          '      - 80',
          '      # - 443',
          ports,
          '      - "127.0.0.1:8080:80"',
          '    restart: always',
        ),
      },
      {
        name: 'makes the key as far in as the file goes',
        before: 'services:\n    web:\n        image: nginx',
        after:
          'services:\n    web:\n        image: nginx\n        ports:\n            - "127.0.0.1:8080:80"',
      },
      {
        name: 'makes the key after a build of several lines',
        before:
          'services:\n  web:\n    build:\n      context: .\n      args:\n        A: 1\n    tty: true\n',
        after:
          'services:\n  web:\n    build:\n      context: .\n      args:\n        A: 1\n    ports:\n      - "127.0.0.1:8080:80"\n    tty: true\n',
      },
      {
        name: 'makes the key in a service in braces',
        before: 'services:\n  web: {image: nginx, tty: true}\n',
        after: 'services:\n  web: {image: nginx, ports: ["127.0.0.1:8080:80"], tty: true}\n',
      },
      {
        name: 'makes the key in JSON',
        before: '{\n\t"services": {\n\t\t"web": {\n\t\t\t"image": "nginx"\n\t\t}\n\t}\n}\n',
        after:
          '{\n\t"services": {\n\t\t"web": {\n\t\t\t"image": "nginx",\n\t\t\t"ports": ["127.0.0.1:8080:80"]\n\t\t}\n\t}\n}\n',
      },
      {
        name: 'keeps CRLF',
        before: web(ports, '      - "443:443"', '    tty: true').replaceAll('\n', '\r\n'),
        after: web(
          ports,
          '      - "443:443"',
          '      - "127.0.0.1:8080:80"',
          '    tty: true',
        ).replaceAll('\n', '\r\n'),
      },
      {
        name: 'makes the key in the only line',
        before: 'services: {web: {}}',
        after: 'services: {web: {ports: ["127.0.0.1:8080:80"]}}',
      },
      {
        name: 'takes the place of nothing in braces',
        before: 'services: {web: {image: a, ports: }}',
        after: 'services: {web: {image: a, ports: ["127.0.0.1:8080:80"]}}',
      },
      {
        name: 'makes the key above the blank lines after a block of text',
        before: 'services:\n  web:\n    command: |\n      a\n\n  db: {image: a}\n',
        after:
          'services:\n  web:\n    command: |\n      a\n    ports:\n      - "127.0.0.1:8080:80"\n\n  db: {image: a}\n',
      },
      {
        name: 'refuses to part a block of text from the blank lines that it keeps',
        before: 'services:\n  web:\n    command: |+\n      a\n\n',
        after: 'refused: The lines around it are laid out in a way that is not edited.',
      },
      {
        name: 'keeps CRLF on a last line without an end',
        before: 'services:\r\n  web:\r\n    image: nginx',
        after:
          'services:\r\n  web:\r\n    image: nginx\r\n    ports:\r\n      - "127.0.0.1:8080:80"',
      },
      {
        name: 'keeps a byte order mark',
        before: `\ufeff${web(ports, '      - "443:443"')}`,
        after: `\ufeff${web(ports, '      - "443:443"', '      - "127.0.0.1:8080:80"')}`,
      },
      {
        name: 'keeps a missing line end after a list',
        before: web(ports, '      - "443:443"').trimEnd(),
        after: web(ports, '      - "443:443"', '      - "127.0.0.1:8080:80"').trimEnd(),
      },
      {
        name: 'adds to what replaces the ports of other files',
        before: web('    ports: !override', '      - "443:443"'),
        after: web('    ports: !override', '      - "443:443"', '      - "127.0.0.1:8080:80"'),
      },
      {
        name: 'adds to the ports of a base',
        before: 'services:\n  base: {image: a, ports: [81]}\n  web:\n    extends: base\n',
        after:
          'services:\n  base: {image: a, ports: [81]}\n  web:\n    extends: base\n    ports:\n      - "127.0.0.1:8080:80"\n',
      },
      {
        name: 'adds in the document that has the service',
        before: `services: {db: {image: a}}\n---\n${web(ports, '      - "443:443"')}---\n`,
        after: `services: {db: {image: a}}\n---\n${web(ports, '      - "443:443"', '      - "127.0.0.1:8080:80"')}---\n`,
      },
      {
        name: 'adds to a service of a profile that is not active',
        before: web('    profiles: [dev]', ports, '      - "443:443"'),
        after: web(
          '    profiles: [dev]',
          ports,
          '      - "443:443"',
          '      - "127.0.0.1:8080:80"',
        ),
      },
    ],
    add,
  );

  const specs: readonly (readonly [spec: string, written: string])[] = [
    ['80', '"80"'],
    ['22:22', '"22:22"'],
    ['8000-8010:8000-8010', '"8000-8010:8000-8010"'],
    ['8000-8010:80', '"8000-8010:80"'],
    ['53:53/udp', '"53:53/udp"'],
    ['127.0.0.1::80', '"127.0.0.1::80"'],
    ['[::1]:8080:80', '"[::1]:8080:80"'],
  ];
  for (const [spec, written] of specs) {
    it(`writes ${spec}`, () => {
      const text = web();
      const edit = addPort(text, 'web', rule(spec));
      assert.equal(outcome(text, edit), web(ports, `      - ${written}`));
    });
  }

  it('quotes among plain entries what YAML 1.1 takes for a number, or no YAML for a text', () => {
    const text = web(ports, '      - 8080:80');
    assert.match(outcome(text, addPort(text, 'web', rule('22:22'))), / {6}- "22:22"\n$/);
    assert.match(outcome(text, addPort(text, 'web', rule('[::1]:1:1'))), / {6}- "\[::1\]:1:1"\n$/);
  });

  it('writes a range in the short form among long entries', () => {
    const text = web(ports, '      - target: 80');
    const edit = addPort(text, 'web', rule('8000-8001:8000-8001'));
    assert.match(outcome(text, edit), / {6}- "8000-8001:8000-8001"\n$/);
  });

  it('takes the quotes that are wished for a new list', () => {
    const edit = addPort(web(), 'web', rule('81:81'), { quote: "'" });
    assert.equal(outcome(web(), edit), web(ports, "      - '81:81'"));
  });

  check(
    [
      {
        name: 'refuses an alias of a list',
        before: 'x-p: &p [81]\nservices:\n  web: {image: a, ports: *p}\n',
        after: 'refused: The ports of web are the alias *p.',
      },
      {
        name: 'refuses a list that is used elsewhere',
        before: 'services:\n  web: {image: a, ports: &p [81]}\n  db: {image: a, ports: *p}\n',
        after: 'refused: The anchor &p is used elsewhere in this file, which would change as well.',
      },
      {
        name: 'refuses the list of an extension',
        before: 'services:\n  web: {image: a, ports: &p [81]}\nx-copy: *p\n',
        after: 'refused: The anchor &p is used elsewhere in this file, which would change as well.',
      },
      {
        name: 'refuses ports of a merge key',
        before: 'x-b: &b {ports: [81]}\nservices:\n  web:\n    <<: *b\n    image: a\n',
        after: 'refused: A merge key gives web its ports; ports of its own would replace them.',
      },
      {
        name: 'refuses a service that is used elsewhere',
        before: 'services:\n  web: &w\n    image: a\n  db:\n    <<: *w\n',
        after: 'refused: It would change the ports of db as well.',
      },
      {
        name: 'refuses a base of another service',
        before: 'services:\n  web:\n    image: a\n  db:\n    extends: web\n',
        after: 'refused: It would change the ports of db as well.',
      },
      {
        name: 'refuses a service that is an alias',
        before: 'x-w: &w {image: a}\nservices:\n  web: *w\n',
        after: 'refused: Service web is the alias *w.',
      },
      {
        name: 'refuses a service without content',
        before: 'services:\n  web:\n  db: {image: a}\n',
        after: 'refused: Service web is no plain mapping.',
      },
      {
        name: 'refuses a service of another file',
        before: 'services:\n  db: {image: a}\n',
        after: 'refused: Service web is not written in this file.',
      },
      {
        name: 'refuses a service in several documents',
        before: `${web()}---\n${web()}`,
        after: 'refused: Service web is written in several documents of this file.',
      },
      {
        name: 'refuses ports that are no list',
        before: web('    ports: {80: 80}'),
        after: 'refused: The ports of web are no list.',
      },
      {
        name: 'refuses a reset',
        before: web('    ports: !reset [81]'),
        after: 'refused: The ports of web are reset with !reset.',
      },
      {
        name: 'refuses what is there already',
        before: web(ports, '      - "127.0.0.1:8080:80/tcp"'),
        after: 'refused: web has 8080:80/tcp in its ports already.',
      },
      {
        name: 'refuses YAML with a fault',
        before: web(ports, '\t- "443:443"'),
        after:
          'refused: The file cannot be read: failed to parse compose.yaml: yaml: while scanning for the next token at line 5: found character that cannot start any token',
      },
      {
        name: 'refuses old line ends',
        before: web(ports, '      - "443:443"').replaceAll('\n', '\r'),
        after: 'refused: A line of the file ends with a carriage return alone.',
      },
    ],
    add,
  );

  it('refuses what Compose would', () => {
    const edit = addPort(web(), 'web', rule('0'));
    assert.equal(
      outcome(web(), edit),
      'refused: Compose would refuse the file: service ports services.web.ports.[0] is missing a target port',
    );
  });
});
