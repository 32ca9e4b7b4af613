import assert from 'node:assert/strict';
import {
  formatTcp,
  parseDockerHost,
  type EngineAddress,
} from '../../../../src/adapters/docker/dockerHost.ts';

describe('parseDockerHost', () => {
  const addresses: readonly (readonly [string, EngineAddress])[] = [
    ['unix:///var/run/docker.sock', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['unix:///a folder/docker.sock', { kind: 'socket', path: '/a folder/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://10.0.0.5:2376', { kind: 'tcp', host: '10.0.0.5', port: 2376 }],
    ['tcp://build-host.example:2375/', { kind: 'tcp', host: 'build-host.example', port: 2375 }],
    ['tcp://build_host', { kind: 'tcp', host: 'build_host' }],
    ['TCP://Host:1', { kind: 'tcp', host: 'Host', port: 1 }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375 }],
    ['tcp://[2001:db8::1]', { kind: 'tcp', host: '2001:db8::1' }],
    ['tcp://:2375', { kind: 'tcp', host: '127.0.0.1', port: 2375 }],
    ['tcp://', { kind: 'tcp', host: '127.0.0.1' }],
    ['ssh://me@host', { kind: 'ssh', user: 'me', host: 'host' }],
    ['ssh://alias', { kind: 'ssh', host: 'alias' }],
    ['ssh://alias/', { kind: 'ssh', host: 'alias' }],
    ['ssh://me@[fe80::1]:2222', { kind: 'ssh', user: 'me', host: 'fe80::1', port: 2222 }],
    [
      'ssh://core@host/run/user/1000/podman/podman.sock',
      { kind: 'ssh', user: 'core', host: 'host', socket: '/run/user/1000/podman/podman.sock' },
    ],
  ];
  for (const [value, address] of addresses) {
    it(`reads ${value}`, () => {
      assert.deepEqual(parseDockerHost(value), { ok: true, address });
    });
  }

  const refusals: readonly (readonly [string, RegExp])[] = [
    ['', /no scheme/],
    ['/var/run/docker.sock', /no scheme.*unix:\/\//],
    ['localhost:2375', /no scheme/],
    ['https://host:2376', /scheme that Docker does not know.*tcp:\/\//],
    ['fd://', /scheme that Docker does not know/],
    ['unix://', /absolute path/],
    ['unix://docker.sock', /absolute path/],
    ['npipe://docker_engine', /needs a pipe/],
    ['npipe:////./pipe/', /needs a pipe/],
    ['tcp://host:0', /port outside/],
    ['tcp://host:65536', /port outside/],
    ['tcp://host:http', /host and a port only/],
    ['tcp://host:2375/prefix', /host and a port only/],
    ['tcp://me@host:2375', /host and a port only/],
    ['tcp://::1:2375', /host and a port only/],
    ['ssh://', /needs a host/],
    ['ssh://me@', /needs a host/],
    ['ssh://me:secret@host', /password/],
    ['ssh://host:99999', /port outside/],
    ['ssh://-oProxyCommand=evil', /needs a host/],
    ['ssh://-host', /begins with a hyphen/],
    ['ssh://host/$(touch evil)', /socket path/],
    ['ssh://host/a b', /socket path/],
  ];
  for (const [value, reason] of refusals) {
    it(`refuses "${value}"`, () => {
      const parsed = parseDockerHost(value);
      assert.ok(!parsed.ok);
      assert.match(parsed.reason, reason);
    });
  }
});

describe('formatTcp', () => {
  it('puts IPv6 in brackets', () => {
    assert.equal(formatTcp('::1', 2375), 'tcp://[::1]:2375');
    assert.equal(formatTcp('host', 2376), 'tcp://host:2376');
  });
});
