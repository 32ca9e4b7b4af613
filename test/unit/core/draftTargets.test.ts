import assert from 'node:assert/strict';
import {
  containerIdOf,
  imageTarget,
  isFileTarget,
  ownerTargets,
  targetsOf,
} from '../../../src/core/draftTargets.ts';
import { container, exposedPort, publishedPorts, publishing, stopped } from './containers.ts';
import { composeFile, dockerfile, fromShop, vagrantfile } from './declaredFiles.ts';

describe('targetsOf', () => {
  it('is a standalone container itself, with the ports that are not published first', () => {
    const of = container({
      id: 'c',
      ports: [...publishedPorts('8080:80'), exposedPort('443/tcp')],
    });
    assert.deepEqual(targetsOf(of), [
      {
        id: 'c',
        label: 'web-1',
        detail: 'nginx:1.27 · running',
        suggestions: ['443/tcp', '80/tcp'],
        consequence:
          'web-1 is recreated when you apply: a few seconds of downtime, its data is kept.',
      },
    ]);
  });

  it('says that a stopped one stays stopped', () => {
    const [target] = targetsOf(stopped(publishing(['8080:80'])));
    assert.equal(target?.consequence, 'web-1 is recreated when you apply, and stays stopped.');
  });

  it('is for what Compose made its file first, then the container', () => {
    const [file, direct, ...others] = targetsOf(
      publishing(['8080:80'], { id: 'c', compose: fromShop('web') }),
    );
    assert.deepEqual(others, []);
    assert.equal(file?.id, 'file:c');
    assert.equal(file.label, 'web in compose.yaml (shop)');
    assert.match(file.consequence, /^compose\.yaml is edited, and docker compose up -d web /);
    assert.equal(direct?.id, 'c');
    assert.equal(direct.label, 'web-1 itself (shop)');
    assert.match(direct.consequence, /lasts until the next docker compose up/);
  });

  it('are told apart by their ids', () => {
    assert.equal(isFileTarget('file:c'), true);
    assert.equal(isFileTarget('c'), false);
    assert.equal(containerIdOf('file:c'), 'c');
    assert.equal(containerIdOf('c'), 'c');
  });
});

describe('ownerTargets', () => {
  const shop = composeFile({ web: ['8080:80'], db: ['5432:5432', '5432:5432/udp'] });

  it('are the services that no container was made of', () => {
    const web = publishing(['8080:80'], { compose: fromShop('web') });
    assert.deepEqual(ownerTargets([shop], [web]), [
      {
        id: 'service:file:///srv/shop/compose.yaml#db',
        label: 'db in compose.yaml (shop)',
        detail: 'not running',
        suggestions: ['5432/tcp', '5432/udp'],
        consequence: 'compose.yaml is edited, and docker compose up -d db starts it.',
      },
    ]);
    assert.equal(ownerTargets([shop], []).length, 2);
  });

  it('are the machines of Vagrantfiles; the only one goes by its file', () => {
    const [only] = ownerTargets([vagrantfile({ default: ['18080:80'] })], []);
    assert.deepEqual(only, {
      id: 'machine:file:///srv/shop/Vagrantfile#default',
      label: 'Vagrantfile',
      detail: '1 forward',
      suggestions: ['80/tcp'],
      consequence: 'Vagrantfile is edited; vagrant reload makes it real, and restarts the machine.',
    });
    const several = ownerTargets([vagrantfile({ web: [], db: [] })], []);
    assert.deepEqual(
      several.map(({ label, detail }) => [label, detail]),
      [
        ['web in Vagrantfile', '0 forwards'],
        ['db in Vagrantfile', '0 forwards'],
      ],
    );
    assert.match(several[1]?.consequence ?? '', /vagrant reload db makes it real/);
  });

  it('are no images', () => {
    assert.deepEqual(ownerTargets([dockerfile(['80'])], []), []);
  });
});

describe('imageTarget', () => {
  it('is a container that is to be made', () => {
    const { id, label, suggestions } = imageTarget('nginx:1.27', ['80/tcp']);
    assert.deepEqual([id, label, suggestions], ['image:nginx:1.27', 'nginx:1.27', ['80/tcp']]);
  });
});
