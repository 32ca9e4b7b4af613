import assert from 'node:assert/strict';
import type { Container } from '../../../src/core/container.ts';
import { placeText, type DeclaredFile } from '../../../src/core/declaration.ts';
import { declaredConflicts, type PortsInUse } from '../../../src/core/declaredConflicts.ts';
import { conflictWords } from '../../../src/core/describe.ts';
import { joinDeclared } from '../../../src/core/joinDeclared.ts';
import type { Listener } from '../../../src/core/listener.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import { publishing, stopped } from './containers.ts';
import { composeFile, fromShop, vagrantfile } from './declaredFiles.ts';

interface World extends Partial<Omit<PortsInUse, 'all'>> {
  readonly containers?: readonly Container[];
}

/** The conflicts in words, by line. */
function conflicts(files: readonly DeclaredFile[], world: World = {}): string[] {
  const all = (world.containers ?? []).map((container) => ({
    container,
    mappings: mappingsOf(container),
  }));
  const found = declaredConflicts(files, joinDeclared(files, all), {
    listeners: [],
    engineHere: true,
    forwardsHere: true,
    ...world,
    all,
  });
  return files.flatMap(({ declarations }) =>
    declarations.flatMap(({ id, at, owner }) => {
      const conflict = found.get(id);
      return conflict === undefined
        ? []
        : [`${placeText(at)} ${conflictWords(conflict, owner.name)}`];
    }),
  );
}

const api = publishing(['8080:9000'], { id: 'api', name: 'api-1' });
const own = { id: 'web', name: 'shop-web-1', compose: fromShop('web') };

describe('declaredConflicts of services', () => {
  const table: readonly [
    name: string,
    services: Readonly<Record<string, readonly string[]>>,
    world: World,
    words: readonly string[],
  ][] = [
    [
      'two services of one file',
      { web: ['8080:80'], db: ['8080:5432'] },
      {},
      [
        'compose.yaml:1 Conflict: 8080 of web is also declared by db (compose.yaml:2).',
        'compose.yaml:2 Conflict: 8080 of db is also declared by web (compose.yaml:1).',
      ],
    ],
    ['two protocols', { web: ['53:53'], db: ['53:53/udp'] }, {}, []],
    ['two addresses', { web: ['127.0.0.1:80:80'], db: ['127.0.0.2:80:80'] }, {}, []],
    ['ports that the engine picks', { web: ['80'], db: ['80', '8000-8010:80'] }, {}, []],
    ['a port that a variable decides', { web: ['$8080:80'], db: ['8080:80'] }, {}, []],
    [
      'the first common port of two ranges',
      { web: ['8000-8010:8000-8010'], db: ['8005-8020:8005-8020'] },
      {},
      [
        'compose.yaml:1 Conflict: 8005 of web is also declared by db (compose.yaml:2).',
        'compose.yaml:2 Conflict: 8005 of db is also declared by web (compose.yaml:1).',
      ],
    ],
    [
      'a container of another project',
      { web: ['8080:80'] },
      { containers: [api] },
      ['compose.yaml:1 Conflict: 8080 of web is published by api-1.'],
    ],
    ['a container that is stopped', { web: ['8080:80'] }, { containers: [stopped(api)] }, []],
    [
      'a service that holds the port is not in conflict with one that wants it',
      { web: ['8080:80'], db: ['8080:5432'] },
      { containers: [publishing(['8080:80'], own)] },
      ['compose.yaml:2 Conflict: 8080 of db is published by shop-web-1.'],
    ],
    [
      'what runs otherwise than declared',
      { web: ['8080:80'] },
      { containers: [publishing(['8081:80'], own), api] },
      [],
    ],
    [
      'a stopped container of the service, whose port another has',
      { web: ['8080:80'] },
      { containers: [stopped(publishing(['8080:80'], own)), api] },
      ['compose.yaml:1 Conflict: 8080 of web is published by api-1.'],
    ],
    [
      'a program of this machine',
      { db: ['5432:5432'] },
      { listeners: [listening(5432, { pid: 812, program: 'postgres' })] },
      ['compose.yaml:1 Conflict: 5432 of db is in use on this host by postgres (pid 812).'],
    ],
    [
      'a program where the engine is not',
      { db: ['5432:5432'] },
      { engineHere: false, listeners: [listening(5432)] },
      [],
    ],
  ];
  for (const [name, services, world, words] of table) {
    it(name, () => {
      assert.deepEqual(conflicts([composeFile(services)], world), words);
    });
  }

  it('has none between two projects before one of them runs', () => {
    const blog = { paths: ['/srv/blog/compose.yaml'], project: 'blog' };
    assert.deepEqual(
      conflicts([composeFile({ web: ['8080:80'] }), composeFile({ web: ['8080:80'] }, blog)]),
      [],
    );
  });
});

describe('declaredConflicts of forwards', () => {
  const table: readonly [
    name: string,
    machines: Readonly<Record<string, readonly string[]>>,
    world: World,
    words: readonly string[],
  ][] = [
    [
      'two that Vagrant merges',
      { default: ['8080:81 merged 3'] },
      {},
      [
        'Vagrantfile:1 Conflict: 8080 of default replaces the forward in Vagrantfile:3; Vagrant keeps only the last of two forwards with the same host port or id.',
      ],
    ],
    [
      'two machines',
      { web: ['8080:80'], db: ['8080:5432'] },
      {},
      [
        'Vagrantfile:1 Conflict: 8080 of web is also declared by db (Vagrantfile:2).',
        'Vagrantfile:2 Conflict: 8080 of db is also declared by web (Vagrantfile:1).',
      ],
    ],
    ['one that takes another port', { web: ['8080:80 auto'], db: ['8080:80'] }, {}, []],
    [
      'UDP, which Vagrant does not correct',
      { web: ['53:53/udp auto'], db: ['53:53/udp'] },
      {},
      [
        'Vagrantfile:1 Conflict: 53 of web is also declared by db (Vagrantfile:2).',
        'Vagrantfile:2 Conflict: 53 of db is also declared by web (Vagrantfile:1).',
      ],
    ],
    ['one that is disabled', { web: ['8080:80 disabled'], db: ['8080:80'] }, {}, []],
    [
      'a program',
      { default: ['8080:80'] },
      { listeners: [listening(8080, { pid: 7, program: 'node' })] },
      ['Vagrantfile:1 Conflict: 8080 of default is in use on this host by node (pid 7).'],
    ],
    [
      'a program of another user',
      { default: ['8080:80'] },
      { listeners: [listening(8080)] },
      ['Vagrantfile:1 Conflict: 8080 of default is in use on this host by another program.'],
    ],
    [
      'the virtual machine itself',
      { default: ['8080:80'] },
      { listeners: [listening(8080, { pid: 9, program: 'VBoxHeadless' })] },
      [],
    ],
    [
      'a program without a name, which may be the virtual machine',
      { default: ['8080:80'] },
      { listeners: [listening(8080, { pid: 9 })] },
      [],
    ],
    [
      'a container',
      { default: ['8080:80'] },
      { containers: [api] },
      ['Vagrantfile:1 Conflict: 8080 of default is published by api-1.'],
    ],
    [
      'a machine whose host is elsewhere',
      { default: ['8080:80'] },
      { forwardsHere: false, containers: [api], listeners: [listening(8080)] },
      [],
    ],
  ];
  for (const [name, machines, world, words] of table) {
    it(name, () => {
      assert.deepEqual(conflicts([vagrantfile(machines)], world), words);
    });
  }
});

function listening(port: number, part: Partial<Listener> = {}): Listener {
  return { hostIp: '::', port, protocol: 'tcp', ...part };
}
