import assert from 'node:assert/strict';
import type { StagedChange } from '../../../src/core/change.ts';
import type { Container } from '../../../src/core/container.ts';
import type { DeclaredFile } from '../../../src/core/declaration.ts';
import { planOf, type PlanInput, type PlanStep } from '../../../src/core/plan.ts';
import { composeWishes } from '../../../src/core/planCompose.ts';
import type { PlannedEdit } from '../../../src/core/plannedEdit.ts';
import { vagrantWishes } from '../../../src/core/planVagrant.ts';
import { publishing } from './containers.ts';
import { composeFile, fromShop, vagrantfile } from './declaredFiles.ts';
import { adding, declaring, defaultMachine, replacing, ruleOfText } from './stagedChanges.ts';

const composePath = '/srv/shop/compose.yaml';
const vagrantPath = '/srv/shop/Vagrantfile';
const shop = composeFile({ web: ['8080:80'], db: [] });
const box = vagrantfile({ default: ['18080:80'] });
const boxes = vagrantfile({ web: ['18080:80'], db: [], '--provision': [] });

/** Of the wish for the project in `/srv/shop`. */
const shopId = 'shop /srv/shop';

function edited(path: string): PlannedEdit {
  return { ok: true, files: [{ path, before: 'a', after: 'b' }] };
}

function stepsOf(
  changes: readonly StagedChange[],
  part: Partial<PlanInput> = {},
): readonly PlanStep[] {
  return planOf({
    containers: [],
    changes,
    files: [shop, box],
    facts: new Map(),
    listeners: [],
    keepOriginal: true,
    edits: new Map([
      [shopId, edited(composePath)],
      [box.uri, edited(vagrantPath)],
    ]),
    vagrant: 'here',
    ...part,
  }).steps;
}

function words({ title, changes, selected, refusal }: PlanStep): string {
  const state = refusal === undefined ? '' : ` | ${refusal.reason} ${refusal.remedy}`;
  return `${selected ? '☑' : '☐'} ${title} | ${changes.join('; ')}${state}`;
}

function inProject(service: string, rules: readonly string[]): Container {
  return publishing(rules, { id: service, name: `shop-${service}-1`, compose: fromShop(service) });
}

describe('a plan for services', () => {
  it('edits the file, then has Compose bring up what it says', () => {
    const steps = stepsOf([
      declaring({ was: '8080:80', rule: '8081:80', id: 'a' }),
      declaring({ rule: '5432:5432', owner: { name: 'db' }, id: 'b' }),
    ]);
    assert.deepEqual(steps.map(words), [
      '☑ compose.yaml | web: change 8080 → 80/tcp on all interfaces to 8081 → 80/tcp on all interfaces; db: add 5432 → 5432/tcp on all interfaces',
      '☑ docker compose up -d web db | start web, db of shop from /srv/shop/compose.yaml',
    ]);
    const [edit, up] = steps;
    assert.deepEqual(edit?.changeIds, ['a', 'b']);
    assert.equal(up?.needs, edit.id);
    assert.deepEqual(up.action, {
      kind: 'compose',
      project: { project: 'shop', files: [composePath], workingDirectory: '/srv/shop' },
      services: ['web', 'db'],
    });
  });

  it('joins changes of a container and of a service of its project', () => {
    const web = inProject('web', ['8080:80']);
    const file = { service: 'web', name: 'compose.yaml' };
    const steps = stepsOf(
      [
        { ...replacing(web, '8080', '8081:80', 'a'), file },
        declaring({ rule: '5432:5432', owner: { name: 'db' }, id: 'b' }),
      ],
      { containers: [web] },
    );
    assert.equal(steps.length, 2);
    assert.deepEqual(steps[0]?.changeIds, ['a', 'b']);
    assert.equal(steps[1]?.title, 'docker compose up -d web db');
    const [wish] = composeWishes({
      containers: [web],
      files: [shop],
      changes: [{ ...replacing(web, '8080', '8081:80', 'a'), file }],
    });
    assert.deepEqual(wish?.edits[0]?.was, [ruleOfText('8080:80')]);
    assert.deepEqual(wish.edits[0].rule, ruleOfText('8081:80'));
  });

  it('keeps apart projects of one name in two folders', () => {
    const other = composeFile({ web: [] }, { paths: ['/srv/other/compose.yaml'] });
    const changes = [
      declaring({ rule: '8081:80', id: 'a' }),
      declaring({ rule: '8082:80', id: 'b', owner: { uri: other.uri } }),
    ];
    const wishes = composeWishes({ containers: [], files: [shop, other], changes });
    assert.deepEqual(
      wishes.map(({ project, edits }) => [project.files, edits.map(({ changeId }) => changeId)]),
      [
        [[composePath], ['a']],
        [['/srv/other/compose.yaml'], ['b']],
      ],
    );
  });

  it('tells of what is lost only where there is a container', () => {
    const changes = [declaring({ rule: '5432:5432', owner: { name: 'db' } })];
    const losses = (containers: readonly Container[]): readonly (string | undefined)[] =>
      stepsOf(changes, { containers }).map(
        ({ facts }) => facts.find(({ kind }) => kind === 'loses')?.text,
      );
    assert.deepEqual(losses([inProject('web', [])]), ['Nothing is lost.', 'Nothing is lost.']);
    assert.match(losses([inProject('db', [])])[1] ?? '', /inside the containers of db/);
  });

  it('calls Compose as its containers were made, with all of their files', () => {
    const files = ['compose.yaml', 'compose.override.yaml'];
    const web = publishing([], { compose: fromShop('web', { files }) });
    const [wish] = composeWishes({
      containers: [web],
      files: [shop],
      changes: [declaring({ rule: '5432:5432', owner: { name: 'db' } })],
    });
    assert.deepEqual(wish?.project.files, files);
  });

  it('leaves the name of a project to Compose where the files do not tell it', () => {
    const unnamed = composeFile({ web: [] }, { project: '' });
    const changes = [declaring({ rule: '8081:80' })];
    const edits = new Map([[' /srv/shop', edited(composePath)]]);
    const [, up] = stepsOf(changes, { files: [unnamed], edits });
    assert.deepEqual(up?.changes, ['start web from /srv/shop/compose.yaml']);
    assert.ok(up.action.kind === 'compose' && up.action.project.project === '');
  });

  it('refuses what cannot be edited surely, or be read', () => {
    const failing = new Map<string, PlannedEdit>([[shopId, { ok: false, reason: 'An alias.' }]]);
    const changes = [declaring({ rule: '8081:80' })];
    const remedy = 'Edit compose.yaml by hand, or discard the change.';
    for (const [edits, reason] of [
      [failing, 'An alias.'],
      [new Map<string, PlannedEdit>(), 'compose.yaml could not be read.'],
    ] as const) {
      for (const { refusal, selected } of stepsOf(changes, { edits })) {
        assert.equal(selected, false);
        assert.equal(`${refusal?.reason ?? ''} ${refusal?.remedy ?? ''}`, `${reason} ${remedy}`);
      }
    }
  });

  it('refuses a host port that another container holds, not one of its own project', () => {
    const other = publishing(['8081:90'], { id: 'o', name: 'other' });
    const changes = [declaring({ was: '8080:80', rule: '8081:80' })];
    const [refusedEdit] = stepsOf(changes, { containers: [other] });
    assert.match(refusedEdit?.refusal?.reason ?? '', /8081 is published by other/);
    const own = inProject('db', ['8081:90']);
    assert.equal(stepsOf(changes, { containers: [own] })[0]?.refusal, undefined);
  });

  it('says when the file is gone', () => {
    const steps = stepsOf([declaring({ rule: '8081:80' })], { files: [] });
    assert.deepEqual(steps.map(words), [
      '☐ compose.yaml | add 8081 → 80/tcp on all interfaces | The workspace has no compose.yaml any more. Discard the change, or open its folder.',
    ]);
  });
});

describe('a plan for machines', () => {
  const change = declaring({ rule: '127.0.0.1:9000:9000', owner: defaultMachine });

  it('edits the Vagrantfile, then has Vagrant reload the machine', () => {
    const steps = stepsOf([change]);
    assert.deepEqual(steps.map(words), [
      '☑ Vagrantfile | add 9000 → 9000/tcp on this host only',
      '☑ vagrant reload | restart default with the forwards of /srv/shop/Vagrantfile',
    ]);
    const [edit, reload] = steps;
    assert.deepEqual(edit?.changeIds, ['declared']);
    assert.equal(reload?.needs, edit.id);
    assert.deepEqual(reload.action, { kind: 'reload', folder: '/srv/shop', machines: [] });
    assert.ok(reload.facts.some(({ kind }) => kind === 'downtime'));
  });

  function of(name: string, files: readonly DeclaredFile[] = [boxes]): readonly PlanStep[] {
    return stepsOf([{ ...change, owner: { ...defaultMachine, name } }], { files });
  }

  it('names the machines that change where there are others', () => {
    const [edit, reload] = of('web');
    assert.deepEqual(edit?.changes, ['web: add 9000 → 9000/tcp on this host only']);
    assert.equal(reload?.title, 'vagrant reload web');
    assert.deepEqual(reload.action, { kind: 'reload', folder: '/srv/shop', machines: ['web'] });
  });

  it('gives vagrant no name that it would take for an option', () => {
    const [edit, reload] = of('--provision');
    assert.equal(edit?.refusal, undefined);
    assert.match(reload?.refusal?.reason ?? '', /might take the machine name --provision for/);
    assert.equal(reload?.selected, false);
  });

  for (const [vagrant, reason] of [
    ['elsewhere', 'Vagrant runs on the machine that has the VM, not in it.'],
    ['missing', 'vagrant was not found on this machine.'],
  ] as const) {
    it(`edits without reloading where vagrant is ${vagrant}`, () => {
      const [edit, reload] = stepsOf([change], { vagrant });
      assert.equal(edit?.selected, true);
      assert.equal(reload?.refusal?.reason, reason);
      assert.match(reload.refusal.remedy, /^Run vagrant reload in the folder of Vagrantfile /);
    });
  }

  it('refuses both when the file cannot be edited surely', () => {
    const edits = new Map<string, PlannedEdit>([[box.uri, { ok: false, reason: 'A loop.' }]]);
    for (const { refusal } of stepsOf([change], { edits })) {
      assert.equal(refusal?.reason, 'A loop.');
    }
  });

  it('asks of each file what is staged for it', () => {
    const other = { ...defaultMachine, uri: 'file:///other/Vagrantfile' };
    const changes = [
      change,
      declaring({ rule: '1:1', owner: other }),
      adding(inProject('web', []), '2:2'),
    ];
    const wishes = vagrantWishes({ changes, files: [shop, box] });
    assert.deepEqual(
      wishes.map(({ path, edits }) => [path, edits.map(({ changeId }) => changeId)]),
      [[vagrantPath, ['declared']]],
    );
  });
});
