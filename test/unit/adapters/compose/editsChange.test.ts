import assert from 'node:assert/strict';
import { changePort, type ComposeEditOptions } from '../../../../src/adapters/compose/edits.ts';
import type { FileEdit } from '../../../../src/core/textEdit.ts';
import { check, outcome, ports, rule, web } from './editCases.ts';

describe('changePort', () => {
  const change =
    (spec: string, options?: ComposeEditOptions) =>
    (text: string): FileEdit =>
      changePort(text, 'web', 0, rule(spec), options);

  describe('to 127.0.0.1:8081:80', () => {
    check(
      [
        {
          name: 'keeps quotes and comments',
          before: web(ports, "      - '8080:80' # web", '      # more'),
          after: web(ports, "      - '127.0.0.1:8081:80' # web", '      # more'),
        },
        {
          name: 'keeps plain text',
          before: web(ports, '      - 8080:80'),
          after: web(ports, '      - 127.0.0.1:8081:80'),
        },
        {
          name: 'quotes a number that becomes a text',
          before: web('    ports: [80, 443]'),
          after: web('    ports: ["127.0.0.1:8081:80", 443]'),
        },
        {
          name: 'leaves a number that becomes a text plain among plain texts',
          before: web('    ports: [80, 443:443]'),
          after: web('    ports: [127.0.0.1:8081:80, 443:443]'),
        },
        {
          name: 'keeps how a protocol is spelled',
          before: web(ports, '      - "8080:80/TCP"'),
          after: web(ports, '      - "127.0.0.1:8081:80/TCP"'),
        },
        {
          name: 'keeps a block of text and an anchor',
          before: web(ports, '      - &p >-', '        8080:80'),
          after: web(ports, '      - &p >-', '        127.0.0.1:8081:80'),
        },
        {
          name: 'keeps a variable whose value stays',
          before: web(ports, '      - "${IP:-127.0.0.1}:8080:${PORT:-80}"'),
          after: web(ports, '      - "${IP:-127.0.0.1}:8081:${PORT:-80}"'),
        },
        {
          name: 'changes and adds fields',
          before: web(
            ports,
            '      - target: 80 # web',
            '        published: 8080',
            '        mode: host',
          ),
          after: web(
            ports,
            '      - target: 80 # web',
            '        host_ip: 127.0.0.1',
            '        published: 8081',
            '        mode: host',
          ),
        },
        {
          name: 'changes and adds fields in braces',
          before: web('    ports: [{target: 80, protocol: udp}]'),
          after: web(
            '    ports: [{target: 80, host_ip: 127.0.0.1, published: "8081", protocol: tcp}]',
          ),
        },
        {
          name: 'keeps lines and comments between fields',
          before: web(
            ports,
            '      - target: 80',
            '',
            '        # host',
            '        published: "8080"',
            '        x-note:',
            '          - a',
          ),
          after: web(
            ports,
            '      - target: 80',
            '        host_ip: 127.0.0.1',
            '',
            '        # host',
            '        published: "8081"',
            '        x-note:',
            '          - a',
          ),
        },
        {
          name: 'keeps CRLF in fields',
          before: web(ports, '      - target: 80').replaceAll('\n', '\r\n'),
          after: web(
            ports,
            '      - target: 80',
            '        host_ip: 127.0.0.1',
            '        published: "8081"',
          ).replaceAll('\n', '\r\n'),
        },
        {
          name: 'does nothing where nothing differs',
          before: web(ports, '      - "127.0.0.1:08081:80/tcp"'),
          after: web(ports, '      - "127.0.0.1:08081:80/tcp"'),
        },
        {
          name: 'mends what is no port',
          before: web(ports, '      - "web"', '      - "443:443"'),
          after: web(ports, '      - "127.0.0.1:8081:80"', '      - "443:443"'),
        },
        {
          name: 'refuses a variable in the part that changes',
          before: web(ports, '      - "${PORT:-8080}:80"'),
          after: 'refused: The host port comes from a variable: ${PORT:-8080}',
        },
        {
          name: 'refuses a variable in the field that changes',
          before: web(ports, '      - target: 80', '        published: $PORT'),
          after: 'refused: The field published comes from a variable: $PORT',
        },
        {
          name: 'refuses a variable that is the whole entry',
          before: web(ports, '      - "${WEB:-8080:80}"'),
          after: 'refused: The container port comes from a variable: ${WEB:-8080:80}',
        },
        {
          name: 'refuses an alias',
          before: `x-p: &p "8080:80"\n${web(ports, '      - *p')}`,
          after: 'refused: The entry is the alias *p.',
        },
        {
          name: 'refuses an alias in a field',
          before: `x-p: &p "8080"\n${web(ports, '      - {target: 80, published: *p }')}`,
          after: 'refused: The field published is the alias *p.',
        },
        {
          name: 'refuses a merge key',
          before: `x-p: &p {published: "8080"}\n${web(ports, '      - {<<: *p, target: 80}')}`,
          after: 'refused: A merge key brings part of the entry.',
        },
        {
          name: 'refuses an entry that is used elsewhere',
          before: web(ports, '      - &p "8080:80"', 'x-copy: [*p]'),
          after:
            'refused: The anchor &p is used elsewhere in this file, which would change as well.',
        },
        {
          name: 'refuses a tag',
          before: web(ports, '      - !!int "80"'),
          after: 'refused: "80" has a tag of its own.',
        },
        {
          name: 'refuses escapes',
          before: web(ports, '      - "8080\\x3a80"'),
          after: 'refused: The value is empty, or written with escapes.',
        },
        {
          name: 'refuses the ports of another entry',
          before: web(ports, '      - "8080:80"', '      - "127.0.0.1:8081:80"'),
          after: 'refused: web has 8081:80/tcp in its ports already.',
        },
        {
          name: 'refuses an entry that is not there',
          before: web(),
          after: 'refused: Service web has no entry 1 in its ports.',
        },
      ],
      change('127.0.0.1:8081:80'),
    );
  });

  describe('to 80 on every address', () => {
    check(
      [
        {
          name: 'takes out what is cleared',
          before: web(ports, "      - '127.0.0.1:8080:80'"),
          after: web(ports, "      - '80'"),
        },
        {
          name: 'takes out fields',
          before: web(
            ports,
            '      - host_ip: 127.0.0.1',
            '        target: 80 # web',
            '        published: "8080" # old',
            '        name: web',
          ),
          after: web(ports, '      - target: 80 # web', '        name: web'),
        },
        {
          name: 'takes out fields in braces',
          before: web('    ports: [{target: 80, host_ip: "::1", published: 8080}]'),
          after: web('    ports: [{target: 80}]'),
        },
        {
          name: 'takes out fields on lines in braces',
          before: web(
            '    ports: [{',
            '      "host_ip": "::1",',
            '      "target": 80,',
            '      "published": 8080',
            '    }]',
          ),
          after: web('    ports: [{', '      "target": 80', '    }]'),
        },
      ],
      change('80'),
    );
  });

  it('needs the value of a variable', () => {
    const text = web(ports, '      - "${PORT}:80"');
    const edit = change('127.0.0.1:9090:80', { env: { PORT: '9090' } })(text);
    assert.equal(outcome(text, edit), web(ports, '      - "127.0.0.1:${PORT}:80"'));
  });

  it('changes a range as a whole', () => {
    const text = web(ports, '      - "8000-8010:8000-8010/udp"');
    const edit = change('127.0.0.1:9000-9010:8000-8010/udp')(text);
    assert.equal(outcome(text, edit), web(ports, '      - "127.0.0.1:9000-9010:8000-8010/udp"'));
  });

  it('refuses a range in the long form', () => {
    const text = web(ports, '      - target: 80');
    const edit = change('8000-8001:80-81')(text);
    assert.equal(outcome(text, edit), 'refused: A long entry has one container port, not 80-81.');
  });

  it('gives one edit, of the bytes that differ', () => {
    const edit = change('8081:80')(web(ports, '      - "8080:80" # web'));
    assert.deepEqual(edit, { ok: true, edits: [{ start: 57, end: 58, text: '1' }] });
  });
});
