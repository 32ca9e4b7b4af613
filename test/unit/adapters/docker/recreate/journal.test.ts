import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fileJournal,
  type JournalRecord,
} from '../../../../../src/adapters/docker/recreate/journal.ts';
import { inspected, originalId } from './inspected.ts';

const record: JournalRecord = {
  change: '0123abcd',
  engineId: 'engine',
  name: 'web',
  originalId,
  begunAt: '2026-01-01T00:00:00.000Z',
  state: 'begun',
  autoRemove: false,
  request: { containerId: originalId, bindings: [], exposed: [], publishAll: false },
  original: inspected(),
};

describe('fileJournal', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives back what was written last', async () => {
    const journal = fileJournal(join(folder, 'made'));
    await journal.write(record);
    await journal.write({ ...record, state: 'done' });
    assert.deepEqual(await journal.records(), [{ ...record, state: 'done' }]);
    assert.deepEqual(await readdir(join(folder, 'made')), ['0123abcd.json']);
  });

  it('is for the user alone, since it holds the environment of the container', async () => {
    await fileJournal(folder).write(record);
    const { mode } = await stat(join(folder, '0123abcd.json'));
    assert.equal(mode & 0o077, 0);
  });

  it('forgets', async () => {
    const journal = fileJournal(folder);
    await journal.write(record);
    await journal.forget(record.change);
    await journal.forget('never');
    assert.deepEqual(await journal.records(), []);
  });

  it('passes over files that are cut short or are not its own', async () => {
    await writeFile(join(folder, 'cut.json'), '{"change": "1');
    await writeFile(join(folder, 'other.json'), '{"change": 1, "originalId": [], "original": {}}');
    await writeFile(join(folder, 'notes.txt'), 'x');
    assert.deepEqual(await fileJournal(folder).records(), []);
  });

  it('has no records where there is no folder', async () => {
    assert.deepEqual(await fileJournal(join(folder, 'none')).records(), []);
  });
});
