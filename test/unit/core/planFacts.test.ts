import assert from 'node:assert/strict';
import type { Container } from '../../../src/core/container.ts';
import {
  composeFacts,
  editFacts,
  recreateFactsOf,
  reloadFacts,
  runFactsOf,
  type PlanFact,
} from '../../../src/core/planFacts.ts';
import type { RecreateFacts } from '../../../src/core/recreateFacts.ts';
import { container, stopped } from './containers.ts';
import { facts } from './recreateFacts.ts';

interface Told {
  readonly of?: Partial<Container>;
  readonly knowing?: Partial<RecreateFacts>;
  readonly keepOriginal?: boolean;
}

function told({ of = {}, knowing = {}, keepOriginal = true }: Told = {}): readonly PlanFact[] {
  return recreateFactsOf(container(of), facts(knowing), keepOriginal);
}

function textsOf(all: readonly PlanFact[], kind: PlanFact['kind']): readonly string[] {
  return all.flatMap((fact) => (fact.kind === kind ? [fact.text] : []));
}

const kinds = (all: readonly PlanFact[]): readonly string[] => all.map(({ kind }) => kind);

describe('recreateFactsOf', () => {
  it('is silent about what could not be learnt', () => {
    assert.deepEqual(recreateFactsOf(container(), undefined, true), []);
  });

  it('tells of a plain container what it keeps and loses, how long, and the way back', () => {
    assert.deepEqual(kinds(told()), ['keeps', 'loses', 'downtime', 'undo']);
    assert.match(textsOf(told(), 'keeps')[0] ?? '', /^all volumes, the environment/);
    assert.deepEqual(textsOf(told(), 'loses'), ['the memory of its processes']);
  });

  it('names the networks', () => {
    const networks = ['front', 'back'].map((name) => ({ name, aliases: [] }));
    const [keeps = ''] = textsOf(told({ of: { networks } }), 'keeps');
    assert.match(keeps, /^2 networks \(front, back\), all volumes/);
  });

  it('names the file that is the place for the ports of a service', () => {
    const of = (files: readonly string[]): Partial<Container> => ({
      compose: { project: 'shop', service: 'web', files },
    });
    const [place = ''] = textsOf(told({ of: of(['/a.yaml', '/b.yaml']) }), 'place');
    assert.match(place, /service web belong in \/b\.yaml: .* docker compose up -d web\./);
    assert.match(textsOf(told({ of: of([]) }), 'place')[0] ?? '', /belong in its Compose file/);
  });

  it('tells each warning but those that are a fact of their own', () => {
    const warnings = textsOf(
      told({ knowing: { interactive: true, changedFiles: 1, tmpfs: ['/run'] } }),
      'warning',
    );
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /interactive|terminal|attach/i);
  });

  it('tells the changed files, and how many are not told', () => {
    const changedPaths = [
      { path: '/etc/a', kind: 'changed' },
      { path: '/b', kind: 'deleted' },
    ] as const;
    const all = told({ knowing: { changedFiles: 3, changedPaths, layerSize: 12 } });
    const files = all.find(({ details }) => details.length > 0);
    assert.match(files?.text ?? '', /^3 files changed inside the container \(12 B\)/);
    assert.deepEqual(files?.details, ['changed /etc/a', 'deleted /b', 'and 1 file more']);
    const whole = told({ knowing: { changedFiles: 2, changedPaths } });
    assert.deepEqual(whole.find(({ details }) => details.length > 0)?.details.length, 2);
  });

  const sizes: readonly (readonly [number, string])[] = [
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.00 kB'],
    [12_345, '12.3 kB'],
    [999_999, '1.00 MB'],
    [123_456_789, '123 MB'],
    [5_000_000_000, '5.00 GB'],
  ];
  for (const [layerSize, words] of sizes) {
    it(`writes ${layerSize} bytes as ${words}`, () => {
      const all = told({ knowing: { changedFiles: 1, layerSize } });
      assert.ok(textsOf(all, 'keeps').some((text) => text.includes(`(${words})`)));
    });
  }

  it('says that nothing stops where nothing runs', () => {
    const all = recreateFactsOf(stopped(container()), facts({ state: 'exited' }), true);
    assert.match(textsOf(all, 'downtime')[0] ?? '', /^none/);
    assert.deepEqual(textsOf(all, 'loses'), ['Nothing is lost.']);
    assert.match(textsOf(told({ knowing: { name: 'api' } }), 'downtime')[0] ?? '', /when api is/);
  });

  const undone: readonly (readonly [string, Told, RegExp])[] = [
    ['kept', {}, /; the original is kept, stopped, until you remove it$/],
    ['not kept by the setting', { keepOriginal: false }, /; the original is not kept$/],
    [
      'not kept beside a service of Compose',
      { knowing: { compose: { project: 'p', service: 's' } } },
      /; the original is not kept$/,
    ],
    ['removed by the engine', { knowing: { autoRemove: true } }, /; .* removed by the engine when/],
  ];
  for (const [what, given, words] of undone) {
    it(`says that the original is ${what}`, () => {
      assert.match(textsOf(told(given), 'undo')[0] ?? '', words);
    });
  }
});

describe('What is told of the other steps', () => {
  it('names the container that is run, if it has a name', () => {
    assert.deepEqual(textsOf(runFactsOf({ name: 'web' }), 'undo'), [
      'remove the new container web',
    ]);
    assert.deepEqual(textsOf(runFactsOf({}), 'undo'), ['remove the new container']);
  });

  it('lists the files that are edited', () => {
    const [keeps] = editFacts(['/a', '/b'].map((path) => ({ path, before: '', after: 'x' })));
    assert.deepEqual(keeps?.details, ['/a', '/b']);
  });

  it('names the services and the machines that restart', () => {
    assert.match(textsOf(composeFacts(['web', 'db']), 'loses')[0] ?? '', /containers of web, db /);
    assert.match(textsOf(composeFacts(['web', 'db']), 'downtime')[0] ?? '', /recreates web, db$/);
    assert.match(textsOf(reloadFacts(['default']), 'warning')[0] ?? '', /runs in default is/);
    assert.match(textsOf(reloadFacts(['default']), 'downtime')[0] ?? '', /while default restarts/);
  });
});
