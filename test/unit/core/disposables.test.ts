import assert from 'node:assert/strict';
import { DisposableList, type Disposable } from '../../../src/core/disposables.ts';

describe('DisposableList', () => {
  let list: DisposableList;
  let disposed: string[];

  beforeEach(() => {
    list = new DisposableList();
    disposed = [];
  });

  const item = (name: string): Disposable => ({ dispose: () => disposed.push(name) });

  it('gives back what it is given', () => {
    const one = item('one');
    assert.equal(list.add(one), one);
  });

  it('disposes the last first, each once', () => {
    const one = item('one');
    list.add(one);
    list.add(item('two'));
    list.add(one);
    assert.equal(list.disposed, false);
    list.dispose();
    list.dispose();
    assert.deepEqual(disposed, ['two', 'one']);
    assert.equal(list.disposed, true);
  });

  it('disposes at once what arrives after disposal, and gives it back', () => {
    list.dispose();
    const late = item('late');
    assert.equal(list.add(late), late);
    assert.deepEqual(disposed, ['late']);
    list.dispose();
    assert.deepEqual(disposed, ['late']);
  });

  it('disposes at once what arrives during disposal', () => {
    list.add({ dispose: () => list.add(item('made meanwhile')) });
    list.dispose();
    assert.deepEqual(disposed, ['made meanwhile']);
  });

  it('can hold another list', () => {
    const inner = list.add(new DisposableList());
    inner.add(item('inner'));
    list.dispose();
    assert.deepEqual(disposed, ['inner']);
    assert.ok(inner.disposed);
  });
});
