import assert from 'node:assert/strict';
import type { PlanStep } from '../../../src/core/plan.ts';
import {
  applyVerb,
  confirmation,
  planTitle,
  recreateOutcome,
  reportWords,
  runOutcome,
} from '../../../src/core/planView.ts';

function step(title: string, kind: 'recreate' | 'run' = 'recreate'): PlanStep {
  const ports = { bindings: [], exposed: [], publishAll: false };
  return {
    id: title,
    title,
    action:
      kind === 'run'
        ? { kind, request: { ...ports, image: 'nginx' } }
        : { kind, request: { ...ports, containerId: title }, stops: true, autoRemove: false },
    changeIds: ['1', '2'],
    changes: ['add 8081 → 80/tcp on this host only'],
    facts: [
      { kind: 'keeps', text: 'everything', details: [] },
      { kind: 'warning', text: 'Mind the gap.', details: [] },
      { kind: 'loses', text: 'Nothing is lost.', details: [] },
      { kind: 'downtime', text: 'a second', details: [] },
      { kind: 'undo', text: 'by hand', details: [] },
    ],
    selected: true,
  };
}

describe('planTitle', () => {
  it('counts changes and steps', () => {
    assert.equal(planTitle({ steps: [step('a')] }), 'Plan: 2 changes, 1 step');
    assert.equal(planTitle({ steps: [step('a'), step('b')] }), 'Plan: 4 changes, 2 steps');
  });
});

describe('applyVerb', () => {
  const verbs: readonly [readonly PlanStep[], string][] = [
    [[step('a')], 'Recreate 1 Container'],
    [[step('a'), step('b')], 'Recreate 2 Containers'],
    [[step('a', 'run')], 'Run 1 Container'],
    [[step('a'), step('b', 'run')], 'Recreate 1 Container and Run 1 Container'],
  ];
  for (const [steps, verb] of verbs) {
    it(`says ${verb}`, () => {
      assert.equal(applyVerb(steps), verb);
    });
  }
});

describe('confirmation', () => {
  it('asks with the verb and tells names, downtime, losses and the way back', () => {
    assert.deepEqual(confirmation([step('web-1')]), {
      message: 'Recreate 1 Container?',
      verb: 'Recreate 1 Container',
      detail: [
        'web-1: add 8081 → 80/tcp on this host only',
        'Mind the gap.',
        'Loses: Nothing is lost.',
        'Down: a second',
        'Undo: by hand',
      ].join('\n'),
    });
  });
});

describe('what became of a step', () => {
  it('names the kept original', () => {
    const keptOriginal = { id: 'o', name: 'web-1.ports-old-1f2e3d4c' };
    assert.deepEqual(
      recreateOutcome('web-1', {
        kind: 'done',
        newId: 'n',
        keptOriginal,
        lost: [],
        notes: ['Note.'],
      }),
      {
        state: 'done',
        message: 'The original is kept, stopped, as web-1.ports-old-1f2e3d4c. Note.',
      },
    );
  });

  const failures: readonly [Parameters<typeof recreateOutcome>[1], RegExp][] = [
    [{ kind: 'refused', reason: 'No.', remedy: 'Wait.' }, /^web-1 was not changed\. No\. Wait\.$/],
    [
      { kind: 'rolledBack', step: 'start', message: 'port is already allocated.' },
      /^web-1 was not changed: port is already allocated\. The original is back/,
    ],
    [
      {
        kind: 'needsHelp',
        step: 'start',
        message: 'Gone.',
        names: ['a', 'b'],
        commands: ['x', 'y'],
      },
      /^web-1 needs you: Gone\. Left: a, b\. Run: x ; y$/,
    ],
  ];
  for (const [result, message] of failures) {
    it(`tells of ${result.kind}`, () => {
      const outcome = recreateOutcome('web-1', result);
      assert.equal(outcome.state, 'failed');
      assert.match(outcome.message, message);
    });
  }

  it('tells of a new container', () => {
    assert.deepEqual(runOutcome('nginx', { kind: 'done', id: 'n', name: 'bold_hopper' }), {
      state: 'done',
      message: 'bold_hopper is running.',
    });
    assert.match(runOutcome('nginx', { kind: 'failed', message: 'Oh.' }).message, /nginx.*: Oh\.$/);
  });
});

describe('reportWords', () => {
  const done = { title: 'web-1', progress: { state: 'done', message: 'Done.' } } as const;
  const failed = { title: 'api-1', progress: { state: 'failed', message: 'No.' } } as const;
  const skipped = { title: 'cache-1', progress: { state: 'skipped', message: '' } } as const;

  it('counts what is done and tells what failed', () => {
    assert.equal(reportWords([done, failed], false), '1 of 2 done. No.');
  });

  it('tells where it was stopped', () => {
    assert.equal(
      reportWords([done, skipped], true),
      'Stopped after 1 of 2. Done: web-1. Not changed: cache-1.',
    );
  });
});
