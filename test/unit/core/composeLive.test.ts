import assert from 'node:assert/strict';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import { composeClashes } from '../../../src/core/composeClashes.ts';
import { entriesOf } from '../../../src/core/composeDocument.ts';
import { composeLife } from '../../../src/core/composeLive.ts';
import { inUseAlerts } from '../../../src/core/composeRivalAlerts.ts';
import { lifeSentences, runningWords, serviceSummary } from '../../../src/core/composeWords.ts';
import type { Container } from '../../../src/core/container.ts';
import type { DeclaredFile } from '../../../src/core/declaration.ts';
import type { Engine } from '../../../src/core/engine.ts';
import { emptySnapshot, type Snapshot } from '../../../src/core/snapshot.ts';
import { container, publishing, stopped } from './containers.ts';

const text = `services:
  web:
    image: nginx
    ports: ["8080:80", "127.0.0.1:8443:443"]
`;
const document = readComposeDocument(text, '/shop/compose.yaml', 'file:///shop/compose.yaml');
const part = {
  name: 'shop-web-1',
  compose: { project: 'shop', service: 'web', files: ['/shop/compose.yaml'] },
};
const engine: Engine = {
  endpoint: { url: 'unix:///run/docker.sock', origin: { kind: 'usualSocket' }, tls: false },
  version: '28.5.2',
  apiVersion: '1.51',
  product: 'docker',
  machine: 'shop',
  rootless: false,
};

function snapshotOf(...containers: readonly Container[]): Snapshot {
  const value = { engine, containers };
  return { ...emptySnapshot, engine: { status: 'ready', value, at: 0, complete: true } };
}

function wordsOf(snapshot: Snapshot): readonly (readonly string[])[] {
  const life = composeLife(document, snapshot);
  assert(life);
  return entriesOf(document).map((entry) => {
    const found = life(entry);
    return [runningWords(found) ?? 'nothing', ...lifeSentences(found)];
  });
}

describe('composeLife', () => {
  it('is not known before an engine was read', () => {
    assert.equal(composeLife(document, emptySnapshot), undefined);
  });

  it('finds what runs as declared', () => {
    const web = publishing(['8080:80', '127.0.0.1:8443:443'], part);
    assert.deepEqual(wordsOf(snapshotOf(web)), [['● 8080'], ['● 8443']]);
  });

  it('finds what runs otherwise, and what is missing', () => {
    assert.deepEqual(wordsOf(snapshotOf(publishing(['8081:80'], part))), [
      [
        '● 8081',
        'Drift: running as 8081; compose.yaml says 8080.',
        'Not applied yet: docker compose up applies it.',
      ],
      ['nothing', 'shop-web-1 runs without it.', 'Not applied yet: docker compose up applies it.'],
    ]);
  });

  it('says nothing of what runs for a container that is stopped', () => {
    const web = stopped(publishing(['8080:80', '127.0.0.1:8443:443'], part));
    assert.deepEqual(wordsOf(snapshotOf(web)), [['nothing'], ['nothing']]);
  });

  it('names the container that has a host port', () => {
    const other = publishing(['8080:80'], { id: 'o', name: 'other' });
    assert.deepEqual(wordsOf(snapshotOf(other)), [
      ['nothing', 'Conflict: 8080 is published by other.'],
      ['nothing'],
    ]);
  });

  it('takes the word of the project where several files are joined', () => {
    const web = publishing(['8080:80'], {
      ...part,
      compose: {
        ...part.compose,
        files: ['/shop/compose.yaml', '/shop/compose.override.yaml'],
      },
    });
    const alone = snapshotOf(web);
    assert.deepEqual(wordsOf(alone)[1], ['nothing']);
    const project: DeclaredFile = {
      ...document.file,
      paths: ['/shop/compose.yaml', '/shop/compose.override.yaml'],
    };
    const files = { status: 'ready', value: [project], at: 0, complete: true } as const;
    assert.deepEqual(wordsOf({ ...alone, files })[1], [
      'nothing',
      'shop-web-1 runs without it.',
      'Not applied yet: docker compose up applies it.',
    ]);
  });
});

describe('inUseAlerts', () => {
  const told = (of: typeof document, ...containers: readonly Container[]): readonly string[] =>
    inUseAlerts(of, composeLife(of, snapshotOf(...containers))).map(
      ({ check, severity, start, end, message }) =>
        `${severity} ${check} ${of.text.slice(start, end)} ${message}`,
    );

  it('tell of a container of somebody else that has the host port', () => {
    const other = publishing(['8080:80'], { id: 'o', name: 'other' });
    assert.deepEqual(told(document, other), [
      'warning PortInUse "8080:80" Host port 8080 of web is in use by other.',
    ]);
  });

  const silent: readonly (readonly [name: string, of: typeof document, having: Container])[] = [
    ['of the service’s own container', document, publishing(['8080:80'], part)],
    [
      'of another service of the project',
      document,
      publishing(['8080:80'], {
        id: 'a',
        name: 'shop-api-1',
        compose: { ...part.compose, service: 'api' },
      }),
    ],
    [
      'of what a variable decides',
      readComposeDocument(text.replace('8080', '${PORT:-8080}'), '/shop/compose.yaml', 'file:///a'),
      publishing(['8080:80'], { id: 'o', name: 'other' }),
    ],
  ];
  for (const [name, of, having] of silent) {
    it(`do not tell ${name}`, () => {
      assert.deepEqual(told(of, having), []);
    });
  }

  it('tell nothing before an engine was read', () => {
    assert.deepEqual(inUseAlerts(document, undefined), []);
  });
});

describe('serviceSummary', () => {
  const summary = (snapshot: Snapshot, of = document): string => {
    const clashing = new Set(composeClashes(of).map(({ entry }) => entry.start));
    return serviceSummary(entriesOf(of), clashing, composeLife(of, snapshot));
  };

  it('counts what is published, and conflicts', () => {
    const web = publishing(['8080:80', '127.0.0.1:8443:443'], part);
    const other = publishing(['8080:80'], { id: 'o', name: 'other' });
    assert.equal(summary(emptySnapshot), '2 declared');
    assert.equal(summary(snapshotOf(web)), '2 published');
    assert.equal(summary(snapshotOf(container())), '0 of 2 published');
    assert.equal(summary(snapshotOf(other)), '0 of 2 published · 1 conflict');
  });

  it('counts entries of one file that are in the way of each other', () => {
    const twice = text.replace('127.0.0.1:8443', '8080');
    const clashing = readComposeDocument(twice, '/shop/compose.yaml', document.file.uri);
    assert.equal(summary(emptySnapshot, clashing), '2 declared · 2 conflicts');
  });
});
