import assert from 'node:assert/strict';
import type { ComposeOrigin } from '../../../src/core/container.ts';
import { cleanPath, composeMembers } from '../../../src/core/serviceContainers.ts';
import { container } from './containers.ts';
import { composeFile, fromShop } from './declaredFiles.ts';

describe('composeMembers', () => {
  const windows = 'C:\\src\\shop\\compose.yaml';
  const table: readonly [
    name: string,
    paths: readonly string[],
    origin: ComposeOrigin,
    found: 'same files' | 'other files' | undefined,
  ][] = [
    ['the same path', ['/srv/shop/compose.yaml'], fromShop('web'), 'same files'],
    [
      'a path relative to the working directory',
      ['/srv/shop/compose.yaml'],
      fromShop('web', { files: ['./x/../compose.yaml'], project: 'other' }),
      'same files',
    ],
    [
      'a path of Windows',
      ['/c:/src/shop/compose.yaml'],
      fromShop('web', { files: [windows], project: 'other' }),
      'same files',
    ],
    [
      'another project name, as with -p',
      ['/srv/shop/compose.yaml'],
      fromShop('web', { project: 'test' }),
      'same files',
    ],
    [
      'another path for whoever called Compose',
      ['/workspaces/shop/compose.yaml'],
      fromShop('web', { files: ['/home/me/shop/compose.yaml'] }),
      'same files',
    ],
    [
      'a file more',
      ['/srv/shop/compose.yaml'],
      fromShop('web', { files: ['/srv/shop/compose.yaml', '/srv/shop/compose.prod.yaml'] }),
      'other files',
    ],
    [
      'another project in another folder',
      ['/srv/shop/compose.yaml'],
      fromShop('web', { project: 'blog', files: ['/srv/blog/compose.yaml'] }),
      undefined,
    ],
  ];
  for (const [name, paths, compose, found] of table) {
    it(name, () => {
      const file = composeFile({ web: [] }, { paths });
      const [member] = composeMembers([file], [container({ compose })]).get(file.uri) ?? [];
      assert.equal(member && (member.sameFiles ? 'same files' : 'other files'), found);
    });
  }

  it('prefers the file that is named to one of a project with the same name', () => {
    const here = composeFile({ web: [] });
    const copy = composeFile({ web: [] }, { paths: ['/srv/copy/compose.yaml'] });
    const members = composeMembers([copy, here], [container({ compose: fromShop('web') })]);
    assert.deepEqual([members.get(copy.uri)?.length, members.get(here.uri)?.length], [0, 1]);
  });

  it('leaves out the originals of changed containers', () => {
    const file = composeFile({ web: [] });
    const kept = container({
      name: 'web-1.ports-old-1f2e3d4c',
      state: 'exited',
      compose: fromShop('web'),
    });
    assert.deepEqual(composeMembers([file], [kept]).get(file.uri), []);
  });
});

describe('cleanPath', () => {
  const table: readonly [string, string][] = [
    ['/srv/shop/compose.yaml', '/srv/shop/compose.yaml'],
    ['/srv//shop/./a/../compose.yaml', '/srv/shop/compose.yaml'],
    ['C:\\src\\Shop\\compose.yaml', '/c:/src/Shop/compose.yaml'],
    ['/C:/src/compose.yaml', '/c:/src/compose.yaml'],
  ];
  for (const [path, clean] of table) {
    it(path, () => {
      assert.equal(cleanPath(path), clean);
    });
  }
});
