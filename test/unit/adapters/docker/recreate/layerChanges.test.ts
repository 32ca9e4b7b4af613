import assert from 'node:assert/strict';
import { meaningfulChanges } from '../../../../../src/adapters/docker/recreate/layerChanges.ts';

const [modified, added, deleted] = [0, 1, 2] as const;
type Change = readonly [path: string, kind: number];

const cases: readonly {
  readonly it: string;
  readonly changes: readonly Change[];
  readonly mounts?: readonly string[];
  /** Each as `docker diff` prints it. */
  readonly kept: readonly string[];
}[] = [
  {
    it: 'leaves out what the engine writes into every container',
    changes: [
      ['/etc', modified],
      ['/etc/hosts', modified],
      ['/etc/resolv.conf', added],
      ['/dev', modified],
      ['/dev/console', added],
      ['/sbin', modified],
      ['/sbin/docker-init', added],
    ],
    kept: [],
  },
  {
    it: 'keeps another file beside those, and the folder that it is in',
    changes: [
      ['/etc', modified],
      ['/etc/hosts', modified],
      ['/etc/passwd', modified],
    ],
    kept: ['C /etc', 'C /etc/passwd'],
  },
  {
    it: 'leaves out where something is mounted, and the folders that only lead there',
    changes: [
      ['/var', modified],
      ['/var/lib', added],
      ['/var/lib/data', added],
    ],
    mounts: ['/var/lib/data/'],
    kept: [],
  },
  {
    it: 'keeps a file beside a mount',
    changes: [
      ['/var', modified],
      ['/var/data', added],
      ['/var/data2', added],
    ],
    mounts: ['/var/data'],
    kept: ['C /var', 'A /var/data2'],
  },
  {
    it: 'keeps deleted files',
    changes: [['/removed', deleted]],
    kept: ['D /removed'],
  },
];

describe('meaningfulChanges', () => {
  for (const { it: title, changes, mounts = [], kept } of cases) {
    it(title, () => {
      const told = changes.map(([Path, Kind]) => ({ Path, Kind }));
      const found = meaningfulChanges(told, mounts);
      assert.deepEqual(
        found.map(({ path, kind }) => `${kind.charAt(0).toUpperCase()} ${path}`),
        kept,
      );
    });
  }

  it('knows nothing changed where the engine says null', () => {
    assert.deepEqual(meaningfulChanges([], []), []);
  });
});
