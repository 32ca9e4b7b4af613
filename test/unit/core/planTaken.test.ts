import assert from 'node:assert/strict';
import type { PlanInput } from '../../../src/core/plan.ts';
import { addedRules, takenRefusal } from '../../../src/core/planTaken.ts';
import { publishing, stopped } from './containers.ts';
import { adding, removing, replacing, ruleOfText } from './stagedChanges.ts';

const web = publishing(['8080:80'], { id: 'w', name: 'web-1' });
const input: PlanInput = {
  containers: [web],
  changes: [],
  facts: new Map(),
  listeners: [],
  keepOriginal: true,
  files: [],
  edits: new Map(),
  vagrant: 'missing',
};
const nobody = (): boolean => false;

function reasonOf(rules: readonly string[], part: Partial<PlanInput> = {}): string | undefined {
  return takenRefusal({ ...input, ...part }, rules.map(ruleOfText), nobody)?.reason;
}

describe('takenRefusal', () => {
  it('names the running container that has the port, whichever rule wants it', () => {
    const reason = 'Host port 8080 is published by web-1 (running).';
    assert.equal(reasonOf(['8080:90']), reason);
    assert.equal(reasonOf(['1:1', '127.0.0.1:8075-8085:8075-8085']), reason);
  });

  it('names the program that listens', () => {
    const listeners = [
      { hostIp: '0.0.0.0', port: 5432, protocol: 'tcp', pid: 8, program: 'postgres' },
    ] as const;
    assert.match(reasonOf(['5432:5432'], { listeners }) ?? '', /postgres \(pid 8\)/);
  });

  const free: readonly (readonly [string, string, Partial<PlanInput>])[] = [
    ['another port', '8081:80', {}],
    ['another protocol', '8080:80/udp', {}],
    ['a port that the engine chooses', '80', {}],
    ['the port of a container that is stopped', '8080:90', { containers: [stopped(web)] }],
    ['an address of its own', '127.0.0.2:1:80', { containers: [publishing(['127.0.0.1:1:80'])] }],
  ];
  for (const [what, rule, part] of free) {
    it(`lets ${what} be`, () => {
      assert.equal(reasonOf([rule], part), undefined);
    });
  }

  it('lets a container take what it has itself', () => {
    const rules = [ruleOfText('8080:90')];
    assert.equal(
      takenRefusal(input, rules, ({ kind }) => kind === 'container'),
      undefined,
    );
  });

  it('says what to do', () => {
    const refusal = takenRefusal(input, [ruleOfText('8080:80')], nobody);
    assert.match(refusal?.remedy ?? '', /free it/);
  });
});

describe('addedRules', () => {
  it('are those of what is added and replaced', () => {
    const changes = [
      adding(web, '1:1'),
      removing(web, '80/tcp'),
      replacing(web, '80/tcp', '127.0.0.1:3:3'),
    ];
    assert.deepEqual(addedRules(changes), [ruleOfText('1:1'), ruleOfText('127.0.0.1:3:3')]);
  });
});
