import { quotePort, toLongForm, toShortForm } from '../../../../src/adapters/compose/edits.ts';
import { check, ports, web } from './editCases.ts';

describe('toLongForm', () => {
  check(
    [
      {
        name: 'keeps the comment beside the first field',
        before: web(ports, "      -  '[::1]:8080:80/udp' # web", '      - 81'),
        after: web(
          ports,
          '      -  target: 80 # web',
          "         host_ip: '::1'",
          "         published: '8080'",
          '         protocol: udp',
          '      - 81',
        ),
      },
      {
        name: 'uses braces in a list on one line',
        before: web('    ports: [8080:80, 81]'),
        after: web('    ports: [{target: 80, published: "8080"}, 81]'),
      },
      {
        name: 'writes JSON in JSON',
        before: '{"services": {"web": {"image": "a", "ports": ["127.0.0.1:8080:80"]}}}',
        after:
          '{"services": {"web": {"image": "a", "ports": [{"target": 80, "host_ip": "127.0.0.1", "published": "8080"}]}}}',
      },
      {
        name: 'refuses several container ports',
        before: web(ports, '      - "80-81:80-81"'),
        after: 'refused: A long entry has one container port, not 80-81.',
      },
      {
        name: 'refuses a variable',
        before: web(ports, '      - "${P:-8080}:80"'),
        after: 'refused: A variable decides part of the entry: its form stays.',
      },
      {
        name: 'refuses the long form',
        before: web(ports, '      - target: 80'),
        after: 'refused: The entry is in the long form already.',
      },
      {
        name: 'refuses a block of text',
        before: web(ports, '      - >-', '        80:80'),
        after: 'refused: The entry is a block of text: its form stays.',
      },
      {
        name: 'refuses a tag',
        before: web(ports, '      - !!str 80'),
        after: 'refused: The entry has an anchor or a tag: its form stays.',
      },
    ],
    (text) => toLongForm(text, 'web', 0),
  );
});

describe('toShortForm', () => {
  check(
    [
      {
        name: 'keeps the comment after the last field',
        before: web(
          ports,
          '      - target: 80',
          '        published: 8080',
          '        host_ip: ::1',
          '        protocol: udp',
          '        mode: ingress # web',
          "      - '81'",
        ),
        after: web(ports, '      - "[::1]:8080:80/udp" # web', "      - '81'").replaceAll('"', "'"),
      },
      {
        name: 'joins the dash',
        before: web(ports, '    -', '        target: 80'),
        after: web(ports, '    - "80"'),
      },
      {
        name: 'refuses what the short form has not',
        before: web(ports, '      - {target: 80, name: http}'),
        after: 'refused: The short form cannot say name.',
      },
      {
        name: 'refuses a mode',
        before: web(ports, '      - {target: 80, mode: host}'),
        after: 'refused: The short form cannot say mode.',
      },
      {
        name: 'refuses a comment in the entry',
        before: web(ports, '      - target: 80 # web', '        published: 8080'),
        after: 'refused: A comment stands in the entry.',
      },
      {
        name: 'refuses what is no port',
        before: web(ports, '      - {target: 80, published: http}'),
        after: 'refused: http is no port to publish.',
      },
      {
        name: 'refuses the short form',
        before: web(ports, '      - 80'),
        after: 'refused: The entry is in the short form already.',
      },
    ],
    (text) => toShortForm(text, 'web', 0),
  );
});

describe('quotePort', () => {
  check(
    [
      {
        name: 'quotes plain text',
        before: web(ports, '      - 22:22 # ssh'),
        after: web(ports, '      - "22:22" # ssh'),
      },
      {
        name: 'quotes as the neighbours do',
        before: web("    ports: [22:22, '80']"),
        after: web("    ports: ['22:22', '80']"),
      },
      {
        name: 'quotes a variable',
        before: web(ports, '      - ${P:-22}:22'),
        after: web(ports, '      - "${P:-22}:22"'),
      },
      {
        name: 'refuses quotes',
        before: web(ports, '      - "22:22"'),
        after: 'refused: The entry is no plain text that could be put in quotes.',
      },
      {
        name: 'refuses a number that would be another text',
        before: web(ports, '      - 0x50'),
        after: 'refused: Compose would refuse the file: invalid containerPort: 0x50',
      },
    ],
    (text) => quotePort(text, 'web', 0),
  );
});
