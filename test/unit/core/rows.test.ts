import assert from 'node:assert/strict';
import type { Container } from '../../../src/core/container.ts';
import {
  defaultRowOptions,
  publishedPortCount,
  RowReader,
  rowsOf,
} from '../../../src/core/rows.ts';
import {
  container,
  exposedPort,
  publishAllBinding,
  portWith,
  publishedPorts,
  publishing,
  row,
  stopped,
} from './containers.ts';

const compose = {
  project: 'shop',
  service: 'web',
  files: ['/src/shop/compose.yaml', '/src/shop/compose.override.yaml'],
};

describe('rowsOf', () => {
  it('makes a complete row of a published port', () => {
    assert.deepEqual(rowsOf([publishing(['8080:80'])]), [
      { ...row(), id: 'c1/tcp/80/*/8080-8080', notes: ['Not exposed by the image.'] },
    ]);
  });

  it('makes a row of a port that is exposed only', () => {
    const [only] = rowsOf([container({ ports: [exposedPort('9000/tcp')] })]);
    assert.ok(only);
    const { status, statusText, addressText, hostPortText, text, web, reach, hostPorts } = only;
    assert.deepEqual(
      { status, statusText, addressText, hostPortText, text, web, reach, hostPorts },
      {
        status: 'exposed',
        statusText: 'Exposed only',
        addressText: 'Not published',
        hostPortText: '',
        text: '9000/tcp',
        web: false,
        reach: undefined,
        hostPorts: undefined,
      },
    );
  });

  it('is plain JSON', () => {
    const rows = rowsOf([
      publishing(['8080:80', '127.0.0.1:8000-8010:81', '82/udp'], { compose }),
      stopped(publishing(['8080:80', '80'], { id: 'c2' })),
      container({ id: 'c3', ports: [exposedPort('9000/tcp')] }),
    ]);
    assert.deepEqual(JSON.parse(JSON.stringify(rows)), rows);
  });

  it('keeps the order of the engine between containers, and of ports within one', () => {
    const rows = rowsOf([
      publishing(['8081:81', '8080:80', '53:53/udp'], { id: 'c2' }),
      publishing(['9000:80'], { id: 'c1' }),
    ]);
    assert.deepEqual(
      rows.map(({ containerId, text }) => `${containerId} ${text}`),
      ['c2 8080-8081 → 80-81/tcp', 'c2 53 → 53/udp', 'c1 9000 → 80/tcp'],
    );
  });

  const sources: readonly [string, readonly string[], string][] = [
    ['the last Compose file has the last word', compose.files, 'compose.override.yaml'],
    ['a Windows path', ['C:\\src\\compose.yml'], 'compose.yml'],
    ['a bare name', ['compose.yaml'], 'compose.yaml'],
    ['no file in the label', [], 'container'],
  ];
  for (const [what, files, source] of sources) {
    it(`names the source: ${what}`, () => {
      const [only] = rowsOf([publishing(['8080:80'], { compose: { ...compose, files } })]);
      assert.equal(only?.source, source);
      assert.equal(only.project, 'shop');
    });
  }

  it('names the container as the source of a standalone one', () => {
    const [only] = rowsOf([publishing(['8080:80'])]);
    assert.equal(only?.source, 'container');
    assert.equal(only.project, '');
  });

  const webs: readonly [string, Container, boolean][] = [
    ['tcp, published, running', publishing(['8080:80']), true],
    ['udp', publishing(['8080:80/udp']), false],
    ['sctp', publishing(['8080:80/sctp']), false],
    ['stopped', stopped(publishing(['8080:80'])), false],
    ['paused', publishing(['8080:80'], { state: 'paused' }), false],
    ['exposed only', container({ ports: [exposedPort('80/tcp')] }), false],
  ];
  for (const [what, of, web] of webs) {
    it(`${web ? 'opens' : 'does not open'} in a browser: ${what}`, () => {
      assert.equal(rowsOf([of])[0]?.web, web);
    });
  }

  it('says that a port is dynamic, not that one was chosen from a range', () => {
    const rows = rowsOf([publishing(['80', '8000-8010:81', '8080:82'])]);
    assert.deepEqual(
      rows.map(({ dynamic }) => dynamic),
      [true, false, false],
    );
  });

  it('puts a conflict first among the notes', () => {
    const rows = rowsOf([
      publishing(['8080:80'], { id: 'c2', name: 'api-1' }),
      stopped(publishing(['127.0.0.1:8080:80'])),
    ]);
    assert.deepEqual(
      rows.map(({ status, statusText, notes }) => [status, statusText, notes[0]]),
      [
        ['running', 'Running', 'Not exposed by the image.'],
        ['conflict', 'Conflict', 'Conflict: 8080 is published by api-1.'],
      ],
    );
  });

  describe('options', () => {
    const containers = [
      publishing(['8080:80'], { id: 'running' }),
      publishing(['8081:80'], { id: 'paused', state: 'paused' }),
      stopped(publishing(['8082:80'], { id: 'restarting' }), 'restarting'),
      stopped(publishing(['8083:80'], { id: 'exited' })),
      container({ id: 'bare', ports: [exposedPort('80/tcp')] }),
    ];
    const containerIds = (options: Partial<typeof defaultRowOptions>): string[] =>
      rowsOf(containers, { ...defaultRowOptions, ...options }).map(
        ({ containerId }) => containerId,
      );

    it('show everything unless told otherwise', () => {
      assert.deepEqual(containerIds({}), ['running', 'paused', 'restarting', 'exited', 'bare']);
    });

    it('can leave stopped containers out, but not one that comes back by itself', () => {
      assert.deepEqual(containerIds({ showStopped: false }), [
        'running',
        'paused',
        'restarting',
        'bare',
      ]);
    });

    it('can leave out what is exposed only', () => {
      assert.deepEqual(containerIds({ showExposedOnly: false }), [
        'running',
        'paused',
        'restarting',
        'exited',
      ]);
    });

    it('reach the mappings', () => {
      const rows = rowsOf([publishing(['8080-8081:80-81'])], {
        ...defaultRowOptions,
        collapseRanges: false,
        mergeIpFamilies: false,
      });
      assert.equal(rows.length, 4);
    });
  });
});

describe('RowReader', () => {
  it('gives the same rows for containers that are the same objects', () => {
    const reader = new RowReader();
    const kept = publishing(['8080:80', '9000:90'], { id: 'kept' });
    const first = reader.rows([kept, publishing(['8081:80'], { id: 'other' })]);
    const next = reader.rows([publishing(['8082:80'], { id: 'other' }), kept]);
    assert.equal(next[1], first[0]);
    assert.equal(next[2], first[1]);
    assert.notEqual(next[0], first[2]);
  });

  it('gives the same mappings, too', () => {
    const reader = new RowReader();
    const kept = publishing(['8080:80']);
    assert.equal(reader.mappings([kept])[0]?.mappings, reader.mappings([kept])[0]?.mappings);
  });

  it('gives the same row while a conflict stays, and the one without when it is over', () => {
    const reader = new RowReader();
    const waiting = stopped(publishing(['8080:80'], { id: 'waiting' }));
    const holder = publishing(['8080:80'], { id: 'holder', name: 'api-1' });
    const [calm] = reader.rows([waiting]);
    const [conflicting] = reader.rows([waiting, holder]);
    assert.equal(conflicting?.status, 'conflict');
    assert.equal(reader.rows([waiting, { ...holder }])[0], conflicting);
    assert.equal(
      reader.rows([waiting, { ...holder, name: 'api-2' }])[0]?.notes[0]?.slice(-6),
      'api-2.',
    );
    assert.equal(reader.rows([waiting, stopped(holder)])[0], calm);
  });
});

describe('publishedPortCount', () => {
  it('counts every port of a range, and nothing that is not published now', () => {
    const rows = rowsOf([
      publishing(['8080:80', '10000-10100:10000-10100/udp'], { id: 'c1' }),
      publishing(['9000:80'], { id: 'c2', state: 'paused' }),
      stopped(publishing(['9001:80'], { id: 'c3' })),
      stopped(publishing(['9002:80'], { id: 'c4' }), 'restarting'),
      stopped(publishing(['8080:80'], { id: 'c5' })),
      container({ id: 'c6', ports: [exposedPort('80/tcp')] }),
      stopped(publishing(['9003:80'], { id: 'c7', network: { kind: 'host' } }), 'running'),
    ]);
    assert.equal(publishedPortCount(rows), 103);
  });

  it('is 0 for no rows', () => {
    assert.equal(publishedPortCount([]), 0);
  });
});

describe('rows of -P', () => {
  it('say so', () => {
    const ports = [portWith('80/tcp', [publishAllBinding(32_768)], 'image')];
    const [only] = rowsOf([container({ ports, publishAll: true })]);
    assert.deepEqual(only?.notes, [
      'Published by -P; the host port may change at every start.',
      'This port is exposed by the image.',
    ]);
  });

  it('stand beside those of -p', () => {
    const ports = [
      ...publishedPorts('8080:80'),
      portWith('81/tcp', [publishAllBinding(32_768)], 'image'),
    ];
    assert.deepEqual(
      rowsOf([container({ ports, publishAll: true })]).map(({ text, dynamic }) => [text, dynamic]),
      [
        ['8080 → 80/tcp', false],
        ['32768 → 81/tcp', true],
      ],
    );
  });
});
