import assert from 'node:assert/strict';
import { conflictsOf } from '../../../src/core/conflicts.ts';
import { originalOf, readKeptName, type KeptName } from '../../../src/core/keptOriginal.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import { rowsOf } from '../../../src/core/rows.ts';
import { publishing, stopped } from './containers.ts';

describe('a kept original', () => {
  const names: readonly [string, KeptName][] = [
    ['web-1.ports-old-1f2e3d4c', { name: 'web-1', change: '1f2e3d4c' }],
    [
      'a.ports-old-00000000.ports-old-09af5678',
      { name: 'a.ports-old-00000000', change: '09af5678' },
    ],
  ];
  for (const [text, kept] of names) {
    it(`is told by the name ${text}`, () => {
      assert.deepEqual(readKeptName(text), kept);
    });
  }

  const others: readonly string[] = [
    'web-1.ports-old-1F2E3D4C',
    'web-1.ports-old-1f2e3d4',
    'web-1.ports-old-1f2e3d4c5',
    'web-1.ports-old-1f2e3d4g',
    '.ports-old-1f2e3d4c',
    'web-1.ports-new',
    'web-1',
  ];
  for (const text of others) {
    it(`is not told by the name ${text}`, () => {
      assert.equal(readKeptName(text), undefined);
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
