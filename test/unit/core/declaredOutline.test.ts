import assert from 'node:assert/strict';
import type { Container } from '../../../src/core/container.ts';
import type { DeclaredFile } from '../../../src/core/declaration.ts';
import { declaredView } from '../../../src/core/declaredRows.ts';
import { outlineOf, type Grouping } from '../../../src/core/outline.ts';
import { childrenOf, findNode, parentOf, type OutlineNode } from '../../../src/core/outlineNode.ts';
import { RowReader } from '../../../src/core/rows.ts';
import { container, exposedPort, publishing } from './containers.ts';
import { composeFile, dockerfile, fromShop, vagrantfile } from './declaredFiles.ts';

function outline(
  files: readonly DeclaredFile[],
  containers: readonly Container[] = [],
  { grouping = 'project', filterText = '' }: { grouping?: Grouping; filterText?: string } = {},
): ReturnType<typeof outlineOf> {
  const reader = new RowReader();
  const declared = declaredView({
    files,
    all: reader.everyMapping(containers),
    listeners: [],
    place: { remote: false, vagrantGuest: false },
    showExposedOnly: true,
  });
  return outlineOf(containers, reader, { grouping, filterText, declared });
}

function lines(nodes: readonly OutlineNode[], indent = ''): string[] {
  return nodes.flatMap((node) => [
    `${indent}${node.icon.name} ${node.label} | ${node.description}`,
    ...lines(childrenOf(node), `${indent}  `),
  ]);
}

const web = publishing(['8081:80'], { name: 'shop-web-1', compose: fromShop('web') });

describe('outlineOf with files', () => {
  it('shows a project of which nothing runs', () => {
    const { roots, shown, total } = outline([composeFile({ web: ['8080:80', '127.0.0.1:1:2'] })]);
    assert.deepEqual(lines(roots), [
      'layers shop | compose · 1 service · 0 ports · 2 declared',
      '  circle-outline web | compose.yaml · not running',
      '    file-code 8080 → 80/tcp | All interfaces · declared, not running',
      '    file-code 1 → 2/tcp | This host only · declared, not running',
    ]);
    assert.deepEqual([shown, total], [2, 2]);
  });

  it('has services beside containers, and what a container lacks below it', () => {
    const { roots, shown, total } = outline(
      [composeFile({ web: ['8080:80', '8443:443'], db: ['5432:5432'] })],
      [web],
    );
    assert.deepEqual(lines(roots), [
      'layers shop | compose · 2 services · 1 port · 1 declared',
      '  circle-outline db | compose.yaml · not running',
      '    file-code 5432 → 5432/tcp | All interfaces · declared, not running',
      '  circle-filled shop-web-1 | nginx:1.27 · running',
      '    globe 8081 → 80/tcp | All interfaces · drift',
      '    file-code 8443 → 443/tcp | All interfaces · declared, not running',
    ]);
    assert.deepEqual([shown, total], [3, 3]);
  });

  it('puts services where the containers of their file are', () => {
    const other = { ...web, compose: fromShop('web', { project: 'test' }) };
    const file = composeFile({ web: ['8081:80'], db: ['5432:5432'] });
    assert.deepEqual(
      outline([file], [other]).roots.map(({ label }) => label),
      ['test'],
    );
    assert.deepEqual(
      outline([file], [other], { grouping: 'source' }).roots.map(({ label }) => label),
      ['compose.yaml'],
    );
    assert.deepEqual(
      outline([file], [other], { grouping: 'none' }).roots.map(({ label }) => label),
      ['db', 'shop-web-1'],
    );
  });

  it('shows Vagrantfiles and Dockerfiles after the projects', () => {
    const { roots } = outline([
      vagrantfile({ default: ['18080:8080', '127.0.0.1:2200:22'] }),
      dockerfile(['80', '53/udp', '8000-8010']),
    ]);
    assert.deepEqual(lines(roots), [
      'vm Vagrantfile | default · 2 forwards',
      '  globe 18080 → 8080/tcp | All interfaces',
      '  lock 2200 → 22/tcp | This host only',
      'file Dockerfile | EXPOSE 80, 53/udp, 8000-8010',
      '  circle-slash 80/tcp | exposed only',
      '  circle-slash 53/udp | exposed only',
      '  circle-slash 8000-8010/tcp | exposed only',
    ]);
  });

  it('says who publishes what a Dockerfile exposes', () => {
    const api = container({
      name: 'api-1',
      compose: fromShop('api'),
      ports: [
        ...publishing(['127.0.0.1:8080:80']).ports.map(
          (port) => ({ ...port, exposedBy: 'image' }) as const,
        ),
        exposedPort('443/tcp'),
      ],
    });
    const tree = outline([dockerfile(['80', '443'])], [api]);
    assert.deepEqual(lines(tree.roots).slice(-3), [
      'file Dockerfile | EXPOSE 80, 443',
      '  lock 80/tcp | 8080 by api-1 · This host only',
      '  circle-slash 443/tcp | exposed only',
    ]);
    assert.deepEqual([tree.shown, tree.total], [2, 2]);
  });

  it('tells files of one name apart by their folders', () => {
    const { roots } = outline([
      dockerfile(['80']),
      dockerfile(['81'], { paths: ['/srv/shop/web/Dockerfile'] }),
    ]);
    assert.deepEqual(
      roots.map(({ description }) => description),
      ['api · EXPOSE 80', 'web · EXPOSE 81'],
    );
  });

  it('counts and names conflicts between declarations', () => {
    const { roots, conflicts } = outline([composeFile({ web: ['80:80'], db: ['80:81'] })]);
    assert.equal(conflicts, 2);
    assert.deepEqual(lines(roots).slice(1, 3), [
      '  circle-outline db | compose.yaml · not running',
      '    warning 80 → 81/tcp | conflict: also declared by web',
    ]);
  });

  it('shows a file with an error even if it declares nothing', () => {
    const failing = { failed: 'no' };
    const { roots } = outline([composeFile({}, failing), vagrantfile({}, failing), dockerfile([])]);
    assert.deepEqual(lines(roots), [
      'layers shop | compose · 0 services · 0 ports · has errors',
      'vm Vagrantfile | 0 forwards · has errors',
    ]);
  });

  it('filters declarations as mappings', () => {
    const files = [
      composeFile({ web: ['8080:80'], db: ['5432:5432'] }),
      vagrantfile({ default: ['18080:8080'] }),
    ];
    const { roots, shown, total } = outline(files, [], { filterText: 'db' });
    assert.deepEqual(lines(roots), [
      'layers shop | compose · 1 service · 0 ports · 1 declared',
      '  circle-outline db | compose.yaml · not running',
      '    file-code 5432 → 5432/tcp | All interfaces · declared, not running',
    ]);
    assert.deepEqual([shown, total], [1, 3]);
  });
});

describe('flags of nodes', () => {
  it('tell menus what a file has to do with a mapping', () => {
    const { roots } = outline([composeFile({ web: ['8080:80', '$1:443'] })], [web]);
    const flags = roots
      .flatMap(childrenOf)
      .flatMap(childrenOf)
      .map((node) => node.flags);
    assert.deepEqual(flags, [
      ['mapping', 'published', 'tcp', 'web', 'allInterfaces', 'inFile', 'drift'],
      ['declared', 'publish', 'tcp', 'allInterfaces', 'ofService', 'inFile'],
    ]);
  });
});

describe('findNode and parentOf', () => {
  const { roots } = outline([composeFile({ web: ['8080:80'] })]);
  const id = 'file:///srv/shop/compose.yaml/web/publish/8080:80';

  it('find a node and what it is below, at any depth', () => {
    assert.equal(findNode(roots, id)?.label, '8080 → 80/tcp');
    assert.equal(parentOf(roots, id)?.label, 'web');
    assert.equal(parentOf(roots, 'service:file:///srv/shop/compose.yaml#web')?.label, 'shop');
  });

  it('find nothing above the roots, and nothing that is not there', () => {
    assert.equal(parentOf(roots, 'compose/shop'), undefined);
    assert.equal(findNode(roots, 'x'), undefined);
  });
});
