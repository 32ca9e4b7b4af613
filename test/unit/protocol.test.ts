import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { copyForms, pageCommands, parseFromPage, type FromPage } from '../../src/protocol.ts';

describe('parseFromPage', () => {
  const good: readonly FromPage[] = [
    { type: 'ready' },
    { type: 'open', rowId: 'c1/tcp/80/*/8080-8080' },
    { type: 'reveal', rowId: 'c1/tcp/80/*/8080-8080' },
    { type: 'edit', rowId: 'a' },
    { type: 'move', rowId: 'a' },
    { type: 'goToSource', rowId: 'a' },
    { type: 'add' },
    { type: 'add', containerId: 'machine:file:///srv/Vagrantfile#default' },
    { type: 'remove', rowIds: ['a', 'b'] },
    { type: 'unstage', rowIds: ['a'] },
    { type: 'open', rowId: '<img src=x onerror=alert(1)>' },
    { type: 'open', rowId: 'x'.repeat(10_000) },
    { type: 'copy', rowIds: [], form: 'markdown' },
    { type: 'copy', rowIds: ['a', 'b', 'a'], form: 'publish' },
    { type: 'copy', rowIds: Array.from({ length: 100_000 }, () => 'a'), form: 'markdown' },
    ...copyForms.map((form): FromPage => ({ type: 'copy', rowIds: ['a'], form })),
    ...pageCommands.map((command): FromPage => ({ type: 'command', command })),
  ];
  for (const message of good) {
    it(`takes ${shown(message)}`, () => {
      assert.deepEqual(parseFromPage(message), message);
    });
  }

  const bad: readonly unknown[] = [
    undefined,
    null,
    true,
    0,
    NaN,
    '',
    'ready',
    Symbol('ready'),
    () => 'ready',
    [],
    ['ready'],
    [{ type: 'ready' }],
    {},
    { type: undefined },
    { type: null },
    { type: '' },
    { type: 'READY' },
    { type: 'ready ' },
    { type: ['ready'] },
    { type: { toString: () => 'ready' } },
    { type: 'toString' },
    { type: '__proto__' },
    { type: 'constructor' },
    { type: 'rows', revision: 1, rows: [] },
    { type: 'status' },
    { type: 'open' },
    { type: 'open', rowId: '' },
    { type: 'open', rowId: 1 },
    { type: 'open', rowId: null },
    { type: 'open', rowId: ['a'] },
    { type: 'open', rowId: Object('a') as unknown },
    { type: 'open', rowId: 'x'.repeat(10_001) },
    { type: 'open', url: 'http://localhost:8080' },
    { type: 'open', containerId: 'a' },
    { type: 'reveal' },
    { type: 'reveal', rowId: { length: 1 } },
    { type: 'copy' },
    { type: 'copy', rowIds: ['a'] },
    { type: 'copy', form: 'run' },
    { type: 'copy', rowIds: 'a', form: 'run' },
    { type: 'copy', rowIds: { 0: 'a', length: 1 }, form: 'run' },
    { type: 'copy', rowIds: new Set(['a']), form: 'run' },
    { type: 'copy', rowIds: ['a', ''], form: 'run' },
    { type: 'copy', rowIds: ['a', 1], form: 'run' },
    { type: 'copy', rowIds: ['a', null], form: 'run' },
    { type: 'copy', rowIds: [['a']], form: 'run' },
    { type: 'copy', rowIds: new Array(2), form: 'run' },
    { type: 'copy', rowIds: Array.from({ length: 100_001 }, () => 'a'), form: 'run' },
    { type: 'copy', rowIds: ['a'], form: 'html' },
    { type: 'copy', rowIds: ['a'], form: 'toString' },
    { type: 'copy', rowIds: ['a'], form: ['run'] },
    { type: 'command' },
    { type: 'command', command: '' },
    { type: 'command', command: 'openInBrowser' },
    { type: 'command', command: 'portMappings.refresh' },
    { type: 'command', command: 'workbench.action.terminal.new' },
    { type: 'command', command: 'constructor' },
    { type: 'command', command: ['refresh'] },
    { type: 'command', command: 0 },
  ];
  for (const message of bad) {
    it(`refuses ${shown(message)}`, () => {
      assert.equal(parseFromPage(message), undefined);
    });
  }

  it('drops whatever else was said', () => {
    const extra = {
      path: '/etc/passwd',
      command: 'showLog',
      rowId: 'a',
      rowIds: ['b'],
      form: 'run',
    };
    assert.deepEqual(parseFromPage({ ...extra, type: 'ready' }), { type: 'ready' });
    assert.deepEqual(parseFromPage({ ...extra, type: 'open' }), { type: 'open', rowId: 'a' });
    assert.deepEqual(parseFromPage({ ...extra, type: 'command' }), {
      type: 'command',
      command: 'showLog',
    });
    assert.deepEqual(parseFromPage({ ...extra, type: 'copy' }), {
      type: 'copy',
      rowIds: ['b'],
      form: 'run',
    });
  });

  it('does not let a key reach the prototype', () => {
    const message: unknown = JSON.parse('{"type":"ready","__proto__":{"polluted":true}}');
    assert.deepEqual(parseFromPage(message), { type: 'ready' });
    assert.equal('polluted' in {}, false);
  });
});

/** A message as a test's name. */
function shown(message: unknown): string {
  return inspect(message, { breakLength: Infinity, maxStringLength: 40, maxArrayLength: 4 });
}
