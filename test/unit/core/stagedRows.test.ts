import assert from 'node:assert/strict';
import type { StagedChange } from '../../../src/core/change.ts';
import type { Container } from '../../../src/core/container.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import { rowOf, type Row } from '../../../src/core/rows.ts';
import {
  nothingStaged,
  stagedView,
  withStaged,
  type ShownMapping,
} from '../../../src/core/stagedRows.ts';
import { container, portWith, publishAllBinding, publishing } from './containers.ts';
import { adding, removing, replacing, ruleOfText, running } from './stagedChanges.ts';

const web = publishing(['8080:80', '127.0.0.1:8443:443']);

function shownOf(containers: readonly Container[], collapseRanges = true): ShownMapping[] {
  return containers.flatMap((of) =>
    mappingsOf(of, { collapseRanges, mergeIpFamilies: true }).map((mapping) => ({
      container: of,
      mapping,
      row: rowOf(of, mapping),
    })),
  );
}

/** The rows of these containers with what is staged, as a table shows them. */
function rowsWith(
  containers: readonly Container[],
  changes: readonly StagedChange[],
  collapseRanges = true,
): readonly Row[] {
  const shown = shownOf(containers, collapseRanges);
  return withStaged(
    shown.map(({ row }) => row),
    stagedView(shown, containers, changes),
  );
}

function texts(rows: readonly Row[]): readonly string[] {
  return rows.map(({ text, statusText }) => `${text} ${statusText}`);
}

describe('stagedView', () => {
  it('adds a row', () => {
    const rows = rowsWith([web], [adding(web, '127.0.0.1:8081:80', 'x')]);
    assert.deepEqual(texts(rows), [
      '8080 → 80/tcp Running',
      '8443 → 443/tcp Running',
      '8081 → 80/tcp Staged: new',
    ]);
    const added = rows.at(-1);
    assert.ok(added);
    assert.deepEqual(
      [added.id, added.containerId, added.addressText, added.web, added.staged],
      ['staged/x/0', 'c1', 'This host only', false, { kind: 'add', changeId: 'x' }],
    );
  });

  it('shows an edited row as it is to be, with what it was', () => {
    const [row] = rowsWith([web], [replacing(web, '8080', '127.0.0.1:8081:80', 'x')]);
    const [before] = rowsWith([web], []);
    assert.ok(row && before);
    assert.deepEqual(
      [row.id, row.text, row.addressText, row.statusText, row.web, row.staged],
      [
        before.id,
        '8081 → 80/tcp',
        'This host only',
        'Staged: was 8080 → 80/tcp',
        false,
        { kind: 'edit', changeId: 'x', was: '8080 → 80/tcp', wasHostPort: '8080' },
      ],
    );
  });

  it('says the address where that alone is edited', () => {
    const [row] = rowsWith([web], [replacing(web, '8080', '127.0.0.1:8080:80')]);
    assert.equal(row?.statusText, 'Staged: was All interfaces');
  });

  it('marks a removed row, which stays as it is', () => {
    const rows = rowsWith([web], [removing(web, '8443', 'x')]);
    assert.deepEqual(texts(rows), ['8080 → 80/tcp Running', '8443 → 443/tcp Staged: removal']);
    assert.deepEqual(rows[1]?.staged, { kind: 'remove', changeId: 'x' });
  });

  it('leaves the row objects that no change is about', () => {
    const shown = shownOf([web]);
    const rows = shown.map(({ row }) => row);
    const after = withStaged(rows, stagedView(shown, [web], [removing(web, '8080')]));
    assert.equal(after[1], rows[1]);
    assert.notEqual(after[0], rows[0]);
  });

  it('gives the same rows when nothing is staged', () => {
    const rows = shownOf([web]).map(({ row }) => row);
    assert.equal(withStaged(rows, nothingStaged), rows);
    assert.equal(withStaged(rows, stagedView(shownOf([web]), [web], [])), rows);
  });

  it('shows an edited range once when its ports have rows of their own', () => {
    const many = publishing(['8000-8002:8000-8002']);
    const edit = replacing(many, '8000', '9000-9002:8000-8002');
    assert.deepEqual(texts(rowsWith([many], [edit], false)), [
      '9000-9002 → 8000-8002/tcp Staged: was 8000 → 8000/tcp',
      '8001 → 8001/tcp Staged: removal',
      '8002 → 8002/tcp Staged: removal',
    ]);
  });

  it('marks the mapping of the container that has the name now', () => {
    const recreated = { ...web, id: 'c2' };
    const rows = rowsWith([recreated], [removing(web, '8080')]);
    assert.equal(rows[0]?.statusText, 'Staged: removal');
  });

  it('tells the port of -P from a rule for the same port', () => {
    const all = container({
      publishAll: true,
      ports: [portWith('80/tcp', [publishAllBinding(32_768)], 'image')],
    });
    assert.equal(rowsWith([all], [removing(all, '32768')])[0]?.status, 'staged');
    const pinned = publishing(['80'], { publishAll: true });
    assert.equal(rowsWith([pinned], [removing(all, '32768')])[0]?.status, 'running');
  });

  it('does nothing for a container that is gone', () => {
    const gone = { ...web, id: 'c9', name: 'gone' };
    const changes = [removing(gone, '8080'), adding(gone, '8081:80')];
    assert.deepEqual(stagedView(shownOf([web]), [web], changes), nothingStaged);
  });

  it('shows a container that is yet to be made, with its rows', () => {
    const run = running({
      id: 'r',
      name: 'cache',
      rules: ['6379:6379', '53/udp'].map(ruleOfText),
    });
    const { containers, additions } = stagedView([], [], [run]);
    assert.deepEqual(
      containers.map(({ id, name, image, knowledge }) => [id, name, image.reference, knowledge]),
      [['staged/r', 'cache', 'nginx:1.27', 'staged']],
    );
    assert.deepEqual(
      additions.map(({ row }) => [row.id, row.containerId, row.text, row.staged?.changeId]),
      [
        ['staged/r/0', 'staged/r', '6379 → 6379/tcp', 'r'],
        ['staged/r/1', 'staged/r', 'dynamic → 53/udp', 'r'],
      ],
    );
  });

  it('names a container after its image until it has a name', () => {
    assert.equal(stagedView([], [], [running()]).containers[0]?.name, 'nginx:1.27');
  });
});
