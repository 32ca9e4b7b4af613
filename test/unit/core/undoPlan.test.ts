import assert from 'node:assert/strict';
import type { RecreateFacts } from '../../../src/core/recreateFacts.ts';
import { refused } from '../../../src/core/recreateRefusal.ts';
import { undoPlanOf } from '../../../src/core/undoPlan.ts';
import { bindingsOfRule, publishing, stopped } from './containers.ts';
import { facts } from './recreateFacts.ts';

const web = publishing(['8081:80', '127.0.0.1:9000:9000'], { id: 'w', name: 'web-1' });

function request(...rules: readonly string[]) {
  return {
    containerId: 'w',
    bindings: rules.flatMap(bindingsOfRule),
    exposed: [],
    publishAll: false,
  };
}

describe('undoPlanOf', () => {
  it('tells what comes back and what goes', () => {
    const requests = [request('8080:80', '127.0.0.1:9000:9000')];
    const { steps } = undoPlanOf({
      containers: [web],
      requests,
      facts: new Map([['w', facts()]]),
      keepOriginal: true,
    });
    assert.deepEqual(
      steps.map(({ title, changes, selected }) => ({ title, changes, selected })),
      [
        {
          title: 'web-1',
          changes: [
            'remove 8081 → 80/tcp on all interfaces',
            'add 8080 → 80/tcp on all interfaces',
          ],
          selected: true,
        },
      ],
    );
  });

  it('is refused while what it would lose is not known', () => {
    const [step] = undoPlanOf({
      containers: [web],
      requests: [request('8080:80')],
      facts: new Map(),
      keepOriginal: true,
    }).steps;
    assert.equal(step?.selected, false);
    assert.match(step.refusal?.reason ?? '', /could not be read/);
  });

  it('tells of -P', () => {
    const requests = [{ ...request('8081:80', '127.0.0.1:9000:9000'), publishAll: true }];
    const { steps } = undoPlanOf({
      containers: [web],
      requests,
      facts: new Map([['w', facts()]]),
      keepOriginal: true,
    });
    assert.deepEqual(steps[0]?.changes, ['publish every exposed port (-P)']);
  });

  it('tells the number of many', () => {
    const requests = [request('8081:80', '127.0.0.1:9000:9000', '1000-1019:1000-1019')];
    const { steps } = undoPlanOf({
      containers: [web],
      requests,
      facts: new Map([['w', facts()]]),
      keepOriginal: true,
    });
    const changes = steps[0]?.changes ?? [];
    assert.equal(changes.length, 11);
    assert.equal(changes.at(-1), 'and 10 ports more');
  });

  it('leaves out a container that is gone, and refuses what the engine side refuses', () => {
    const requests = [request('80:80'), { ...request('81:81'), containerId: 'gone' }];
    const { steps } = undoPlanOf({
      containers: [web],
      requests,
      facts: new Map([['w', refused('No.', 'Wait.')]]),
      keepOriginal: true,
    });
    assert.deepEqual(
      steps.map(({ id, refusal, selected }) => [id, refusal?.reason, selected]),
      [['w', 'No.', false]],
    );
  });

  it('tells as many as there is room for', () => {
    const known = ['8081:80', '127.0.0.1:9000:9000'];
    const changesOf = (...more: readonly string[]): readonly string[] | undefined =>
      undoPlanOf({
        containers: [web],
        requests: [request(...known, ...more)],
        facts: new Map([['w', facts()]]),
        keepOriginal: true,
      }).steps[0]?.changes;
    assert.equal(changesOf('1000-1009:1000-1009')?.at(-1), 'add 1009 → 1009/tcp on all interfaces');
    assert.equal(changesOf('1000-1010:1000-1010')?.at(-1), 'and 1 port more');
  });

  it('says what an undo keeps and loses, and not that a file is the place', () => {
    const made = { ...web, compose: { project: 'shop', service: 'web', files: ['/c.yaml'] } };
    const stepOf = (part: Partial<RecreateFacts>) =>
      undoPlanOf({
        containers: [made],
        requests: [request('8080:80')],
        facts: new Map([['w', facts(part)]]),
        keepOriginal: true,
      }).steps[0];
    const kinds = stepOf({})?.facts.map(({ kind }) => kind);
    assert.deepEqual(kinds, ['keeps', 'loses', 'downtime', 'undo']);
    for (const autoRemove of [true, false]) {
      const action = stepOf({ autoRemove })?.action;
      assert.ok(action?.kind === 'recreate');
      assert.deepEqual([action.autoRemove, action.stops], [autoRemove, true]);
    }
  });

  it('stops nothing that does not run', () => {
    const { steps } = undoPlanOf({
      containers: [stopped(web)],
      requests: [request('8080:80')],
      facts: new Map([['w', facts()]]),
      keepOriginal: true,
    });
    const action = steps[0]?.action;
    assert.ok(action?.kind === 'recreate');
    assert.deepEqual([action.stops, action.autoRemove], [false, false]);
  });
});
