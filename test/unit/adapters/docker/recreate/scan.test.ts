import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/adapters/docker/json.ts';
import type { JournalRecord } from '../../../../../src/adapters/docker/recreate/journal.ts';
import { scan } from '../../../../../src/adapters/docker/recreate/scan.ts';
import { swapLabels, swapOf } from '../../../../../src/adapters/docker/recreate/swap.ts';
import { engineId, fakeCalls, fakeJournal } from './fakeCalls.ts';
import { inspected, originalId } from './inspected.ts';

const change = '0123abcd';
const newId = 'b'.repeat(64);
const never = '0001-01-01T00:00:00Z';
const once = '2026-01-01T00:00:00Z';

interface Told {
  readonly name: string;
  readonly status?: string;
  readonly startedAt?: string;
}

function container(id: string, { name, status = 'exited', startedAt = once }: Told): JsonObject {
  const State = { Status: status, Running: status === 'running', StartedAt: startedAt };
  return { ...inspected(), Id: id, Name: `/${name}`, State, Created: once };
}

function original(told: Partial<Told> = {}): JsonObject {
  return container(originalId, { name: 'web', ...told });
}

/** With the labels of a change of a container that was in that state. */
function replacement(
  told: Partial<Told>,
  was = 'running',
  id = newId,
): JsonObject & { readonly Config: JsonObject } {
  const of = original({ status: was });
  const Config = { Labels: swapLabels(swapOf(change, of)) };
  return { ...container(id, { name: 'web', ...told }), Config };
}

function record(parts: Partial<JournalRecord> = {}, was = 'running'): JournalRecord {
  return {
    change,
    engineId,
    name: 'web',
    originalId,
    begunAt: once,
    state: 'begun',
    autoRemove: false,
    request: { containerId: originalId, bindings: [], exposed: [], publishAll: false },
    original: original({ status: was }),
    ...parts,
  };
}

const aside = { name: `web.ports-old-${change}` };
const running = { status: 'running' };
const created = { status: 'created', startedAt: never };

const cases: readonly {
  readonly it: string;
  readonly containers: readonly JsonObject[];
  readonly records?: readonly JournalRecord[];
  readonly verdicts: readonly string[];
}[] = [
  { it: 'finds nothing where nothing was changed', containers: [original()], verdicts: [] },
  {
    it: 'knows it unfinished by the temporary name',
    containers: [original(running), replacement({ ...created, name: 'web.ports-new' })],
    verdicts: ['unfinished'],
  },
  {
    it: 'knows it unfinished by the temporary name of the one with the saved layer',
    containers: [original(), replacement({ ...created, name: 'web.ports-new-layer' })],
    verdicts: ['unfinished'],
  },
  {
    it: 'knows it unfinished when the new one has the name and was never started',
    containers: [original(aside), replacement(created)],
    verdicts: ['unfinished'],
  },
  {
    it: 'knows it done when the new one runs',
    containers: [original(aside), replacement(running)],
    verdicts: ['backupKept'],
  },
  {
    it: 'knows it done when the new one of a stopped container was never started',
    containers: [original(aside), replacement(created, 'exited')],
    verdicts: ['backupKept'],
  },
  {
    it: 'knows it done when the new one ran and was stopped since',
    containers: [original(aside), replacement({})],
    verdicts: ['backupKept'],
  },
  {
    it: 'knows it unfinished when the new one died before that was written down',
    containers: [original(aside), replacement({})],
    records: [record()],
    verdicts: ['unfinished'],
  },
  {
    it: 'knows it done when the new one died after that was written down',
    containers: [original(aside), replacement({})],
    records: [record({ state: 'done' })],
    verdicts: ['backupKept'],
  },
  {
    it: 'does not ask the record of another engine',
    containers: [original(aside), replacement({})],
    records: [record({ engineId: 'ANOTHER' })],
    verdicts: ['backupKept'],
  },
  {
    it: 'knows it done when the new one was itself replaced, though it was never started',
    containers: [
      original(aside),
      replacement(created),
      {
        ...replacement({ status: 'running', name: 'web' }, 'running', 'c'.repeat(64)),
        Config: { Labels: swapLabels(swapOf('feed0123', replacement(created))) },
      },
    ],
    verdicts: ['backupKept', 'backupKept'],
  },
  {
    it: 'finds nothing where it is done and the original was removed',
    containers: [replacement(running)],
    verdicts: [],
  },
  {
    it: 'finds the new one alone, when the original was removed half-way',
    containers: [replacement({ ...created, name: 'web.ports-new' })],
    verdicts: ['orphan'],
  },
  {
    it: 'finds nothing of a record whose original runs',
    containers: [original(running)],
    records: [record()],
    verdicts: [],
  },
  {
    it: 'finds by its record an original that was stopped, and nothing else was left',
    containers: [original()],
    records: [record()],
    verdicts: ['unfinished'],
  },
  {
    it: 'finds nothing of a record whose original was stopped before already',
    containers: [original()],
    records: [record({}, 'exited')],
    verdicts: [],
  },
  {
    it: 'finds by its record an original that was renamed, while nobody has its name',
    containers: [original(aside)],
    records: [record({ state: 'done' })],
    verdicts: ['unfinished'],
  },
  {
    it: 'finds by its record an original that was kept, when another has its name',
    containers: [original(aside), container(newId, { name: 'web' })],
    records: [record({ state: 'done' })],
    verdicts: ['backupKept'],
  },
  {
    it: 'finds a --rm container that is gone, by its record',
    containers: [],
    records: [record({ autoRemove: true })],
    verdicts: ['removed'],
  },
  {
    it: 'finds no --rm container that is gone since it was changed',
    containers: [],
    records: [record({ autoRemove: true, state: 'done' })],
    verdicts: [],
  },
  {
    it: 'finds no --rm container that is gone where another has its name',
    containers: [container(newId, { name: 'web' })],
    records: [record({ autoRemove: true })],
    verdicts: [],
  },
  {
    it: 'finds nothing of a container that someone else removed',
    containers: [],
    records: [record()],
    verdicts: [],
  },
  {
    it: 'finds nothing of a record of another engine, where the same name is in the same state',
    containers: [original()],
    records: [record({ engineId: 'ENGINE /srv/docker' })],
    verdicts: [],
  },
];

describe('scan', () => {
  for (const { it: title, containers, records, verdicts } of cases) {
    it(title, async () => {
      const found = await scan(fakeCalls(containers), fakeJournal(records));
      assert.deepEqual(
        found.map(({ verdict }) => verdict),
        verdicts,
      );
    });
  }

  it('tells the containers and the engine that it found them on', async () => {
    const containers = [original(aside), replacement(running)];
    const [found] = await scan(fakeCalls(containers), fakeJournal([record()]));
    assert.equal(found?.engineId, engineId);
    assert.deepEqual(found.original, { id: originalId, name: aside.name, state: 'exited' });
    assert.deepEqual(found.replacement, { id: newId, name: 'web', state: 'running' });
    assert.deepEqual(found.swap, swapOf(change, original(running)));
    assert.equal(found.record?.change, change);
  });

  it('leaves out a container that has the labels from its image', async () => {
    const copy = { ...replacement({ ...running, name: 'copy' }), Image: 'sha256:copied' };
    const containers = [original(), copy];
    const labelled = { 'sha256:copied': { Config: copy.Config } };
    assert.deepEqual(await scan(fakeCalls(containers, labelled), fakeJournal()), []);
    const usual = { 'sha256:copied': { Config: { Labels: { owner: 'someone' } } } };
    assert.equal((await scan(fakeCalls(containers, usual), fakeJournal())).length, 1);
  });

  const forged: readonly JsonObject[] = [
    { 'port-mappings.name': 'web; reboot' },
    { 'port-mappings.tx': '../../etc' },
    { 'port-mappings.replaces': '' },
  ];
  for (const labels of forged) {
    it(`does not believe ${JSON.stringify(labels)}`, async () => {
      const honest = swapLabels(swapOf(change, original(running)));
      const Config = { Labels: { ...honest, ...labels } };
      const containers = [original(), { ...replacement(running), Config }];
      assert.deepEqual(await scan(fakeCalls(containers), fakeJournal()), []);
    });
  }
});
