import assert from 'node:assert/strict';
import { defaultAddress, defaultAddressReason } from '../../../src/core/defaultAddress.ts';
import type { Engine } from '../../../src/core/engine.ts';

function engineAt(url: string): Engine {
  return {
    endpoint: { url, origin: { kind: 'usualSocket' }, tls: false },
    version: '28.5.2',
    apiVersion: '1.51',
    product: 'docker',
    machine: 'box',
    rootless: false,
  };
}

const here = engineAt('unix:///var/run/docker.sock');
const elsewhere =
  'Docker runs on another machine than the one you sit at; its loopback address would not let you in.';
const local = 'New mappings are for this host only unless you choose otherwise.';
const chosen = 'The address that the settings name.';

describe('defaultAddress', () => {
  const cases: readonly [string, Engine | undefined, boolean, string, string][] = [
    ['auto', here, false, '127.0.0.1', local],
    ['auto', engineAt('npipe:////./pipe/docker_engine'), false, '127.0.0.1', local],
    ['auto', undefined, false, '127.0.0.1', local],
    ['auto', here, true, '', elsewhere],
    ['auto', engineAt('ssh://me@box'), false, '', elsewhere],
    ['auto', engineAt('tcp://10.0.0.5:2376'), false, '', elsewhere],
    ['0.0.0.0', here, false, '0.0.0.0', chosen],
    ['127.0.0.1', here, true, '127.0.0.1', chosen],
    [' 2001:DB8:0::1 ', here, false, '2001:db8::1', chosen],
    ['localhost', here, false, '127.0.0.1', local],
    ['', here, true, '', elsewhere],
  ];
  for (const [setting, engine, remote, address, reason] of cases) {
    it(`is ${address} for "${setting}" with ${engine?.endpoint.url ?? 'no engine'}${remote ? ', remote' : ''}`, () => {
      assert.equal(defaultAddress(setting, engine, remote), address);
      assert.equal(defaultAddressReason(setting, engine, remote), reason);
    });
  }
});
