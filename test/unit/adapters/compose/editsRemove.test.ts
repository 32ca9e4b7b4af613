import assert from 'node:assert/strict';
import { removePort } from '../../../../src/adapters/compose/edits.ts';
import type { FileEdit } from '../../../../src/core/textEdit.ts';
import { check, outcome, ports, web } from './editCases.ts';

describe('removePort', () => {
  const remove = (text: string): FileEdit => removePort(text, 'web', 0);

  check(
    [
      {
        name: 'takes out the line',
        before: web(ports, '      # tls', '      - "443:443" # own', '      - "81:81" # other'),
        after: web(ports, '      # tls', '      - "81:81" # other'),
      },
      {
        name: 'takes out every line of a long entry',
        before: web(
          ports,
          '      - target: 80 # own',
          '        # own',
          '        mode: host',
          '      - 81',
        ),
        after: web(ports, '      - 81'),
      },
      {
        name: 'takes out the key with the last entry',
        before: web(ports, '      - "443:443" # own', '    tty: true'),
        after: web('    tty: true'),
      },
      {
        name: 'takes out the key in a file without a line end',
        before: web(ports, '      - "443:443"').trimEnd(),
        after: web().trimEnd(),
      },
      {
        name: 'keeps a comment at the key',
        before: web('    ports: # published', '      - "443:443"', '    tty: true'),
        after: web('    ports: [] # published', '    tty: true'),
      },
      {
        name: 'keeps comments in the list',
        before: web(ports, '      - "443:443"', '      # - "81:81"', '    tty: true'),
        after: web('    ports: []', '      # - "81:81"', '    tty: true'),
      },
      {
        name: 'keeps what replaces the ports of other files',
        before: web('    ports: !override', '      - "443:443"'),
        after: web('    ports: !override []'),
      },
      {
        name: 'keeps the key where a merge key would bring other ports',
        before:
          'x-b: &b {ports: [81]}\nservices:\n  web:\n    <<: *b\n    image: a\n    ports:\n      - 80\n',
        after:
          'x-b: &b {ports: [81]}\nservices:\n  web:\n    <<: *b\n    image: a\n    ports: []\n',
      },
      {
        name: 'keeps the key that is all the service has',
        before: 'services:\n  web:\n    ports:\n      - 80\n',
        after: 'services:\n  web:\n    ports: []\n',
      },
      {
        name: 'takes the first out of a list on one line',
        before: web('    ports: ["443:443", 81] # both'),
        after: web('    ports: [81] # both'),
      },
      {
        name: 'takes the only one out of a list on one line',
        before: web('    ports: ["443:443"] # one', '    tty: true'),
        after: web('    tty: true'),
      },
      {
        name: 'takes the key out of a service in braces',
        before: 'services:\n  web: {image: a, ports: [80], tty: true}\n',
        after: 'services:\n  web: {image: a, tty: true}\n',
      },
      {
        name: 'takes the last key out of a service in braces',
        before: 'services:\n  web: {image: a, ports: [80]}\n',
        after: 'services:\n  web: {image: a}\n',
      },
      {
        name: 'takes out a line of a list in brackets',
        before: web('    ports: [', '      80, # own', '      81, # other', '    ]'),
        after: web('    ports: [', '      81, # other', '    ]'),
      },
      {
        name: 'takes out the comma that begins the next line',
        before: web('    ports: [', '      80 # own', '      , 81 # other', '    ]'),
        after: web('    ports: [', '      81 # other', '    ]'),
      },
      {
        name: 'keeps a comment in empty brackets',
        before: web('    ports: [ # none yet', '      80', '    ]'),
        after: web('    ports: [ # none yet', '    ]'),
      },
      {
        name: 'refuses the two lines of a key',
        before: web('    ? ports', '    : - 80'),
        after: 'refused: The lines around it are laid out in a way that is not edited.',
      },
      {
        name: 'keeps CRLF',
        before: web(ports, '      - 80', '      - 81').replaceAll('\n', '\r\n'),
        after: web(ports, '      - 81').replaceAll('\n', '\r\n'),
      },
      {
        name: 'takes out an alias',
        before: `x-p: &p "8080:80"\n${web(ports, '      - *p', '      - 81')}`,
        after: `x-p: &p "8080:80"\n${web(ports, '      - 81')}`,
      },
      {
        name: 'takes out an entry of variables',
        before: web(ports, '      - "${A}:${B:?needed}"', '      - 81'),
        after: web(ports, '      - 81'),
      },
      {
        name: 'takes out a duplicate',
        before: web(ports, '      - "80:80"', '      - "0.0.0.0:80:80"'),
        after: web(ports, '      - "0.0.0.0:80:80"'),
      },
      {
        name: 'takes out what Compose refuses',
        before: web(ports, '      - null', '      - 81'),
        after: web(ports, '      - 81'),
      },
      {
        name: 'refuses an entry that is used elsewhere',
        before: web(ports, '      - &p 80', '      - 81', 'x-copy: [*p]'),
        after: 'refused: The anchor &p is used elsewhere in this file, which would change as well.',
      },
      {
        name: 'refuses the port of a base',
        before: 'services:\n  web: {image: a, ports: [80]}\n  db: {extends: web}\n',
        after: 'refused: It would change the ports of db as well.',
      },
    ],
    remove,
  );

  it('takes out the last entry and the comma before it', () => {
    const text = web('    ports: [', '      80, # other', '      81 # own', '    ]');
    assert.equal(
      outcome(text, removePort(text, 'web', 1)),
      web('    ports: [', '      80 # other', '    ]'),
    );
  });

  it('keeps the comment of the entry before the last', () => {
    const text = web('    ports: [80, # other', '      81]');
    assert.equal(outcome(text, removePort(text, 'web', 1)), web('    ports: [80 # other', ']'));
  });
});
