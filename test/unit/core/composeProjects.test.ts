import assert from 'node:assert/strict';
import { composeProjects } from '../../../src/core/composeProjects.ts';
import { workspaceFileKind } from '../../../src/core/workspaceFileKind.ts';

describe('composeProjects', () => {
  const table: readonly [name: string, paths: readonly string[], projects: readonly string[][]][] =
    [
      ['none', [], []],
      ['one file', ['/a/compose.yaml'], [['/a/compose.yaml']]],
      [
        'an override after its file, whatever the order',
        ['/a/compose.override.yml', '/a/compose.yml'],
        [['/a/compose.yml', '/a/compose.override.yml']],
      ],
      [
        'the file that Compose finds first',
        ['/a/docker-compose.yml', '/a/compose.yml', '/a/docker-compose.override.yml'],
        [['/a/compose.yml', '/a/docker-compose.override.yml']],
      ],
      [
        'no file that only a command line names, beside one that Compose finds',
        ['/a/compose.yaml', '/a/compose.prod.yaml'],
        [['/a/compose.yaml']],
      ],
      [
        'each file alone where Compose finds none',
        ['/a/docker-compose.dev.yml', '/a/docker-compose.prod.yml'],
        [['/a/docker-compose.dev.yml'], ['/a/docker-compose.prod.yml']],
      ],
      [
        'folders by themselves',
        ['/b/compose.yaml', '/a/compose.yaml'],
        [['/a/compose.yaml'], ['/b/compose.yaml']],
      ],
    ];
  for (const [name, paths, projects] of table) {
    it(name, () => {
      assert.deepEqual(composeProjects(paths), projects);
    });
  }
});

describe('workspaceFileKind', () => {
  const table: readonly [string, ReturnType<typeof workspaceFileKind>][] = [
    ['compose.yaml', 'compose'],
    ['docker-compose.prod.yml', 'compose'],
    ['composer.json', undefined],
    ['my-compose.yaml', undefined],
    ['Vagrantfile', 'vagrantfile'],
    ['vagrantfile', 'vagrantfile'],
    ['Vagrantfile.local', undefined],
    ['Dockerfile', 'dockerfile'],
    ['Dockerfile.dev', 'dockerfile'],
    ['api.Dockerfile', 'dockerfile'],
    ['Containerfile', 'dockerfile'],
    ['Dockerfile.dockerignore', undefined],
    ['Dockerfiles', undefined],
  ];
  for (const [name, kind] of table) {
    it(`${name}: ${kind ?? 'none'}`, () => {
      assert.equal(workspaceFileKind(name), kind);
    });
  }
});
