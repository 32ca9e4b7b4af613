import assert from 'node:assert/strict';
import { conflictsOf } from '../../../src/core/conflicts.ts';
import { originalOf, readKeptName } from '../../../src/core/keptOriginal.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import { rowsOf } from '../../../src/core/rows.ts';
import { publishing, stopped } from './containers.ts';

describe('a kept original', () => {
  const names: readonly [string, string | undefined][] = [
    ['web-1.ports-old-1f2e3d4c', 'web-1'],
    ['a.ports-old-00000000.ports-old-11111111', 'a.ports-old-00000000'],
    ['web-1.ports-old-1F2E3D4C', undefined],
    ['web-1.ports-old-1f2e3d4', undefined],
    ['.ports-old-1f2e3d4c', undefined],
    ['web-1.ports-new', undefined],
    ['web-1', undefined],
  ];
  for (const [text, name] of names) {
    it(`is ${name === undefined ? 'not ' : ''}told by the name ${text}`, () => {
      assert.equal(readKeptName(text)?.name, name);
    });
  }

  const running = publishing(['8080:80'], { id: 'n', name: 'web-1' });
  const kept = stopped(publishing(['8080:80'], { id: 'o', name: 'web-1.ports-old-1f2e3d4c' }));

  it('is one only while it is stopped', () => {
    assert.equal(originalOf(kept), 'web-1');
    assert.equal(originalOf({ ...kept, state: 'running' }), undefined);
  });

  it('is in no conflict with the container that took its place', () => {
    const all = [running, kept].map((each) => ({ container: each, mappings: mappingsOf(each) }));
    assert.equal(conflictsOf(all).size, 0);
    const row = rowsOf([running, kept]).find(({ containerId }) => containerId === 'o');
    assert.equal(row?.status, 'kept');
    assert.equal(row.statusText, 'Original (kept)');
  });
});
