import assert from 'node:assert/strict';
import type { MappingChange, RunImage, StagedChange } from '../../../src/core/change.ts';
import type { Container } from '../../../src/core/container.ts';
import { referenceOf } from '../../../src/core/mappingRule.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import { planOf, type Plan, type PlanInput, type PlanStep } from '../../../src/core/plan.ts';
import { parsePublish, type PublishRule } from '../../../src/core/portSpec.ts';
import { refused } from '../../../src/core/recreateRefusal.ts';
import { container, publishing, stopped } from './containers.ts';
import { facts } from './recreateFacts.ts';

function rule(text: string): PublishRule {
  const parsed = parsePublish(text);
  if (!parsed.ok) throw new Error(parsed.message);
  const { hostIp, hostPorts, containerPorts, protocol } = parsed.value;
  const common = { hostIp, containerPorts, protocol };
  return hostPorts === undefined ? common : { ...common, hostPorts };
}

let changeCount = 0;

function add(to: Container, text: string): MappingChange {
  changeCount += 1;
  const { id, name } = to;
  return { kind: 'add', id: `add-${changeCount}`, container: { id, name }, rule: rule(text) };
}

/** The only mapping of a container, removed or with another rule. */
function edit(of: Container, text?: string): MappingChange {
  changeCount += 1;
  const [mapping] = mappingsOf(of);
  const was = mapping && referenceOf(of, mapping);
  if (was === undefined) throw new Error('No mapping.');
  const common = { id: `edit-${changeCount}`, container: { id: of.id, name: of.name }, was };
  return text === undefined
    ? { ...common, kind: 'remove' }
    : { ...common, kind: 'replace', rule: rule(text) };
}

function run(part: Partial<RunImage> = {}): RunImage {
  return {
    kind: 'run',
    id: 'r',
    image: 'nginx',
    rules: [],
    exposed: [],
    publishAll: false,
    ...part,
  };
}

function plan(
  containers: readonly Container[],
  changes: readonly StagedChange[],
  part: Partial<PlanInput> = {},
): Plan {
  return planOf({
    containers,
    changes,
    facts: new Map(containers.map(({ id, name }) => [id, facts({ name })])),
    listeners: [],
    keepOriginal: true,
    files: [],
    edits: new Map(),
    vagrant: 'here',
    ...part,
  });
}

function onlyStep({ steps }: Plan): PlanStep {
  const [step, ...others] = steps;
  assert.equal(others.length, 0);
  assert.ok(step !== undefined);
  return step;
}

const web = publishing(['8080:80'], { id: 'w', name: 'web-1' });
const api = publishing(['127.0.0.1:9090:90'], { id: 'a', name: 'api-1' });

describe('planOf', () => {
  it('refuses what nothing is known of that it would lose', () => {
    const step = onlyStep(plan([web], [edit(web, '8081:80')], { facts: new Map() }));
    assert.equal(step.selected, false);
    assert.match(step.refusal?.reason ?? '', /The details of web-1 could not be read/);
  });

  it('makes one step of all changes of a container', () => {
    const step = onlyStep(plan([web], [edit(web, '8081:80'), add(web, '127.0.0.1:9000:9000')]));
    assert.equal(step.title, 'web-1');
    assert.deepEqual(step.changes, [
      'change 8080 → 80/tcp on all interfaces to 8081 → 80/tcp on all interfaces',
      'add 9000 → 9000/tcp on this host only',
    ]);
    assert.ok(step.action.kind === 'recreate');
    assert.deepEqual(step.action.request, {
      containerId: 'w',
      exposed: [],
      publishAll: false,
      bindings: [
        { hostIp: '', hostPort: '8081', containerPort: 80, protocol: 'tcp' },
        { hostIp: '127.0.0.1', hostPort: '9000', containerPort: 9000, protocol: 'tcp' },
      ],
    });
    assert.equal(step.selected, true);
    assert.equal(step.refusal, undefined);
  });

  it('gives the same plan for the same', () => {
    const changes = [edit(web, '8081:80'), add(api, '9000:9000')];
    assert.deepEqual(plan([web, api], changes), plan([web, api], changes));
  });

  it('says what is kept, lost, and how it is undone', () => {
    const part = { changedFiles: 2, layerSize: 1_500, tmpfs: ['/run'] };
    const changedPaths = [{ path: '/etc/a', kind: 'changed' } as const];
    const input = { facts: new Map([['w', facts({ ...part, changedPaths })]]) };
    const step = onlyStep(plan([web], [edit(web)], input));
    const told = step.facts.map(({ kind, text }) => `${kind}: ${text}`).join('\n');
    assert.match(told, /^keeps: 2 files changed inside the container \(1\.50 kB\)/m);
    assert.match(told, /^loses: the files in \/run$/m);
    assert.match(told, /^downtime: a few seconds/m);
    assert.match(told, /^undo: Undo Last Apply .* the original is kept/m);
    const files = step.facts.find(({ details }) => details.length > 0);
    assert.deepEqual(files?.details, ['changed /etc/a', 'and 1 file more']);
  });

  it('says that nothing is lost of a container that is stopped', () => {
    const input = { facts: new Map([['w', facts({ state: 'exited' })]]) };
    const step = onlyStep(plan([stopped(web)], [edit(stopped(web))], input));
    assert.ok(step.facts.some(({ kind, text }) => kind === 'loses' && text === 'Nothing is lost.'));
    assert.ok(step.facts.some(({ kind, text }) => kind === 'downtime' && text.startsWith('none')));
    assert.equal(step.action.kind === 'recreate' && step.action.stops, false);
  });

  it('leaves a Compose container to its file unless it is chosen', () => {
    const compose = { project: 'shop', service: 'web', files: ['/shop/compose.yaml'] };
    const made = { ...web, compose };
    const step = onlyStep(plan([made], [edit(made)]));
    assert.equal(step.selected, false);
    assert.equal(step.refusal, undefined);
    assert.match(step.facts[0]?.text ?? '', /belong in \/shop\/compose\.yaml/);
  });

  const refusals: readonly [string, () => Plan, RegExp][] = [
    [
      'the port of a running container',
      () => plan([web, api], [add(api, '8080:90')]),
      /Host port 8080 is published by web-1 \(running\)/,
    ],
    [
      'the port of a program',
      () =>
        plan([api], [add(api, '5432:90')], {
          listeners: [
            { hostIp: '0.0.0.0', port: 5432, protocol: 'tcp', pid: 8, program: 'postgres' },
          ],
        }),
      /5432 is in use on this host by postgres \(pid 8\)/,
    ],
    [
      'the name of another container',
      () => plan([web], [run({ name: 'web-1' })]),
      /a container named web-1/,
    ],
    ['a container that is gone', () => plan([], [edit(web)]), /no container web-1/],
    [
      'a mapping that is gone',
      () => plan([publishing(['1:2'], { id: 'w', name: 'web-1' })], [edit(web)]),
      /another configuration/,
    ],
    [
      'what the engine side refuses',
      () => plan([web], [edit(web)], { facts: new Map([['w', refused('Not this one.', 'Go.')]]) }),
      /Not this one/,
    ],
    [
      'a container whose details are not known',
      () => plan([{ ...web, knowledge: 'listed' }], [add(web, '1:2')]),
      /details of web-1/,
    ],
  ];
  for (const [name, make, reason] of refusals) {
    it(`refuses ${name}`, () => {
      const step = onlyStep(make());
      assert.match(step.refusal?.reason ?? '', reason);
      assert.notEqual(step.refusal?.remedy, '');
      assert.equal(step.selected, false);
    });
  }

  it('finds a container that was recreated by its name', () => {
    const again = { ...web, id: 'w2' };
    const step = onlyStep(plan([again], [edit(web)]));
    assert.equal(step.refusal, undefined);
    assert.equal(step.id, 'w2');
  });

  it('takes the same port for a container that has it already', () => {
    assert.equal(onlyStep(plan([web], [edit(web, '127.0.0.1:8080:80')])).refusal, undefined);
  });

  it('does a step that frees a port before the one that takes it', () => {
    const { steps } = plan([web, api], [add(api, '8080:90'), edit(web, '8081:80')]);
    assert.deepEqual(
      steps.map(({ title, refusal }) => [title, refusal]),
      [
        ['web-1', undefined],
        ['api-1', undefined],
      ],
    );
  });

  it('refuses two containers that exchange a port', () => {
    const other = publishing(['8081:80'], { id: 'o', name: 'other' });
    const { steps } = plan([web, other], [edit(web, '8081:80'), edit(other, '8080:80')]);
    assert.equal(steps.length, 2);
    for (const { refusal, selected } of steps) {
      assert.match(refusal?.reason ?? '', /another step frees/);
      assert.equal(selected, false);
    }
  });

  it('runs an image', () => {
    const change = run({ name: 'new', rules: [rule('127.0.0.1:8000:80')], exposed: ['90/tcp'] });
    const step = onlyStep(plan([], [change]));
    assert.deepEqual(step.action, {
      kind: 'run',
      request: {
        image: 'nginx',
        name: 'new',
        bindings: [{ hostIp: '127.0.0.1', hostPort: '8000', containerPort: 80, protocol: 'tcp' }],
        exposed: ['90/tcp'],
        publishAll: false,
      },
    });
    assert.equal(step.selected, true);
    assert.deepEqual(step.changes, ['run nginx as new: 8000 → 80/tcp']);
  });

  it('does not expose what only its publishing exposed', () => {
    const step = onlyStep(plan([web], [edit(web)]));
    assert.ok(step.action.kind === 'recreate');
    assert.deepEqual(step.action.request.unexposed, ['80/tcp']);
    const kept = container({
      ...web,
      ports: web.ports.map((port) => ({ ...port, exposedBy: 'image' })),
    });
    const other = onlyStep(plan([kept], [edit(kept)]));
    assert.ok(other.action.kind === 'recreate');
    assert.equal(other.action.request.unexposed, undefined);
  });
});
