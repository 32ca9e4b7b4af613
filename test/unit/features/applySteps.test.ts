import assert from 'node:assert/strict';
import type { ContainerChanger } from '../../../src/core/containerChanger.ts';
import type { PlanAction, PlanStep } from '../../../src/core/plan.ts';
import type { StepProgress } from '../../../src/core/planView.ts';
import type { RecreateResult } from '../../../src/core/recreate.ts';
import {
  applySteps,
  type AppliedStep,
  type FileChanger,
} from '../../../src/features/applySteps.ts';

const ports = { bindings: [], exposed: [], publishAll: false };

function step(id: string, action: PlanAction, needs?: string): PlanStep {
  return {
    id,
    title: id,
    action,
    changeIds: [],
    changes: [],
    facts: [],
    selected: true,
    ...(needs === undefined ? {} : { needs }),
  };
}

function recreate(id: string): PlanStep {
  const request = { ...ports, containerId: id };
  return step(id, { kind: 'recreate', request, stops: true, autoRemove: false });
}

const project = { project: 'shop', files: ['/shop/compose.yaml'] };
const edit = step('edit', { kind: 'edit', files: [] });
const up = step('up', { kind: 'compose', project, services: ['web'] }, 'edit');

/** Answers as told, and remembers what it was asked to do. */
class Recorder {
  readonly done: string[] = [];
  readonly #results: Readonly<Record<string, RecreateResult | Error>>;
  readonly #editing: StepProgress;

  constructor(
    results: Readonly<Record<string, RecreateResult | Error>> = {},
    editing: StepProgress = { state: 'done', message: '' },
  ) {
    this.#results = results;
    this.#editing = editing;
  }

  get changer(): ContainerChanger {
    const unexpected = (): never => {
      throw new Error('Not asked for.');
    };
    return {
      facts: unexpected,
      recreate: (request, _options, progress) => {
        this.done.push(request.containerId);
        progress('journal');
        progress('stop');
        const result = this.#results[request.containerId];
        if (result instanceof Error) return Promise.reject(result);
        return Promise.resolve(
          result ?? { kind: 'done', newId: `new-${request.containerId}`, lost: [], notes: [] },
        );
      },
      run: ({ image }) => {
        this.done.push(image);
        return Promise.resolve({ kind: 'done', id: 'r', name: 'bold_hopper' });
      },
      listImages: unexpected,
      imageExposes: unexpected,
      found: unexpected,
      restore: unexpected,
      finish: unexpected,
      undoRequest: unexpected,
      removeKeptOriginals: unexpected,
      explain: (error) => ({
        problem: 'engineError',
        detail: error instanceof Error ? error.message : String(error),
      }),
    };
  }

  get files(): FileChanger {
    return {
      edit: () => {
        this.done.push('edit');
        return Promise.resolve(this.#editing);
      },
      bringUp: (_origin, services) => {
        this.done.push(`up ${services.join(' ')}`);
        return Promise.resolve({ state: 'done', message: '' });
      },
      reload: (folder, machines) => {
        this.done.push(`reload ${[folder, ...machines].join(' ')}`);
        return Promise.resolve({ state: 'done', message: '' });
      },
    };
  }
}

async function apply(
  recorder: Recorder,
  steps: readonly PlanStep[],
  cancelled: () => boolean = () => false,
): Promise<{ states: string[]; report: string; heard: string[] }> {
  const heard: string[] = [];
  const { changer, files } = recorder;
  const applied = await applySteps({ changer, files }, steps, {
    options: { verifySeconds: 1, keepOriginal: true },
    cancelled,
    progress: (id, { state, message }) => heard.push(`${id} ${state}: ${message}`),
  });
  return {
    states: applied.steps.map(({ step: { id }, progress }) => `${id} ${progress.state}`),
    report: applied.report,
    heard,
  };
}

describe('applySteps', () => {
  it('does one step after the other, and tells how far each is', async () => {
    const recorder = new Recorder();
    const run = step('nginx', { kind: 'run', request: { ...ports, image: 'nginx' } });
    const { states, report, heard } = await apply(recorder, [recreate('web'), run]);
    assert.deepEqual(recorder.done, ['web', 'nginx']);
    assert.deepEqual(states, ['web done', 'nginx done']);
    assert.equal(report, '2 of 2 done.');
    assert.ok(heard.includes('web applying: Stop the original (5 of 12)'), heard.join('\n'));
  });

  it('says what it is at, and what became of it', async () => {
    const run = step('nginx', { kind: 'run', request: { ...ports, image: 'nginx' } });
    const reload = step('reload', { kind: 'reload', folder: '/srv', machines: [] });
    const { heard } = await apply(new Recorder(), [edit, up, reload, run]);
    assert.deepEqual(heard, [
      'edit applying: Edit and save',
      'edit done: ',
      'up applying: Compose is at work; see its terminal',
      'up done: ',
      'reload applying: Vagrant is at work; see its terminal',
      'reload done: ',
      'nginx applying: Create and start the container',
      'nginx done: bold_hopper is running.',
    ]);
  });

  it('stops before the next container when cancelled, never within one', async () => {
    const recorder = new Recorder();
    const { states, report } = await apply(
      recorder,
      [recreate('a'), recreate('b'), recreate('c')],
      () => recorder.done.length > 0,
    );
    assert.deepEqual(recorder.done, ['a']);
    assert.deepEqual(states, ['a done', 'b skipped', 'c skipped']);
    assert.equal(report, 'Stopped after 1 of 3. Done: a. Not changed: b, c.');
  });

  it('goes on with the others when one fails or cannot be asked', async () => {
    const rolledBack: RecreateResult = { kind: 'rolledBack', step: 'start', message: 'In use.' };
    const recorder = new Recorder({ a: rolledBack, b: new Error('No connection.') });
    const { states, report } = await apply(recorder, [recreate('a'), recreate('b'), recreate('c')]);
    assert.deepEqual(states, ['a failed', 'b failed', 'c done']);
    assert.match(report, /^1 of 3 done\. a was not changed: In use\..*b was not changed: No conn/);
  });

  it('reloads a machine after the edit of its file', async () => {
    const recorder = new Recorder();
    const folder = '/srv/shop';
    const reload = step('reload', { kind: 'reload', folder, machines: ['db'] }, 'edit');
    const { states } = await apply(recorder, [edit, reload]);
    assert.deepEqual(recorder.done, ['edit', 'reload /srv/shop db']);
    assert.deepEqual(states, ['edit done', 'reload done']);
  });

  it('does not bring up what could not be edited', async () => {
    const recorder = new Recorder({}, { state: 'failed', message: 'Changed since.' });
    const { states } = await apply(recorder, [edit, up]);
    assert.deepEqual(recorder.done, ['edit']);
    assert.deepEqual(states, ['edit failed', 'up skipped']);
  });

  it('does not bring up without the edit that it needs', async () => {
    const recorder = new Recorder();
    assert.deepEqual((await apply(recorder, [up])).states, ['up skipped']);
    assert.deepEqual((await apply(recorder, [edit, up])).states, ['edit done', 'up done']);
    assert.deepEqual(recorder.done, ['edit', 'up web']);
  });
});

describe('What became of a step', () => {
  const run = step('nginx', { kind: 'run', request: { ...ports, image: 'nginx' } });

  async function became(
    given: PlanStep,
    changers: Partial<ContainerChanger> = {},
    files: Partial<FileChanger> = {},
  ): Promise<Omit<AppliedStep, 'step'>> {
    const recorder = new Recorder();
    const { steps } = await applySteps(
      {
        changer: { ...recorder.changer, ...changers },
        files: { ...recorder.files, ...files },
      },
      [given],
      {
        options: { verifySeconds: 1, keepOriginal: true },
        cancelled: () => false,
        progress: () => undefined,
      },
    );
    const [{ step: same, ...rest } = assert.fail()] = steps;
    assert.equal(same, given);
    return rest;
  }

  it('is the container that there is now', async () => {
    assert.equal((await became(recreate('web'))).containerId, 'new-web');
    assert.equal((await became(run)).containerId, 'r');
  });

  it('is what a person has to run, where neither way could be finished', async () => {
    const message = 'Both are stopped.';
    const help = {
      kind: 'needsHelp',
      step: 'start',
      message,
      names: [],
      commands: ['docker start a'],
    } as const;
    const { progress, commands, containerId } = await became(recreate('web'), {
      recreate: () => Promise.resolve(help),
    });
    assert.equal(progress.state, 'failed');
    assert.deepEqual(commands, ['docker start a']);
    assert.equal(containerId, undefined);
  });

  it('is a failure without a container, where an image could not be run', async () => {
    const { progress, containerId } = await became(run, {
      run: () => Promise.resolve({ kind: 'failed', message: 'No such image.' }),
    });
    assert.equal(progress.state, 'failed');
    assert.match(progress.message, /No such image\./);
    assert.equal(containerId, undefined);
  });

  it('is a failure in the words of the file, where a file could not be edited', async () => {
    const { progress } = await became(edit, {}, { edit: () => Promise.reject(new Error('Full.')) });
    assert.deepEqual(progress, { state: 'failed', message: 'Full.' });
  });

  it('is nothing, where there is nothing to do', async () => {
    assert.equal((await became(step('gone', { kind: 'none' }))).progress.state, 'skipped');
  });

  it('is what was confirmed: the options are those of the plan, and --rm was in it', async () => {
    let told: unknown;
    await became(recreate('web'), {
      recreate: (_request, options) => {
        told = options;
        return Promise.resolve({ kind: 'done', newId: 'n', lost: [], notes: [] });
      },
    });
    assert.deepEqual(told, { verifySeconds: 1, keepOriginal: true, allowAutoRemove: true });
  });
});
