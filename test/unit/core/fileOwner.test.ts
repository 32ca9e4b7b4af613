import assert from 'node:assert/strict';
import {
  isMachineKey,
  isSameOwner,
  ownerIn,
  ownerKey,
  ownerOfKey,
  ownersOf,
} from '../../../src/core/fileOwner.ts';
import { composeFile, dockerfile, vagrantfile } from './declaredFiles.ts';
import { defaultMachine } from './stagedChanges.ts';

describe('ownersOf', () => {
  it('gives the services of a Compose file, also those without ports', () => {
    assert.deepEqual(
      ownersOf(composeFile({ web: ['8080:80'], db: [] })).map(({ kind, name, file }) => [
        kind,
        name,
        file,
      ]),
      [
        ['service', 'web', 'compose.yaml'],
        ['service', 'db', 'compose.yaml'],
      ],
    );
  });

  it('gives the machines of a Vagrantfile, and none for an image', () => {
    assert.deepEqual(ownersOf(vagrantfile({ default: [] })), [defaultMachine]);
    assert.deepEqual(ownersOf(dockerfile(['80'])), []);
    const image = { kind: 'image', name: 'Dockerfile' } as const;
    assert.equal(ownerIn(dockerfile(['80']), image), undefined);
  });
});

describe('ownerKey', () => {
  const names = ['default', 'a:b', 'a#b', '', 'ü\n\u0000', 'file:///x#y'];
  for (const name of names) {
    it(`names ${JSON.stringify(name)} so that it is found again`, () => {
      const { kind, uri } = defaultMachine;
      assert.deepEqual(ownerOfKey(ownerKey({ kind, uri, name })), { kind, uri, name });
    });
  }

  for (const other of ['', 'a'.repeat(64), 'image:nginx', 'file:abc', 'machine:', 'web-1']) {
    it(`is not ${JSON.stringify(other)}`, () => {
      assert.equal(ownerOfKey(other), undefined);
      assert.equal(isMachineKey(other), false);
    });
  }

  it('tells a machine from a service', () => {
    assert.equal(isMachineKey(ownerKey(defaultMachine)), true);
    assert.equal(isMachineKey(ownerKey({ ...defaultMachine, kind: 'service' })), false);
  });
});

describe('isSameOwner', () => {
  it('asks for the file, the kind and the name', () => {
    assert.equal(isSameOwner(defaultMachine, { ...defaultMachine, file: 'other' }), true);
    assert.equal(isSameOwner(defaultMachine, { ...defaultMachine, kind: 'service' }), false);
    assert.equal(isSameOwner(defaultMachine, { ...defaultMachine, name: 'db' }), false);
    assert.equal(isSameOwner(defaultMachine, { ...defaultMachine, uri: 'file:///x' }), false);
  });
});
