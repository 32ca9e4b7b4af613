import assert from 'node:assert/strict';
import { declaredBeside, declaredPorts, replaces } from '../../../src/core/declaredPorts.ts';
import { ownerKey } from '../../../src/core/fileOwner.ts';
import { ownerWords, type TakenPort } from '../../../src/core/portOwners.ts';
import { composeFile, vagrantfile } from './declaredFiles.ts';
import { declaring, defaultMachine } from './stagedChanges.ts';

function words(taken: readonly TakenPort[]): readonly string[] {
  return taken.map(({ ports, owner }) => `${ports.start} ${ownerWords(owner)}`);
}

const shop = composeFile({ web: ['8080:80', 'expose 90'], db: ['5432:5432'] });
const web = { kind: 'service', name: 'web', uri: shop.uri } as const;
const boxes = vagrantfile({
  default: ['18080:80', '2022:22 disabled', '9000:9000 auto'],
  db: ['15432:5432 auto', '15353:53/udp auto'],
});

describe('declaredPorts', () => {
  it('are what the services of the file publish', () => {
    assert.deepEqual(words(declaredPorts(shop, web, [])), [
      '8080 web (compose.yaml:1)',
      '5432 db (compose.yaml:3)',
    ]);
  });

  it('are without what staged changes remove', () => {
    assert.deepEqual(words(declaredPorts(shop, web, [declaring({ was: '8080:80' })])), [
      '5432 db (compose.yaml:3)',
    ]);
  });

  it('are of machines what Vagrant cannot move away', () => {
    assert.deepEqual(words(declaredPorts(boxes, defaultMachine, [])), [
      '18080 default (Vagrantfile:1)',
      '9000 default (Vagrantfile:3)',
      '15353 db (Vagrantfile:5)',
    ]);
  });

  it('are with the forwards that are staged; services have theirs among the containers', () => {
    const forward = declaring({ rule: '7000:70', owner: defaultMachine });
    assert.deepEqual(
      words(declaredPorts(vagrantfile({ default: [] }), defaultMachine, [forward])),
      ['7000 default'],
    );
    assert.deepEqual(
      declaredPorts(composeFile({ web: [] }), web, [declaring({ rule: '7:7' })]),
      [],
    );
    const elsewhere = {
      ...forward,
      owner: { ...defaultMachine, uri: 'file:///other/Vagrantfile' },
    };
    assert.deepEqual(declaredPorts(vagrantfile({ default: [] }), defaultMachine, [elsewhere]), []);
  });
});

describe('declaredBeside', () => {
  it('is about the file of a service or a machine', () => {
    assert.equal(declaredBeside(ownerKey(web), [boxes, shop], []).length, 2);
    assert.deepEqual(declaredBeside('c1', [boxes, shop], []), []);
    assert.deepEqual(declaredBeside(ownerKey({ ...web, uri: 'file:///x' }), [shop], []), []);
  });
});

describe('replaces', () => {
  const [published, exposed] = shop.declarations;

  it('asks for the owner and all of the rule', () => {
    assert.ok(published !== undefined && exposed !== undefined);
    assert.equal(replaces(declaring({ was: '8080:80' }), shop, published), true);
    assert.equal(replaces(declaring({ was: '127.0.0.1:8080:80' }), shop, published), false);
    assert.equal(replaces(declaring({ was: '8080:80/udp' }), shop, published), false);
    assert.equal(replaces(declaring({ rule: '8080:80' }), shop, published), false);
    const other = declaring({ was: '8080:80', owner: { name: 'db' } });
    assert.equal(replaces(other, shop, published), false);
    assert.equal(replaces(declaring({ was: '90' }), shop, exposed), false);
  });
});
