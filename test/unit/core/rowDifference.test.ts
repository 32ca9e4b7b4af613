import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RowReader, rowsOf, type Row } from '../../../src/core/rows.ts';
import { rowDifference } from '../../../src/core/rowDifference.ts';
import { container, publishing, row, stopped, unpublishedRow } from './containers.ts';
import { publishRules } from './publishRules.ts';

describe('rowDifference', () => {
  const byId = (rows: readonly Row[]): Map<string, Row> =>
    new Map(rows.map((each) => [each.id, each]));

  it('has nothing to say about equal rows, whether or not they are the same objects', () => {
    const before = byId([row({ id: 'a' }), row({ id: 'b' })]);
    const after = [row({ id: 'b' }), row({ id: 'a' })];
    assert.deepEqual(rowDifference(before, after), { removed: [], changed: [] });
  });

  it('names what is gone, new or different', () => {
    const before = byId([row({ id: 'gone' }), row({ id: 'same' }), row({ id: 'other' })]);
    const other = row({ id: 'other', status: 'paused' });
    const added = row({ id: 'added' });
    assert.deepEqual(rowDifference(before, [other, row({ id: 'same' }), added]), {
      removed: ['gone'],
      changed: [other, added],
    });
  });

  it('sees a property that came or went', () => {
    assert.equal(rowDifference(byId([row()]), [unpublishedRow()]).changed.length, 1);
    assert.equal(rowDifference(byId([unpublishedRow()]), [row()]).changed.length, 1);
  });

  it('applied to what was before, gives what is', () => {
    const someContainers = fc
      .array(
        fc.record({
          id: fc.constantFrom('c1', 'c2', 'c3'),
          rules: publishRules,
          runs: fc.boolean(),
        }),
        {
          maxLength: 3,
        },
      )
      .map((made) =>
        [...new Map(made.map((each) => [each.id, each])).values()].map(({ id, rules, runs }) => {
          const running = publishing(rules, { id, name: id });
          return runs ? running : stopped(running);
        }),
      );
    fc.assert(
      fc.property(someContainers, someContainers, (before, after) => {
        const page = byId(rowsOf(before));
        const next = rowsOf(after);
        const { removed, changed } = rowDifference(page, next);
        for (const id of removed) page.delete(id);
        for (const each of changed) page.set(each.id, each);
        assert.deepEqual(page, byId(next));
      }),
    );
  });

  it('is as long as the change, not as the table', () => {
    const reader = new RowReader();
    const containers = Array.from({ length: 50 }, (_, index) =>
      publishing([`${8000 + index}:80`], { id: `c${index}` }),
    );
    const before = byId(reader.rows(containers));
    const after = [...containers.slice(1), { ...(containers[0] ?? container()), name: 'renamed' }];
    const { removed, changed } = rowDifference(before, reader.rows(after));
    assert.deepEqual(removed, []);
    assert.deepEqual(
      changed.map(({ name }) => name),
      ['renamed'],
    );
  });
});
