import assert from 'node:assert/strict';
import type { Container } from '../../../src/core/container.ts';
import type { PlanAction, PlanStep } from '../../../src/core/plan.ts';
import { ordered } from '../../../src/core/planOrder.ts';
import { bindingsOfRule, publishing } from './containers.ts';

function stepOf(id: string, action: PlanAction): PlanStep {
  return { id, title: id, action, changeIds: [], changes: [], facts: [], selected: true };
}

/** Gives a container these ports, in the place of those that it has. */
function recreate(id: string, ...rules: readonly string[]): PlanStep {
  const bindings = rules.flatMap(bindingsOfRule);
  const request = { containerId: id, bindings, exposed: [], publishAll: false };
  return stepOf(id, { kind: 'recreate', request, stops: true, autoRemove: false });
}

function having(id: string, ...rules: readonly string[]): Container {
  return publishing(rules, { id, name: id });
}

const idsOf = (steps: readonly PlanStep[]): readonly string[] => steps.map(({ id }) => id);

describe('ordered', () => {
  const cases: readonly {
    readonly what: string;
    readonly containers: readonly Container[];
    readonly steps: readonly PlanStep[];
    readonly order: readonly string[];
  }[] = [
    {
      what: 'keeps the order of steps that have nothing to do with each other',
      containers: [having('a', '1:80'), having('b', '2:80')],
      steps: [recreate('b', '4:80'), recreate('a', '3:80')],
      order: ['b', 'a'],
    },
    {
      what: 'frees a host port before it is taken',
      containers: [having('a', '1:80'), having('b', '2:80')],
      steps: [recreate('b', '2:80', '1:90'), recreate('a', '3:80')],
      order: ['a', 'b'],
    },
    {
      what: 'follows a chain',
      containers: [having('a', '1:80'), having('b', '2:80'), having('c', '3:80')],
      steps: [recreate('c', '2:80'), recreate('b', '1:80'), recreate('a', '9:80')],
      order: ['a', 'b', 'c'],
    },
    {
      what: 'frees for a container that is only made then',
      containers: [having('a', '1:80')],
      steps: [
        stepOf('new', {
          kind: 'run',
          request: { image: 'n', bindings: bindingsOfRule('1:80'), exposed: [], publishAll: false },
        }),
        recreate('a'),
      ],
      order: ['a', 'new'],
    },
    {
      what: 'knows that all interfaces hold each address',
      containers: [having('a', '127.0.0.1:1:80'), having('b')],
      steps: [recreate('b', '1:80'), recreate('a')],
      order: ['a', 'b'],
    },
    {
      what: 'knows that two addresses are two places',
      containers: [having('a', '127.0.0.1:1:80'), having('b')],
      steps: [recreate('b', '127.0.0.2:1:80'), recreate('a')],
      order: ['b', 'a'],
    },
    {
      what: 'knows that two protocols are two places',
      containers: [having('a', '1:80'), having('b')],
      steps: [recreate('b', '1:80/udp'), recreate('a')],
      order: ['b', 'a'],
    },
    {
      what: 'waits for no port that the engine chooses',
      containers: [having('a', '80'), having('b')],
      steps: [recreate('b', '80'), recreate('a')],
      order: ['b', 'a'],
    },
    {
      what: 'waits for no port that stays where it is',
      containers: [having('a', '1:80'), having('b', '1:80')],
      steps: [recreate('b', '1:80', '2:90'), recreate('a', '1:80', '3:90')],
      order: ['b', 'a'],
    },
    {
      what: 'has no container wait for itself',
      containers: [having('a', '1:80')],
      steps: [recreate('a', '127.0.0.1:1:80')],
      order: ['a'],
    },
    {
      what: 'leaves steps that have no ports where they are',
      containers: [having('a', '1:80'), having('b', '2:80')],
      steps: [stepOf('edit', { kind: 'edit', files: [] }), recreate('a', '3:80')],
      order: ['edit', 'a'],
    },
  ];
  for (const { what, containers, steps, order } of cases) {
    it(what, () => {
      const result = ordered(steps, containers);
      assert.deepEqual(idsOf(result), order);
      assert.deepEqual(
        result.filter(({ refusal, selected }) => refusal !== undefined || !selected),
        [],
      );
    });
  }

  it('refuses those that wait for each other, and does the others', () => {
    const containers = [having('a', '1:80'), having('b', '2:80'), having('c', '3:80')];
    const steps = [recreate('a', '2:80'), recreate('c', '4:80'), recreate('b', '1:80')];
    const result = ordered(steps, containers);
    assert.deepEqual(
      result.map(({ id, selected, refusal }) => [id, selected, refusal?.kind]),
      [
        ['c', true, undefined],
        ['a', false, 'refused'],
        ['b', false, 'refused'],
      ],
    );
  });
});
