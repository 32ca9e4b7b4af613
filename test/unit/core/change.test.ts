import assert from 'node:assert/strict';
import fc from 'fast-check';
import { containerOf, stage, unstage, type StagedChange } from '../../../src/core/change.ts';
import { propertyRuns } from '../propertyRuns.ts';
import { container, publishing } from './containers.ts';
import { adding, declaring, removing, replacing, running } from './stagedChanges.ts';

const web = publishing(['8080:80', '8443:443']);

describe('stage', () => {
  it('keeps changes of other mappings, the new one last', () => {
    const first = removing(web, '8080');
    const second = replacing(web, '8443', '9443:443');
    assert.deepEqual(stage([first], second), [first, second]);
  });

  it('replaces an edit of the same mapping', () => {
    const first = replacing(web, '8080', '8081:80', 'first');
    const second = replacing(web, '8080', '8082:80', 'second');
    assert.deepEqual(stage([first], second), [second]);
  });

  it('replaces an edit by a removal of the same mapping', () => {
    const removal = removing(web, '8080');
    assert.deepEqual(stage([replacing(web, '8080', '8081:80')], removal), [removal]);
  });

  it('takes the mapping for the same after the container was recreated', () => {
    const recreated = { ...web, id: 'c2' };
    const removal = removing(recreated, '8080');
    assert.deepEqual(stage([replacing(web, '8080', '8081:80')], removal), [removal]);
  });

  it('tells equal mappings of two containers apart', () => {
    const first = removing(web, '8080', 'first');
    const second = removing({ ...web, id: 'c2', name: 'web-2' }, '8080', 'second');
    assert.deepEqual(stage([first], second), [first, second]);
  });

  it('replaces an addition that is edited, and nothing else', () => {
    const [first, other] = [adding(web, '8081:80', 'a'), adding(web, '8081:80', 'b')];
    const edited = adding(web, '8082:80', 'a');
    assert.deepEqual(stage([first, other], edited), [other, edited]);
  });

  it('replaces a new container that is edited', () => {
    const edited = running({ name: 'cache' });
    assert.deepEqual(stage([running()], edited), [edited]);
  });
});

describe('unstage', () => {
  it('leaves what was there before the change was staged', () => {
    const changes = fc.uniqueArray(
      fc.record({ id: fc.string({ maxLength: 3 }), name: fc.constantFrom('a', 'b') }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(changes, (parts) => {
        const [last, ...earlier] = parts.map(({ id, name }): StagedChange => running({ id, name }));
        assert.ok(last);
        assert.deepEqual(unstage(stage(earlier, last), [last.id]), earlier);
      }),
      propertyRuns,
    );
  });

  it('takes several back at once', () => {
    const changes = ['a', 'b', 'c'].map((id) => running({ id }));
    assert.deepEqual(unstage(changes, ['a', 'c', 'z']), [running({ id: 'b' })]);
  });
});

describe('containerOf', () => {
  const change = { container: { id: 'c1', name: 'web-1' } };

  it('finds the container by its id when it was renamed', () => {
    const renamed = container({ name: 'web-old' });
    assert.equal(containerOf(change, [container({ id: 'c2', name: 'db' }), renamed]), renamed);
  });

  it('finds the container that was made anew under the name', () => {
    const anew = container({ id: 'c2' });
    assert.equal(containerOf(change, [anew]), anew);
  });

  it('prefers the recreated container to its kept original', () => {
    const kept = container({ name: 'web-1.ports-old-1f2e3d4c' });
    const recreated = container({ id: 'c2' });
    assert.equal(containerOf(change, [kept, recreated]), recreated);
  });

  it('finds nothing when there is neither', () => {
    assert.equal(containerOf(change, [container({ id: 'c2', name: 'db' })]), undefined);
  });
});

describe('stage of what files declare', () => {
  const edit = declaring({ was: '8080:80', rule: '8081:80', id: 'a' });

  it('takes the place of an earlier change of the same declaration', () => {
    const again = declaring({ was: '8080:80', rule: '8082:80', id: 'b' });
    assert.deepEqual(stage([edit], again), [again]);
    const removal = declaring({ was: '8080:80', id: 'c' });
    assert.deepEqual(stage([edit], removal), [removal]);
  });

  it('stands beside one of another declaration, owner or file, and beside additions', () => {
    const others = [
      declaring({ was: '9090:90', id: 'b' }),
      declaring({ was: '8080:80', id: 'c', owner: { name: 'db' } }),
      declaring({ was: '8080:80', id: 'd', owner: { uri: 'file:///other/compose.yaml' } }),
      declaring({ rule: '8080:80', id: 'e' }),
      declaring({ rule: '8080:80', id: 'f' }),
    ];
    assert.deepEqual(others.reduce(stage, [edit]), [edit, ...others]);
  });
});
