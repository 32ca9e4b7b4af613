import assert from 'node:assert/strict';
import { refused } from '../../../src/core/recreateRefusal.ts';
import { undoPlanOf } from '../../../src/core/undoPlan.ts';
import { bindingsOfRule, publishing } from './containers.ts';

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
      facts: new Map(),
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

  it('tells of -P', () => {
    const requests = [{ ...request('8081:80', '127.0.0.1:9000:9000'), publishAll: true }];
    const { steps } = undoPlanOf({
      containers: [web],
      requests,
      facts: new Map(),
      keepOriginal: true,
    });
    assert.deepEqual(steps[0]?.changes, ['publish every exposed port (-P)']);
  });

  it('tells the number of many', () => {
    const requests = [request('8081:80', '127.0.0.1:9000:9000', '1000-1019:1000-1019')];
    const { steps } = undoPlanOf({
      containers: [web],
      requests,
      facts: new Map(),
      keepOriginal: true,
    });
    const changes = steps[0]?.changes ?? [];
    assert.equal(changes.length, 11);
    assert.equal(changes.at(-1), 'and 10 ports more');
  });

  it('leaves out a container that is gone, and refuses what the engine side refuses', () => {
    const requests = [request('80:80'), { ...request('81:81'), containerId: 'gone' }];
    const facts = new Map([['w', refused('No.', 'Wait.')]]);
    const { steps } = undoPlanOf({ containers: [web], requests, facts, keepOriginal: true });
    assert.deepEqual(
      steps.map(({ id, refusal, selected }) => [id, refusal?.reason, selected]),
      [['w', 'No.', false]],
    );
  });
});
