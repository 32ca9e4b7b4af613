import assert from 'node:assert/strict';
import type { WindowPlace } from '../../../src/core/chain.ts';
import type { Container } from '../../../src/core/container.ts';
import type { DeclaredFile } from '../../../src/core/declaration.ts';
import {
  declaredView,
  nothingDeclared,
  rowIdAt,
  withDeclared,
  type DeclaredView,
} from '../../../src/core/declaredRows.ts';
import { RowReader, type Row } from '../../../src/core/rows.ts';
import { container, exposedPort, publishing, stopped } from './containers.ts';
import { composeFile, dockerfile, fromShop, vagrantfile } from './declaredFiles.ts';

const onHost: WindowPlace = { remote: false, vagrantGuest: false };

const engine = {
  endpoint: { url: 'unix:///s', origin: { kind: 'usualSocket' }, tls: false },
  version: '28',
  apiVersion: '1.51',
  product: 'docker',
  machine: 'default',
  rootless: false,
} as const;

function shown(
  files: readonly DeclaredFile[],
  containers: readonly Container[] = [],
  place = onHost,
): { view: DeclaredView; rows: readonly Row[] } {
  const reader = new RowReader();
  const all = reader.everyMapping(containers);
  const view = declaredView({ files, all, listeners: [], engine, place, showExposedOnly: true });
  return { view, rows: withDeclared(reader.rows(containers), view) };
}

/** What tells one row from another. */
function words({ text, status, name, source, notes }: Row): string {
  return [text, status, name, source, ...notes].join(' | ');
}

describe('withDeclared', () => {
  it('costs nothing without files', () => {
    const rows = new RowReader().rows([publishing(['8080:80'])]);
    const view = declaredView({
      files: [],
      all: [],
      listeners: [],
      place: onHost,
      showExposedOnly: true,
    });
    assert.equal(view, nothingDeclared);
    assert.equal(withDeclared(rows, view), rows);
  });

  it('makes a complete row of a declaration that nothing runs of', () => {
    const { rows } = shown([composeFile({ web: ['127.0.0.1:8080:80'] })]);
    assert.deepEqual(rows, [
      {
        id: 'file:///srv/shop/compose.yaml/web/publish/127.0.0.1:8080:80',
        containerId: 'service:file:///srv/shop/compose.yaml#web',
        name: 'web',
        image: '',
        project: 'shop',
        status: 'declared',
        statusText: 'Declared',
        reach: 'thisHost',
        addressText: 'This host only',
        addresses: ['127.0.0.1'],
        hostPorts: { start: 8080, end: 8080 },
        hostPortText: '8080',
        dynamic: false,
        containerPorts: { start: 80, end: 80 },
        protocol: 'tcp',
        source: 'compose.yaml:1',
        declared: {
          id: 'file:///srv/shop/compose.yaml/web/publish/127.0.0.1:8080:80',
          uri: 'file:///srv/shop/compose.yaml',
          line: 1,
          alone: 'published',
        },
        web: false,
        text: '8080 → 80/tcp',
        notes: [],
      },
    ]);
  });

  it('has one row for what is declared and runs, with its line', () => {
    const web = publishing(['8080:80'], { compose: fromShop('web') });
    const { rows } = shown([composeFile({ web: ['8080:80'] })], [web]);
    assert.deepEqual(rows.map(words), [
      '8080 → 80/tcp | running | web-1 | compose.yaml:1 | Not exposed by the image.',
    ]);
    assert.deepEqual(rows[0]?.declared, {
      id: 'file:///srv/shop/compose.yaml/web/publish/8080:80',
      uri: 'file:///srv/shop/compose.yaml',
      line: 1,
    });
  });

  it('tells drift before anything else', () => {
    const web = publishing(['8081:80'], { compose: fromShop('web') });
    const { rows } = shown([composeFile({ web: ['8080:80'] })], [web]);
    assert.equal(rows[0]?.notes[0], 'Drift: running as 8081; compose.yaml says 8080.');
  });

  it('shows forwards and exposed ports of files', () => {
    const { rows } = shown([
      vagrantfile({ default: ['18080:8080 auto', '2200:22 disabled'] }),
      dockerfile(['80']),
    ]);
    assert.deepEqual(rows.map(words), [
      '18080 → 8080/tcp | declared | default | Vagrantfile:1 | With auto_correct: Vagrant takes another host port if it must.',
      '2200 → 22/tcp | declared | default | Vagrantfile:2 | Disabled: Vagrant leaves it out.',
      '80/tcp | exposed | api/Dockerfile | Dockerfile:1',
    ]);
  });

  it('gives the line of an exposed port, and no row of its own', () => {
    const api = container({ compose: fromShop('api'), ports: [exposedPort('80/tcp')] });
    const { rows } = shown([dockerfile(['80'])], [api]);
    assert.deepEqual(rows.map(words), [
      '80/tcp | exposed | web-1 | Dockerfile:1 | Nothing publishes it. | This port is exposed by the image.',
    ]);
  });

  it('leaves exposed ports out where they are not shown', () => {
    const files = [dockerfile(['80']), composeFile({ web: ['expose 9000', '8080:80'] })];
    const view = declaredView({
      files,
      all: [],
      listeners: [],
      place: onHost,
      showExposedOnly: false,
    });
    assert.deepEqual(
      withDeclared([], view).map(({ text }) => text),
      ['8080 → 80/tcp'],
    );
  });

  it('marks both services that want one port, and names them', () => {
    const { rows } = shown([composeFile({ web: ['8080:80'], db: ['8080:5432'] })]);
    assert.deepEqual(rows.map(words), [
      '8080 → 80/tcp | conflict | web | compose.yaml:1 | Conflict: 8080 of web is also declared by db (compose.yaml:2).',
      '8080 → 5432/tcp | conflict | db | compose.yaml:2 | Conflict: 8080 of db is also declared by web (compose.yaml:1).',
    ]);
  });

  it('marks stopped containers of two services that want one port', () => {
    const containers = (['web', 'db'] as const).map((service) =>
      stopped(publishing(['8080:80'], { id: service, name: service, compose: fromShop(service) })),
    );
    const { rows } = shown([composeFile({ web: ['8080:80'], db: ['8080:80'] })], containers);
    assert.deepEqual(
      rows.map(({ status }) => status),
      ['conflict', 'conflict'],
    );
  });

  it('shows the way from the user into a container of a virtual machine', () => {
    const files = [vagrantfile({ default: ['18080:8080'] })];
    const web = publishing(['8080:80', '9090:90']);
    const { rows, view } = shown(files, [web], { remote: true, vagrantGuest: true });
    assert.deepEqual(
      [...view.marks.values()].map(({ unforwarded }) => unforwarded),
      [false, true],
    );
    assert.equal(view.machine?.machine, 'default');
    assert.deepEqual(
      rows.map(({ text, notes: [first] }) => [text, first]),
      [
        ['8080 → 80/tcp', 'your machine:18080 → VM:8080 → web-1:80.'],
        ['9090 → 90/tcp', 'Published in the VM, not forwarded.'],
        ['18080 → 8080/tcp', 'your machine:18080 → VM:8080 → web-1:80.'],
      ],
    );
  });
});

describe('rowIdAt', () => {
  const web = publishing(['8080:80'], { compose: fromShop('web') });
  const { view } = shown([composeFile({ web: ['8080:80'], db: ['5432:5432'] })], [web]);
  const table: readonly [name: string, offset: number, id: string | undefined][] = [
    ['the mapping that runs', 110, 'c1/tcp/80/*/8080-8080'],
    ['what nothing runs of', 200, 'file:///srv/shop/compose.yaml/db/publish/5432:5432'],
    ['nothing', 160, undefined],
  ];
  for (const [name, offset, id] of table) {
    it(name, () => {
      assert.equal(rowIdAt(view, 'file:///srv/shop/compose.yaml', { offset }), id);
    });
  }

  it('takes what is on the line where nothing is at the offset', () => {
    const place = { offset: 160, line: 2 };
    const id = 'file:///srv/shop/compose.yaml/db/publish/5432:5432';
    assert.equal(rowIdAt(view, 'file:///srv/shop/compose.yaml', place), id);
  });

  it('looks at one file', () => {
    assert.equal(
      rowIdAt(view, 'file:///srv/blog/compose.yaml', { offset: 110, line: 1 }),
      undefined,
    );
  });
});
