import assert from 'node:assert/strict';
import { openFaultLab, type FaultLab } from '../faults/faultLab.ts';
import { assertWhole, createVictim } from '../faults/victim.ts';
import { inContainer } from '../lab/richContainer.ts';
import {
  removeKeptOriginals,
  undoRequest,
} from '../../src/adapters/docker/recreate/keptOriginals.ts';
import { recreateContainer } from '../../src/adapters/docker/recreate/recreate.ts';
import { scan } from '../../src/adapters/docker/recreate/scan.ts';
import { quickly, watchfully } from '../lab/recreating.ts';

/** Some of the faults that `npm run faults` tries all of. */
describe('A recreate that is disturbed', () => {
  let lab: FaultLab;

  before(async () => {
    lab = await openFaultLab();
  });
  after(() => lab.close());

  it('is rolled back when the new container does not start', async () => {
    const victim = await createVictim(lab);
    const result = await lab.disturbed(victim, 'start', () =>
      Promise.reject(new Error('disturbed')),
    );
    assert.deepEqual(result, { kind: 'rolledBack', step: 'start', message: 'disturbed' });
    const { id } = await assertWhole(lab.docker, lab.calls, victim);
    assert.equal(id, victim.id);
    assert.deepEqual(await scan(lab.calls, lab.context.journal), []);
  });

  it('is rolled back when the application dies', async () => {
    const victim = await createVictim(lab);
    const die = (): Promise<string> => inContainer(lab.docker, victim.id, 'echo > /named/die');
    const result = await lab.disturbed(victim, 'stop', die, watchfully);
    assert.equal(result.kind, 'rolledBack', JSON.stringify(result));
    assert.equal((await assertWhole(lab.docker, lab.calls, victim)).id, victim.id);
  });

  it('leaves nothing of its own where someone removes the container before it is stopped', async () => {
    const victim = await createVictim(lab);
    const result = await lab.disturbed(victim, 'stop', () =>
      lab.docker.getContainer(victim.id).remove({ force: true }),
    );
    assert.ok(result.kind === 'refused', JSON.stringify(result));
    assert.match(result.reason, /was removed by someone else/);
    const listed = await lab.docker.listContainers({ all: true });
    const names = listed.flatMap(({ Names }) => Names);
    assert.deepEqual(
      names.filter((name) => name.startsWith(`/${victim.name}`)),
      [],
    );
    assert.deepEqual(await scan(lab.calls, lab.context.journal), []);
  });

  for (const step of ['snapshot', 'renameNew', 'start'] as const) {
    it(`is found and taken back after its process was killed at ${step}`, async () => {
      const victim = await createVictim(lab);
      await lab.killed(victim, { at: step });
      const { found, survivor } = await lab.recovered(victim);
      assert.deepEqual(
        found.map(({ verdict }) => verdict),
        ['unfinished'],
      );
      assert.equal(survivor.id, victim.id);
    });
  }

  it('is undone with the data written since, and leaves nothing once cleaned up', async () => {
    const victim = await createVictim(lab);
    const done = await lab.recreate(victim);
    assert.ok(done.kind === 'done', JSON.stringify(done));
    await inContainer(lab.docker, done.newId, 'echo since > /www/since');
    const request = await undoRequest(lab.calls, lab.context.journal, done.newId);
    assert.ok(request !== undefined);
    const undone = await recreateContainer(lab.context, request, quickly);
    assert.ok(undone.kind === 'done', JSON.stringify(undone));
    await assertWhole(lab.docker, lab.calls, victim);
    assert.equal(await inContainer(lab.docker, undone.newId, 'cat /www/since'), 'since\r\n');
    const { removed, left } = await removeKeptOriginals(lab.calls, lab.context.journal);
    assert.deepEqual([removed.length, left], [2, []]);
    assert.deepEqual(await scan(lab.calls, lab.context.journal), []);
    await assertWhole(lab.docker, lab.calls, victim);
  });
});
