import assert from 'node:assert/strict';
import { ownContainer } from '../../../../../src/adapters/docker/recreate/ownContainer.ts';

const id = 'a1b2c3d4e5f6'.padEnd(64, '0');

/** As Linux tells it: the engine binds files of the container's folder. */
const inContainer = [
  '611 585 0:53 / / rw,relatime - overlay overlay rw',
  `622 611 8:1 /var/lib/docker/containers/${id}/hostname /etc/hostname rw,relatime - ext4 /dev/sda1 rw`,
].join('\n');

/** A machine on which the folders of all containers can be seen. */
const withEngine = `622 611 8:1 /srv /var/lib/docker/containers/${id}/mounts/shm rw - tmpfs shm rw`;

const cases: readonly {
  readonly it: string;
  readonly mounts?: string;
  readonly hostName?: string;
  readonly attached?: readonly string[];
  readonly own: boolean;
}[] = [
  { it: 'not on a machine of its own', own: false },
  { it: 'where its files are mounted into this machine', mounts: inContainer, own: true },
  { it: 'not where only the engine is on this machine', mounts: withEngine, own: false },
  { it: 'where this machine is named after it', hostName: 'a1b2c3d4e5f6', own: true },
  { it: 'where a window is attached to its name', attached: ['other', 'web'], own: true },
  { it: 'where a window is attached to its id', attached: [id], own: true },
  { it: 'where a window is attached to its short id', attached: [id.slice(0, 12)], own: true },
  { it: 'not where a window is attached to another', attached: ['web2', 'a1b2'], own: false },
];

describe('ownContainer', () => {
  for (const { it: title, mounts, hostName = 'laptop', attached = [], own } of cases) {
    it(`is it ${title}`, () => {
      const isOwn = ownContainer({ readText: () => mounts, hostName }, attached);
      assert.equal(isOwn(id, 'web'), own);
    });
  }
});
