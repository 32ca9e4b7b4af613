import assert from 'node:assert/strict';
import { openFaultLab, type FaultLab } from '../faults/faultLab.ts';
import { assertWhole, createVictim, type Victim } from '../faults/victim.ts';
import { openPlainWindow, type PlainWindow } from './plainWindow.ts';

/** In seconds: nobody can be at a change any more that began then. */
const longAgo = 600;

describe('A change that was interrupted', () => {
  let lab: FaultLab;
  let window: PlainWindow | undefined;

  before(async () => {
    lab = await openFaultLab();
  });
  after(() => lab.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window?.takePicture('failed-interrupted');
    await window?.close();
    window = undefined;
  });

  /** A container whose change ended with the extension host, and then with the engine, long ago. */
  async function interrupted(): Promise<Victim> {
    const victim = await createVictim(lab, { hostConfig: { RestartPolicy: { Name: 'no' } } });
    await lab.killed(victim, { at: 'renameNew' });
    await lab.restartEngineAfter(longAgo);
    return victim;
  }

  /** Opens a window, which asks, and answers; waits until it says that this is what became of it. */
  async function answered({ name }: Victim, answer: string, outcome: string): Promise<void> {
    window = await openPlainWindow({ environment: { DOCKER_HOST: lab.engine.dockerHost } });
    await window.showTree();
    await window.showNotifications();
    const question = window.notification(`A change of the ports of ${name} was interrupted.`);
    await question.waitFor();
    await window.takePicture('interrupted');
    const [found] = await lab.docker.listContainers({ filters: { name: [name] } });
    assert.equal(found, undefined, 'Nothing runs before there is an answer.');
    await question.getByRole('button', { name: answer }).click();
    await window.notification(`${name} ${outcome}`).waitFor();
  }

  it('is taken back when the user says so, and the original runs again', async () => {
    const victim = await interrupted();
    await answered(victim, 'Restore the Original', 'is what it was before.');
    const { id, is } = await assertWhole(lab.docker, lab.calls, victim);
    assert.deepEqual([id, is], [victim.id, 'original']);
    await window?.treeRow(victim.name, 'running').waitFor();
  });

  it('is done again when the user says so', async () => {
    const victim = await interrupted();
    await answered(victim, 'Finish the Change', 'has its new ports.');
    assert.equal((await assertWhole(lab.docker, lab.calls, victim)).is, 'new');
    await window?.treeRow(victim.name, 'running').waitFor();
  });
});
