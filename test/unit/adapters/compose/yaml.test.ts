import assert from 'node:assert/strict';
import { readComposePorts } from '../../../../src/adapters/compose/ports.ts';

const failed = 'failed to parse compose.yaml: yaml: ';

/** The text of the service, and what compose-go e70e961 says of the file. */
const refused: readonly (readonly [service: string, message: string])[] = [
  [
    'ports:\n      - [::1]:80:80',
    `${failed}while parsing a block collection at line 3, column 7: line 3, column 14: did not find expected '-' indicator`,
  ],
  [
    'image: "bb',
    `${failed}while scanning a quoted scalar at line 3, column 12: line 4: found unexpected end of stream`,
  ],
  ['image: a: b', `${failed}line 3, column 13: mapping values are not allowed in this context`],
  [
    'ports:\n      - @x',
    `${failed}while scanning for the next token at line 4, column 9: found character that cannot start any token`,
  ],
  [
    'ports:\n      -\t80',
    `${failed}while scanning for the next token at line 4, column 8: found character that cannot start any token`,
  ],
  [
    'image: bb\n   ports: [80]',
    `${failed}while parsing a block mapping at line 1, column 3: line 3, column 4: did not find expected key`,
  ],
  ['ports: *p', `${failed}line 3, column 13: unknown anchor 'p' referenced`],
  [
    'image: a\n    image: b',
    `${failed}construct errors:\n  line 1: line 4: mapping key "image" already defined at line 3`,
  ],
  [
    '<<: 5',
    `${failed}construct errors:\n  line 1: yaml: map merge requires map or sequence of maps as the value`,
  ],
  [
    'ports: [!!int x]',
    `${failed}construct errors:\n  line 1: yaml: cannot construct !!str \`x\` as a !!int`,
  ],
  [
    'ports: &p [*p]',
    `${failed}construct errors:\n  line 1: cycle detected: node at path services.web.ports.0.0 references node at path services.web.ports.0`,
  ],
  ['ports:\n      - 8080: 80', 'non-string key in services.web.ports[0]: 8080'],
  ['~: 1', 'non-string key in services.web: <nil>'],
];

describe('a compose file that is not read by go-yaml', () => {
  for (const [service, message] of refused) {
    it(`is refused for ${JSON.stringify(service)}`, () => {
      const { problems } = readComposePorts(`services:\n  web:\n    ${service}\n`);
      assert.equal(problems[0]?.message, message);
    });
  }
});

/** Spellings that go-yaml reads, of one service with the ports 80 and 81. */
const accepted: readonly string[] = [
  'ports: [80,\n    81]',
  'ports: [\n80, # c\n81\n]',
  'labels: {a: "x\ny: z"}\n    ports: [80, 81]',
  'ports: ["80"#c\n      , 81]',
  'ports:\n    - 80\n    # c\n\n    - 81',
  'ports:\n      - 80\r\n      - 81\r',
  '? ports\n    : - 80\n      - 81',
  '"ports": [&a 80, *a, 81]',
  '<<: {ports: [80, 81]}',
  '<<: [{ports: [80, 81]}, {ports: [1]}]',
  'ports: !custom [80, 81]',
  'ports: [!reset 1, 80, 81]',
];

describe('a compose file that is read by go-yaml', () => {
  for (const service of accepted) {
    it(`is read with ${JSON.stringify(service)}`, () => {
      const reading = readComposePorts(`services:\n  web:\n    image: a\n    ${service}\n`);
      assert.deepEqual(reading.problems, []);
      assert.deepEqual(
        reading.services['web']?.ports?.map(({ target }) => target),
        [80, 81],
      );
    });
  }
});

/** Lists of ports, and the schema's word on equal items: a number equals an earlier text of it. */
const equalLists: readonly (readonly [ports: string, message?: string])[] = [
  ['[80, "80"]'],
  ['[{target: 80, published: 81}, {target: 80, published: "81"}]'],
  [
    '[{target: 80, published: "81"}, {target: 80, published: 81}]',
    'validating compose.yaml: services.web.ports items at 0 and 1 are equal',
  ],
  [
    '[{target: 80}, {target: 80.0}]',
    'validating compose.yaml: services.web.ports items at 0 and 1 are equal',
  ],
];

describe('equal entries of a list', () => {
  for (const [ports, message] of equalLists) {
    it(`are ${message === undefined ? 'taken' : 'refused'} in ${ports}`, () => {
      const text = `services:\n  web: {image: a, ports: ${ports}}\n`;
      assert.equal(readComposePorts(text).problems[0]?.message, message);
    });
  }
});
