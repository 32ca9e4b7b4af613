import assert from 'node:assert/strict';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import {
  suggestContainerPorts,
  suggestEntry,
  unpublishedPorts,
  type ServiceFacts,
} from '../../../src/core/composeSuggestions.ts';
import {
  composeWritingPlace,
  type ComposeWritingPlace,
} from '../../../src/core/composeWritingPlace.ts';
import type { Container } from '../../../src/core/container.ts';
import type { DeclaredFile } from '../../../src/core/declaration.ts';
import { container, exposedPort, publishedPorts } from './containers.ts';
import { composeFile, dockerfile, fromShop, rule } from './declaredFiles.ts';

interface Known {
  readonly files?: readonly DeclaredFile[];
  readonly containers?: readonly Container[];
}

/** The place of `|` in the lines of the service `web`, and what is known there. */
function at(
  lines: readonly string[],
  { files = [], containers = [] }: Known = {},
): readonly [ComposeWritingPlace, ServiceFacts] {
  const marked = [
    'services:',
    '  web:',
    ...lines,
    '  db:',
    '    ports: ["80:80"]',
    '    expose: [1]',
    '',
  ].join('\n');
  const text = marked.replace('|', '');
  const place = composeWritingPlace(text, marked.indexOf('|'));
  assert(place);
  const path = '/srv/shop/compose.yaml';
  return [
    place,
    { document: readComposeDocument(text, path, `file://${path}`), files, containers },
  ];
}

function unpublished(lines: readonly string[], known?: Known): readonly string[] {
  return unpublishedPorts(...at(lines, known)).map(
    ({ containerPorts: { start, end }, protocol, origin }) =>
      `${start}-${end}/${protocol} ${origin}`,
  );
}

const empty = ['    ports:', '      - |'];
const own = container({
  compose: fromShop('web'),
  ports: [...publishedPorts('8080:80'), exposedPort('53/udp')],
});

describe('unpublishedPorts', () => {
  it('are those of expose', () => {
    const expose = ['    expose: ["3000", "4000-4002/udp", "${P:-1}"]'];
    assert.deepEqual(unpublished([...expose, ...empty]), [
      '3000-3000/tcp in expose of web',
      '4000-4002/udp in expose of web',
    ]);
  });

  it('are those of the Dockerfile that the service is built from', () => {
    const dockerfilePath = '/srv/shop/api/Dockerfile';
    const built = [{ service: 'web', dockerfile: dockerfilePath }];
    const other = dockerfile(['1'], { paths: ['/srv/shop/Dockerfile'] });
    const files = [other, dockerfile(['80', '53/udp']), composeFile({}, { built })];
    assert.deepEqual(unpublished(empty, { files }), [
      '80-80/tcp exposed by api/Dockerfile',
      '53-53/udp exposed by api/Dockerfile',
    ]);
    const ofOther = composeFile({}, { built: [{ service: 'db', dockerfile: dockerfilePath }] });
    assert.deepEqual(unpublished(empty, { files: [dockerfile(['80']), ofOther] }), []);
  });

  it('are those of its containers', () => {
    const ofOther = container({ compose: fromShop('db'), ports: [exposedPort('5432/tcp')] });
    assert.deepEqual(unpublished(empty, { containers: [ofOther, own] }), [
      '80-80/tcp published by web-1',
      '53-53/udp exposed by web-1',
    ]);
  });

  it('are those that its image exposes in any container', () => {
    const containers = [
      container({ ports: [exposedPort('80/tcp'), exposedPort('7/tcp', 'operator')] }),
      container({ image: { reference: 'redis', id: '2' }, ports: [exposedPort('6379/tcp')] }),
    ];
    const image = '    image: nginx:1.27';
    assert.deepEqual(unpublished([image, ...empty], { containers }), [
      '80-80/tcp exposed by the image',
    ]);
    assert.deepEqual(unpublished(empty, { containers }), []);
  });

  it('are none that another entry publishes, and each once', () => {
    const lines = ['    expose: ["53/udp"]', '    ports:', '      - "80"', '      - |'];
    assert.deepEqual(unpublished(lines, { containers: [own] }), ['53-53/udp in expose of web']);
  });

  it('are also those that the entry itself publishes', () => {
    const lines = ['    ports:', '      - "1:53"', '      - "8081:80|"'];
    assert.deepEqual(unpublished(lines, { containers: [own] }), [
      '80-80/tcp published by web-1',
      '53-53/udp exposed by web-1',
    ]);
  });
});

describe('suggestContainerPorts', () => {
  const texts = (lines: readonly string[]): readonly string[] =>
    suggestContainerPorts(...at(lines)).map(({ text }) => text);
  const expose = '    expose: ["9999", "4000-4001", "7777/udp", "80"]';

  it('names the ports of the service before common ones, none twice', () => {
    const found = texts([expose, '    ports:', '      - "22"', '      - "1:|"']);
    assert.deepEqual(found.slice(0, 6), ['9999', '4000-4001', '7777/udp', '80', '21', '25']);
    assert.equal(new Set(found).size, found.length);
    assert.ok(found.includes('53/udp'));
  });

  it('names only ports of the protocol in the long syntax, without it', () => {
    const udp = texts([expose, '    ports:', '      - target: |', '        protocol: udp']);
    assert.deepEqual(udp.slice(0, 3), ['7777', '53', '67']);
    const tcp = texts([expose, '    ports:', '      - target: |']);
    assert.deepEqual(tcp.slice(0, 3), ['9999', '80', '21']);
  });

  it('says what usually answers', () => {
    const [, second] = suggestContainerPorts(...at([expose, '    ports:', '      - target: |']));
    assert.deepEqual(second, { text: '80', service: 'http', origin: 'in expose of web' });
  });
});

describe('suggestEntry', () => {
  const ports = {
    containerPorts: { start: 53, end: 53 },
    protocol: 'udp',
    origin: 'here',
  } as const;

  it('names the protocol unless it is TCP', () => {
    assert.deepEqual(suggestEntry(ports, rule('127.0.0.1:5300:53/udp')), {
      text: '127.0.0.1:5300:53/udp',
      service: 'domain',
      origin: 'here',
    });
    assert.equal(suggestEntry(ports, rule('8080:80')).text, '8080:80');
  });
});
