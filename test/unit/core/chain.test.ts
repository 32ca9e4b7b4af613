import assert from 'node:assert/strict';
import {
  chainOf,
  engineMachine,
  isVagrantGuest,
  type EngineMachine,
  type WindowPlace,
} from '../../../src/core/chain.ts';
import type { DeclaredFile } from '../../../src/core/declaration.ts';
import type { Engine } from '../../../src/core/engine.ts';
import type { Mapping } from '../../../src/core/mapping.ts';
import { mapping } from './containers.ts';
import { vagrantfile } from './declaredFiles.ts';

const inside: WindowPlace = { remote: true, vagrantGuest: true };
const onHost: WindowPlace = { remote: false, vagrantGuest: false };

function engine(url: string, machine = 'host'): Engine {
  return {
    endpoint: { url, origin: { kind: 'usualSocket' }, tls: false },
    version: '28.5.2',
    apiVersion: '1.51',
    product: 'docker',
    machine,
    rootless: false,
  };
}

const socket = engine('unix:///var/run/docker.sock');

describe('chainOf', () => {
  const table: readonly [
    name: string,
    of: Mapping,
    forwards: readonly string[],
    chains: readonly string[],
    missing: readonly string[],
  ][] = [
    [
      'forwarded',
      mapping('8080:80'),
      ['18080:8080'],
      ['your machine:18080 → VM:8080 → web-1:80'],
      [],
    ],
    [
      'forwarded to a port that Vagrant may change',
      mapping('8080:80'),
      ['18080:8080 auto'],
      ['your machine:18080 (configured) → VM:8080 → web-1:80'],
      [],
    ],
    [
      'not forwarded',
      mapping('8080:80'),
      ['18081:8081'],
      [],
      ['Published in the VM, not forwarded.'],
    ],
    [
      'forwarded for another protocol',
      mapping('53:53/udp'),
      ['53:53'],
      [],
      ['Published in the VM, not forwarded.'],
    ],
    [
      'a forward that is disabled',
      mapping('8080:80'),
      ['18080:8080 disabled'],
      [],
      ['Published in the VM, not forwarded.'],
    ],
    [
      'a part of a range',
      mapping('8000-8010:9000-9010'),
      ['18002-18004:8002-8004'],
      ['your machine:18002-18004 → VM:8002-8004 → web-1:9002-9004'],
      ['Published in the VM, not forwarded: 8000-8001, 8005-8010.'],
    ],
    [
      'bound where Vagrant does not reach it',
      mapping('127.0.0.1:8080:80'),
      ['18080:8080'],
      [],
      ['Bound to 127.0.0.1 inside the VM, so Vagrant cannot reach it.'],
    ],
    ['meant for the VM alone', mapping('127.0.0.1:8080:80'), [], [], []],
    ['SCTP, which Vagrant does not forward', mapping('9:9/sctp'), [], [], []],
    ['not published now', reserved(mapping('8080:80')), [], [], []],
  ];
  for (const [name, of, forwards, chains, missing] of table) {
    it(name, () => {
      const file = vagrantfile({ default: forwards });
      const report = chainOf('web-1', of, machineOf(file));
      assert.deepEqual([report.chains.map(({ text }) => text), report.missing], [chains, missing]);
    });
  }

  it('claims nothing to be missing where the Vagrantfile could not be read whole', () => {
    const file = vagrantfile({ default: [] }, { unread: { count: 1, reasons: ['x'] } });
    const report = chainOf('web-1', mapping('80:80'), machineOf(file));
    assert.deepEqual(report, { chains: [], missing: [], unforwarded: false });
  });
});

function machineOf(file: DeclaredFile): EngineMachine {
  const machine = engineMachine([file], socket, inside);
  assert.ok(machine);
  return machine;
}

function reserved(of: Mapping): Mapping {
  return { ...of, kind: 'reserved' };
}

describe('engineMachine', () => {
  const one = vagrantfile({ default: ['2375:2375'] });
  const several = vagrantfile({ web: ['12375:2375'], db: ['22375:2375'] });
  const table: readonly [
    name: string,
    file: DeclaredFile,
    of: Engine | undefined,
    place: WindowPlace,
    machine: string | undefined,
  ][] = [
    ['inside the only machine', one, socket, inside, 'default'],
    ['inside one of several, by its name', several, engine('unix:///s', 'db'), inside, 'db'],
    ['inside one of several, of another name', several, socket, inside, undefined],
    ['beside the machines', one, socket, onHost, undefined],
    ['through a forward', several, engine('tcp://127.0.0.1:22375'), onHost, 'db'],
    ['through a forward, by name', one, engine('tcp://localhost:2375'), onHost, 'default'],
    ['through another port', one, engine('tcp://127.0.0.1:2376'), onHost, undefined],
    ['on another host', one, engine('tcp://10.0.0.5:2375'), onHost, undefined],
    ['no engine', one, undefined, inside, undefined],
  ];
  for (const [name, file, of, place, machine] of table) {
    it(name, () => {
      assert.equal(engineMachine([file], of, place)?.machine, machine);
    });
  }
});

describe('isVagrantGuest', () => {
  const table: readonly [boolean, string, readonly string[], boolean][] = [
    [true, 'vagrant', ['/home/vagrant/x'], true],
    [true, 'me', ['/vagrant'], true],
    [true, 'me', ['/vagrant/app'], true],
    [true, 'me', ['/vagrants'], false],
    [false, 'vagrant', ['/vagrant'], false],
  ];
  for (const [remote, user, folders, expected] of table) {
    it(`${user} in ${folders.join(', ')}${remote ? ', remote' : ''}`, () => {
      assert.equal(isVagrantGuest({ remote, user, folders }), expected);
    });
  }
});
