import assert from 'node:assert/strict';
import type { StagedChange } from '../../../src/core/change.ts';
import type { DeclaredFile } from '../../../src/core/declaration.ts';
import { declaredView, type DeclaredView } from '../../../src/core/declaredRows.ts';
import { RowReader, type Row } from '../../../src/core/rows.ts';
import { withStagedDeclarations } from '../../../src/core/stagedDeclarations.ts';
import { publishing } from './containers.ts';
import { composeFile, fromShop, vagrantfile } from './declaredFiles.ts';
import { declaring, defaultMachine } from './stagedChanges.ts';

function view(
  files: readonly DeclaredFile[],
  containers: Parameters<RowReader['everyMapping']>[0] = [],
): DeclaredView {
  return declaredView({
    files,
    all: new RowReader().everyMapping(containers),
    listeners: [],
    place: { remote: false, vagrantGuest: false },
    showExposedOnly: true,
  });
}

function wordsOf({ declared }: DeclaredView): readonly string[] {
  return declared.map(({ row }: { row: Row }) =>
    [row.text, row.status, row.statusText, row.staged?.kind ?? '-', row.source].join(' | '),
  );
}

function staged(
  files: readonly DeclaredFile[],
  ...changes: readonly StagedChange[]
): readonly string[] {
  return wordsOf(withStagedDeclarations(view(files), changes));
}

const shop = composeFile({ web: ['8080:80', '8443:443'], db: [] });
const box = vagrantfile({ default: ['18080:8080'] });

describe('withStagedDeclarations', () => {
  it('gives the same view when nothing is staged for files', () => {
    const before = view([shop]);
    assert.equal(withStagedDeclarations(before, []), before);
  });

  it('shows an edit in the row of the declaration', () => {
    assert.deepEqual(staged([shop], declaring({ was: '8080:80', rule: '127.0.0.1:8081:80' })), [
      '8081 → 80/tcp | staged | Staged: was 8080 → 80/tcp | edit | compose.yaml:1',
      '8443 → 443/tcp | declared | Declared | - | compose.yaml:2',
    ]);
  });

  it('tells of an edit of the address alone what the address was', () => {
    const [edited] = staged([shop], declaring({ was: '8080:80', rule: '127.0.0.1:8080:80' }));
    assert.match(edited ?? '', /Staged: was All interfaces/);
  });

  it('shows a removal, and an addition as a row of its own', () => {
    const changes = [
      declaring({ was: '8443:443', id: 'a' }),
      declaring({ rule: '5432:5432', owner: { name: 'db' }, id: 'b' }),
    ];
    assert.deepEqual(staged([shop], ...changes), [
      '8080 → 80/tcp | declared | Declared | - | compose.yaml:1',
      '8443 → 443/tcp | staged | Staged: removal | remove | compose.yaml:2',
      '5432 → 5432/tcp | staged | Staged: new | add | compose.yaml',
    ]);
  });

  it('shows a forward that is to be added', () => {
    const change = declaring({ rule: '127.0.0.1:9000:9000', owner: defaultMachine });
    assert.deepEqual(staged([box], change).slice(1), [
      '9000 → 9000/tcp | staged | Staged: new | add | Vagrantfile',
    ]);
  });

  it('shows a change of what is not declared any more, and none of a service that is gone', () => {
    assert.deepEqual(staged([composeFile({ web: [] })], declaring({ was: '8080:80' })), [
      '8080 → 80/tcp | staged | Staged: removal | remove | compose.yaml',
    ]);
    const gone = declaring({ rule: '1:1', owner: { name: 'cache' } });
    assert.deepEqual(staged([composeFile({ web: [] })], gone), []);
    assert.deepEqual(staged([], gone), []);
  });

  it('shows no addition beside the declaration that it became', () => {
    assert.deepEqual(staged([composeFile({ web: ['8080:80'] })], declaring({ rule: '8080:80' })), [
      '8080 → 80/tcp | declared | Declared | - | compose.yaml:1',
    ]);
  });

  it('leaves alone what runs of the file', () => {
    const web = publishing(['8080:80'], { compose: fromShop('web') });
    const before = view([composeFile({ web: ['8080:80'] })], [web]);
    const change = declaring({ rule: '9000:9000' });
    assert.equal(withStagedDeclarations(before, [change]).marks, before.marks);
  });
});
