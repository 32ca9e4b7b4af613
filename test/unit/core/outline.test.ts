import assert from 'node:assert/strict';
import type { Container } from '../../../src/core/container.ts';
import { outlineOf, type Grouping } from '../../../src/core/outline.ts';
import { childrenOf, type OutlineNode } from '../../../src/core/outlineNode.ts';
import { defaultRowOptions, RowReader, type RowOptions } from '../../../src/core/rows.ts';
import { container, exposedPort, publishedPorts, publishing, stopped } from './containers.ts';

interface View {
  readonly grouping?: Grouping;
  readonly filter?: string;
  readonly options?: Partial<RowOptions>;
}

function outline(containers: readonly Container[], view: View = {}): ReturnType<typeof outlineOf> {
  const reader = new RowReader({ ...defaultRowOptions, ...view.options });
  return outlineOf(containers, reader, {
    grouping: view.grouping ?? 'project',
    filterText: view.filter ?? '',
  });
}

/** The tree as text: a line for each node, indented. */
function lines(nodes: readonly OutlineNode[], indent = ''): string[] {
  return nodes.flatMap((node) => [
    `${indent}${node.icon.name} ${node.label} | ${node.description}`,
    ...lines(childrenOf(node), `${indent}  `),
  ]);
}

const shop = {
  project: 'shop',
  service: 'web',
  files: ['compose.yaml', '/srv/shop/compose.override.yaml'],
  workingDirectory: '/srv/shop',
};

describe('outlineOf', () => {
  it('groups Compose projects by name, standalone containers last', () => {
    const tree = outline([
      publishing(['127.0.0.1:8443:443'], { id: 'alone', name: 'alone' }),
      publishing(['8080:80'], { id: 'w', name: 'shop-web-1', compose: shop }),
      container({ id: 'd', name: 'shop-db-1', compose: { ...shop, service: 'db' } }),
    ]);
    assert.deepEqual(lines(tree.roots), [
      'layers shop | compose · 2 services · 1 port',
      '  circle-filled shop-db-1 | nginx:1.27 · running',
      '  circle-filled shop-web-1 | nginx:1.27 · running',
      '    globe 8080 → 80/tcp | All interfaces',
      'package Standalone Containers | 1 container',
      '  circle-filled alone | nginx:1.27 · running',
      '    lock 8443 → 443/tcp | This host only',
    ]);
  });

  it('groups by the file that has the last word, or not at all', () => {
    const containers = [publishing([], { compose: shop })];
    assert.deepEqual(lines(outline(containers, { grouping: 'source' }).roots), [
      'layers compose.override.yaml | compose · 1 service · 0 ports',
      '  circle-filled web-1 | nginx:1.27 · running',
    ]);
    assert.deepEqual(lines(outline(containers, { grouping: 'none' }).roots), [
      'circle-filled web-1 | nginx:1.27 · running',
    ]);
  });

  const shapes: readonly [string, Container, string][] = [
    ['all interfaces', publishing(['80:80']), 'globe 80 → 80/tcp | All interfaces'],
    ['this host', publishing(['[::1]:80:80']), 'lock 80 → 80/tcp | This host only'],
    ['an address', publishing(['10.0.0.5:80:80']), 'server-environment 80 → 80/tcp | 10.0.0.5'],
    ['dynamic', publishing(['80']), 'globe 32768 → 80/tcp | All interfaces · dynamic'],
    [
      'exposed only',
      container({ ports: [exposedPort('80/tcp')] }),
      'circle-slash 80/tcp | exposed only',
    ],
    [
      'reserved',
      stopped(publishing(['80:80'])),
      'circle-outline 80 → 80/tcp | All interfaces · reserved',
    ],
    [
      'on the host network',
      { ...container({ ports: [exposedPort('80/tcp')] }), network: { kind: 'host' } },
      'circle-slash 80/tcp | host network',
    ],
    [
      'without effect',
      {
        ...stopped(publishing(['80:80'])),
        state: 'running',
        network: { kind: 'host' },
      },
      'debug-disconnect 80 → 80/tcp | All interfaces · no effect',
    ],
  ];
  for (const [name, of, expected] of shapes) {
    it(`gives a mapping its shape and words: ${name}`, () => {
      assert.equal(lines(outline([of], { grouping: 'none' }).roots)[1]?.trim(), expected);
    });
  }

  const states: readonly [Partial<Container>, string][] = [
    [{ state: 'running' }, 'circle-filled web-1 | nginx:1.27 · running'],
    [{ state: 'running', health: 'healthy' }, 'circle-filled web-1 | nginx:1.27 · running'],
    [{ state: 'running', health: 'unhealthy' }, 'warning web-1 | nginx:1.27 · running, unhealthy'],
    [{ state: 'paused' }, 'debug-pause web-1 | nginx:1.27 · paused'],
    [{ state: 'restarting' }, 'debug-restart web-1 | nginx:1.27 · restarting'],
    [{ state: 'exited' }, 'circle-outline web-1 | nginx:1.27 · stopped'],
    [{ state: 'created' }, 'circle-outline web-1 | nginx:1.27 · created'],
    [
      { knowledge: 'unreadable' },
      'circle-filled web-1 | nginx:1.27 · running · details could not be read',
    ],
  ];
  for (const [part, expected] of states) {
    it(`says how a container is: ${JSON.stringify(part)}`, () => {
      assert.deepEqual(lines(outline([container(part)], { grouping: 'none' }).roots), [expected]);
    });
  }

  it('keeps the ids of nodes when their container stops and starts', () => {
    const running = publishing(['8080:80', '53/udp'], { compose: shop });
    const ids = (of: Container): string[] => {
      const [group] = outline([of]).roots;
      assert.ok(group?.kind === 'group');
      return [
        group.id,
        ...group.children.flatMap((child) => [child.id, ...childrenOf(child).map(({ id }) => id)]),
      ];
    };
    assert.deepEqual(ids(stopped(running)), ids(running));
    assert.equal(new Set(ids(running)).size, 4);
  });

  it('names the owner of a port that a stopped container wants', () => {
    const { roots, conflicts } = outline(
      [
        publishing(['8080:80'], { id: 'a', name: 'owner' }),
        stopped(publishing(['127.0.0.1:8080:80'], { id: 'b', name: 'waiting' })),
      ],
      { grouping: 'none' },
    );
    assert.equal(conflicts, 1);
    assert.equal(lines(roots)[3], '  warning 8080 → 80/tcp | conflict: in use by owner');
    const [, waiting] = roots;
    assert.ok(waiting?.kind === 'container');
    assert.deepEqual(waiting.mappings[0]?.flags, [
      'mapping',
      'reserved',
      'tcp',
      'thisHost',
      'conflict',
    ]);
    assert.match(waiting.mappings[0].spoken, /on this host only .*conflict: in use by owner$/);
  });

  it('filters mappings, and leaves out containers without one', () => {
    const containers = [
      publishing(['8000-8010:8000-8010', '9090:90'], { id: 'a', name: 'many' }),
      publishing(['7000:70'], { id: 'b', name: 'other' }),
      container({ id: 'c', name: 'none' }),
    ];
    const filtered = outline(containers, { grouping: 'none', filter: '8004' });
    assert.deepEqual(lines(filtered.roots), [
      'circle-filled many | nginx:1.27 · running',
      '  globe 8000-8010 → 8000-8010/tcp | All interfaces',
    ]);
    assert.deepEqual([filtered.shown, filtered.total], [1, 3]);
    assert.equal(outline(containers, { grouping: 'none' }).roots.length, 3);
  });

  it('shows what the options show', () => {
    const containers = [
      container({ id: 'a', name: 'a', ports: [exposedPort('80/tcp'), ...publishedPorts('90:90')] }),
      stopped(publishing(['70:70'], { id: 'b', name: 'b' })),
    ];
    const shown = (options: Partial<RowOptions>): string[] =>
      lines(outline(containers, { grouping: 'none', options }).roots).map(
        (line) => line.trim().split(' ')[1] ?? '',
      );
    assert.deepEqual(shown({ showStopped: false }), ['a', '80/tcp', '90']);
    assert.deepEqual(shown({ showExposedOnly: false }), ['a', '90', 'b', '70']);
  });
});
