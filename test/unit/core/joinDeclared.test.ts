import assert from 'node:assert/strict';
import type { Container } from '../../../src/core/container.ts';
import { placeText, type DeclaredFile } from '../../../src/core/declaration.ts';
import { joinDeclared } from '../../../src/core/joinDeclared.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import { arrowText } from '../../../src/core/render.ts';
import {
  container,
  exposedPort,
  listedBinding,
  portWith,
  publishing,
  stopped,
} from './containers.ts';
import { composeFile, dockerfile, fromShop } from './declaredFiles.ts';

/** What is found of each mapping, then of what nothing runs of. */
function joined(files: readonly DeclaredFile[], containers: readonly Container[]): string[] {
  const all = containers.map((each) => ({ container: each, mappings: mappingsOf(each) }));
  const { findings, idle } = joinDeclared(files, all);
  return [
    ...all.flatMap(({ mappings }) =>
      mappings.flatMap((mapping) => {
        const found = findings.get(mapping.id);
        if (found === undefined) return [];
        const place = found.declaration === undefined ? '-' : placeText(found.declaration.at);
        return [arrowText(mapping), place, ...found.notes].join(' | ');
      }),
    ),
    ...idle.map(({ declaration, notes }) =>
      ['idle', placeText(declaration.at), ...notes].join(' | '),
    ),
  ];
}

describe('joinDeclared, of one service', () => {
  const table: readonly [
    name: string,
    declared: readonly string[],
    running: readonly string[],
    found: readonly string[],
  ][] = [
    ['alike', ['8080:80'], ['8080:80'], ['8080 → 80/tcp | compose.yaml:1']],
    [
      'alike, on all addresses in other words',
      ['0.0.0.0:8080:80'],
      ['8080:80'],
      ['8080 → 80/tcp | compose.yaml:1'],
    ],
    ['alike, dynamic', ['80'], ['80'], ['32768 → 80/tcp | compose.yaml:1']],
    ['alike, chosen', ['8000-8010:80'], ['8000-8010:80'], ['8000 → 80/tcp | compose.yaml:1']],
    [
      'alike, a range as several lines',
      ['8000:8000', '8001:8001'],
      ['8000-8001:8000-8001'],
      ['8000-8001 → 8000-8001/tcp | compose.yaml:1'],
    ],
    [
      'another host port',
      ['8080:80'],
      ['8081:80'],
      ['8081 → 80/tcp | compose.yaml:1 | Drift: running as 8081; compose.yaml says 8080.'],
    ],
    [
      'another address',
      ['127.0.0.1:8080:80'],
      ['8080:80'],
      [
        '8080 → 80/tcp | compose.yaml:1 | Drift: running as 0.0.0.0:8080; compose.yaml says 127.0.0.1:8080.',
      ],
    ],
    [
      'another container port',
      ['8080:80'],
      ['8080:81'],
      [
        '8080 → 81/tcp | compose.yaml:1 | Drift: running as 8080 → 81/tcp; compose.yaml says 8080 → 80/tcp.',
      ],
    ],
    [
      'dynamic instead of fixed',
      ['8080:80'],
      ['80'],
      ['32768 → 80/tcp | compose.yaml:1 | Drift: running as 32768; compose.yaml says 8080.'],
    ],
    [
      'fixed instead of dynamic',
      ['80'],
      ['8080:80'],
      ['8080 → 80/tcp | compose.yaml:1 | Drift: running as 8080; compose.yaml says dynamic.'],
    ],
    [
      'a part of a range',
      ['8000-8010:8000-8010'],
      ['8000-8005:8000-8005'],
      [
        '8000-8005 → 8000-8005/tcp | compose.yaml:1 | Drift: running as 8000-8005 → 8000-8005/tcp; compose.yaml says 8000-8010 → 8000-8010/tcp.',
      ],
    ],
    [
      'another protocol',
      ['53:53/udp'],
      ['53:53'],
      [
        '53 → 53/tcp | - | Not declared in compose.yaml.',
        'idle | compose.yaml:1 | web-1 runs without it.',
      ],
    ],
    [
      'one of two',
      ['8080:80', '8443:443'],
      ['8080:80'],
      ['8080 → 80/tcp | compose.yaml:1', 'idle | compose.yaml:2 | web-1 runs without it.'],
    ],
    [
      'one too many',
      ['8080:80'],
      ['8080:80', '9090:90'],
      ['8080 → 80/tcp | compose.yaml:1', '9090 → 90/tcp | - | Not declared in compose.yaml.'],
    ],
    [
      'the same container port twice, one of them alike',
      ['8080:80', '8081:80'],
      ['8080:80', '8082:80'],
      [
        '8080 → 80/tcp | compose.yaml:1',
        '8082 → 80/tcp | compose.yaml:2 | Drift: running as 8082; compose.yaml says 8081.',
      ],
    ],
    [
      'a variable that gives another port here is no drift',
      ['$8080:80'],
      ['8081:80'],
      ['8081 → 80/tcp | compose.yaml:1 | A variable in compose.yaml:1 has a say in its ports.'],
    ],
    [
      'beside a variable nothing is undeclared',
      ['$8080:80'],
      ['8080:80', '9090:90'],
      ['8080 → 80/tcp | compose.yaml:1 | A variable in compose.yaml:1 has a say in its ports.'],
    ],
  ];
  for (const [name, declared, running, found] of table) {
    it(name, () => {
      const web = publishing(running, { compose: fromShop('web') });
      assert.deepEqual(joined([composeFile({ web: declared })], [web]), found);
    });
  }
});

describe('joinDeclared', () => {
  const drifting = publishing(['8081:80'], { compose: fromShop('web') });

  it('claims nothing where other files or unread parts have a say', () => {
    const files = ['/srv/shop/compose.yaml', '/srv/shop/compose.prod.yaml'];
    const quiet = ['8081 → 80/tcp | compose.yaml:1'];
    const declared = composeFile({ web: ['8080:80'] });
    const others = { ...drifting, compose: fromShop('web', { files }) };
    assert.deepEqual(joined([declared], [others]), quiet);
    const unread = { count: 1, reasons: ['x'] };
    assert.deepEqual(joined([{ ...declared, unread }], [drifting]), quiet);
    assert.deepEqual(joined([{ ...declared, failed: 'no' }], [drifting]), quiet);
    assert.deepEqual(joined([declared], [{ ...drifting, knowledge: 'listed' }]), quiet);
  });

  it('takes what the container list tells for what was asked for', () => {
    const listed = container({
      compose: fromShop('web'),
      knowledge: 'listed',
      ports: [portWith('80/tcp', [listedBinding('0.0.0.0', 8080)], 'unknown')],
    });
    assert.deepEqual(joined([composeFile({ web: ['8080:80'] })], [listed]), [
      '8080 → 80/tcp | compose.yaml:1',
    ]);
  });

  it('says of a stopped container what it was made with', () => {
    assert.deepEqual(joined([composeFile({ web: ['8080:80'] })], [stopped(drifting)]), [
      '8081 → 80/tcp | compose.yaml:1 | Drift: made with 8081; compose.yaml says 8080.',
    ]);
  });

  it('has what no container has as idle', () => {
    const files = [composeFile({ web: ['8080:80'], db: ['$5432:5432', 'expose 9000'] })];
    assert.deepEqual(joined(files, []), [
      'idle | compose.yaml:1',
      'idle | compose.yaml:2 | A variable in compose.yaml:2 has a say in its ports.',
      'idle | compose.yaml:3',
    ]);
  });

  it('finds a declaration in one of several containers', () => {
    const compose = fromShop('web');
    const containers = [
      container({ id: 'a', name: 'web-2', compose }),
      publishing(['8080:80'], { id: 'b', compose }),
    ];
    assert.deepEqual(joined([composeFile({ web: ['8080:80'] })], containers), [
      '8080 → 80/tcp | compose.yaml:1',
    ]);
  });

  it('tells what a network mode makes of ports', () => {
    const [file] = [composeFile({ web: ['8080:80'] })];
    const owner = { kind: 'service', name: 'web', networkMode: 'host' } as const;
    const declarations = file.declarations.map((each) => ({ ...each, owner }));
    assert.deepEqual(joined([{ ...file, declarations }], []), [
      'idle | compose.yaml:1 | The service has network_mode: host; published ports are ignored.',
    ]);
  });

  it('finds the line of an exposed port', () => {
    const web = container({
      compose: fromShop('web'),
      ports: [exposedPort('9000/tcp', 'operator')],
    });
    assert.deepEqual(joined([composeFile({ web: ['expose 9000'] })], [web]), [
      '9000/tcp | compose.yaml:1',
    ]);
  });
});

describe('joinDeclared, of Dockerfiles', () => {
  const api = container({
    name: 'api-1',
    compose: fromShop('api'),
    ports: [...publishing(['8080:80', '9090:90']).ports, exposedPort('443/tcp')].map((port) =>
      port.port === 80 ? { ...port, exposedBy: 'image' } : port,
    ),
  });

  it('tells EXPOSE that nothing publishes from what is published without EXPOSE', () => {
    assert.deepEqual(joined([dockerfile(['80', '443'])], [api]), [
      '9090 → 90/tcp | - | Published without EXPOSE in api/Dockerfile.',
      '443/tcp | Dockerfile:2 | Nothing publishes it.',
    ]);
  });

  it('does not choose between two Dockerfiles', () => {
    const other = dockerfile(['80'], { paths: ['/srv/shop/web/Dockerfile'] });
    assert.deepEqual(joined([dockerfile(['80', '443']), other], [api]), [
      'idle | Dockerfile:1',
      'idle | Dockerfile:2',
      'idle | Dockerfile:1',
    ]);
  });

  it('has what no container was built from as idle', () => {
    assert.deepEqual(joined([dockerfile(['7000'])], [api]), ['idle | Dockerfile:1']);
  });
});
