import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  listContexts,
  resolveEndpoint,
  type EndpointSettings,
  type ResolvedEndpoint,
} from '../../../../src/adapters/docker/endpoint.ts';
import type { EndpointOrigin } from '../../../../src/core/engine.ts';
import { fakeMachine, type FakeMachineOptions } from './fakeMachine.ts';

const none: EndpointSettings = { host: '', context: '' };

/** The files that `docker context create` makes. */
function context(
  name: string,
  endpoint: object,
  pem: Readonly<Record<string, string>> = {},
  folder = '/home/me/.docker',
): Record<string, string> {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = {
    Name: name,
    Metadata: { Description: `About ${name}` },
    Endpoints: { docker: endpoint },
  };
  const files = Object.entries(pem).map(([file, text]) => [
    `${folder}/contexts/tls/${id}/docker/${file}`,
    text,
  ]);
  return {
    [`${folder}/contexts/meta/${id}/meta.json`]: JSON.stringify(meta),
    ...(Object.fromEntries(files) as Record<string, string>),
  };
}

function resolve(settings: EndpointSettings, machine: FakeMachineOptions): ResolvedEndpoint {
  const resolution = resolveEndpoint(settings, fakeMachine(machine));
  assert.ok(resolution.ok, resolution.ok ? '' : resolution.failure.detail);
  return resolution.resolved;
}

function refusal(settings: EndpointSettings, machine: FakeMachineOptions): string {
  const resolution = resolveEndpoint(settings, fakeMachine(machine));
  assert.ok(!resolution.ok);
  assert.equal(resolution.failure.problem, 'badEndpoint');
  return resolution.failure.detail;
}

describe('resolveEndpoint', () => {
  const everything: FakeMachineOptions = {
    env: { DOCKER_HOST: 'tcp://from-host:2375', DOCKER_CONTEXT: 'from-variable' },
    files: {
      '/home/me/.docker/config.json': '{"currentContext":"current"}',
      ...context('from-setting', { Host: 'tcp://setting:1' }),
      ...context('from-variable', { Host: 'tcp://variable:2' }),
      ...context('current', { Host: 'tcp://current:3' }),
      '/var/run/docker.sock': '',
    },
  };
  const { DOCKER_HOST, ...withoutHost } = everything.env ?? {};
  const { DOCKER_CONTEXT, ...withoutBoth } = withoutHost;
  const order: readonly (readonly [
    string,
    EndpointSettings,
    FakeMachineOptions,
    string,
    EndpointOrigin,
  ])[] = [
    [
      'the setting for the host',
      { host: ' unix:///mine.sock ', context: 'from-setting' },
      everything,
      'unix:///mine.sock',
      { kind: 'hostSetting' },
    ],
    [
      'the setting for the context',
      { host: '', context: 'from-setting' },
      everything,
      'tcp://setting:1',
      { kind: 'contextSetting', context: 'from-setting' },
    ],
    ['DOCKER_HOST', none, everything, DOCKER_HOST ?? '', { kind: 'dockerHost' }],
    [
      'DOCKER_CONTEXT',
      none,
      { ...everything, env: withoutHost },
      'tcp://variable:2',
      { kind: 'dockerContext', context: DOCKER_CONTEXT ?? '' },
    ],
    [
      'the current context',
      none,
      { ...everything, env: withoutBoth },
      'tcp://current:3',
      { kind: 'currentContext', context: 'current' },
    ],
    [
      'the usual socket',
      none,
      { files: { '/var/run/docker.sock': '' } },
      'unix:///var/run/docker.sock',
      { kind: 'usualSocket' },
    ],
  ];
  for (const [what, settings, machine, url, origin] of order) {
    it(`takes ${what}, whatever comes after it`, () => {
      const { endpoint } = resolve(settings, machine);
      assert.deepEqual(endpoint, { url, origin, tls: false });
    });
  }

  describe('with Docker contexts', () => {
    it('looks for them in DOCKER_CONFIG', () => {
      const files = {
        '/elsewhere/config.json': '{"currentContext":"far"}',
        ...context('far', { Host: 'ssh://me@far' }, {}, '/elsewhere'),
      };
      const { endpoint, address } = resolve(none, { env: { DOCKER_CONFIG: '/elsewhere' }, files });
      assert.equal(endpoint.url, 'ssh://me@far');
      assert.deepEqual(address, { kind: 'ssh', user: 'me', host: 'far' });
    });

    it('reads the certificates that a context stores', () => {
      const pem = { 'ca.pem': 'CA', 'cert.pem': 'CERT', 'key.pem': 'KEY' };
      const files = context('safe', { Host: 'tcp://safe:2376', SkipTLSVerify: false }, pem);
      const { endpoint, tls } = resolve({ host: '', context: 'safe' }, { files });
      assert.deepEqual(tls, { authority: 'CA', certificate: 'CERT', key: 'KEY', verify: true });
      assert.equal(endpoint.tls, true);
      assert.match(endpoint.certificates ?? '', /contexts\/tls\/[0-9a-f]+\/docker$/);
      assert.doesNotMatch(JSON.stringify(endpoint), /KEY/);
    });

    it('uses TLS without verification where the context says so', () => {
      const files = context('lax', { Host: 'tcp://lax', SkipTLSVerify: true });
      const { endpoint, tls } = resolve({ host: '', context: 'lax' }, { files });
      assert.deepEqual(tls, { verify: false });
      assert.equal(endpoint.url, 'tcp://lax:2376');
    });

    it('takes the context "default" for DOCKER_HOST, else for the usual socket', () => {
      const settings = { host: '', context: 'default' };
      const env = { DOCKER_HOST: 'tcp://here:2375' };
      const origin = { kind: 'contextSetting', context: 'default' };
      assert.deepEqual(resolve(settings, { env }).endpoint, {
        url: 'tcp://here:2375',
        origin,
        tls: false,
      });
      assert.equal(resolve(settings, {}).endpoint.url, 'unix:///var/run/docker.sock');
    });

    it('goes on without a config.json that is not JSON, as docker does', () => {
      const files = { '/home/me/.docker/config.json': '{"currentContext":' };
      assert.equal(resolve(none, { files }).endpoint.origin.kind, 'usualSocket');
    });
  });

  describe('with TLS from the environment', () => {
    const files = {
      '/certs/ca.pem': 'CA',
      '/certs/cert.pem': 'CERT',
      '/certs/key.pem': 'KEY',
      '/home/me/.docker/ca.pem': 'HOME CA',
    };
    const full = { authority: 'CA', certificate: 'CERT', key: 'KEY' };

    it('verifies with DOCKER_TLS_VERIFY and the certificates of DOCKER_CERT_PATH', () => {
      const env = { DOCKER_HOST: 'tcp://h', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
      const { endpoint, address, tls } = resolve(none, { env, files });
      assert.deepEqual(tls, { ...full, verify: true });
      assert.deepEqual(address, { kind: 'tcp', host: 'h', port: 2376 });
      assert.equal(endpoint.url, 'tcp://h:2376');
    });

    it('looks for certificates beside config.json otherwise', () => {
      const env = { DOCKER_TLS_VERIFY: '1' };
      const { tls } = resolve({ host: 'tcp://h:9', context: '' }, { env, files });
      assert.deepEqual(tls, { authority: 'HOME CA', verify: true });
    });

    it('does not verify with DOCKER_TLS alone', () => {
      const env = { DOCKER_HOST: 'tcp://h:9', DOCKER_TLS: '1', DOCKER_CERT_PATH: '/certs' };
      assert.deepEqual(resolve(none, { env, files }).tls, { ...full, verify: false });
    });

    it('takes port 2376 for TLS and any other for none', () => {
      assert.equal(resolve({ host: 'tcp://h:2376', context: '' }, { files }).endpoint.tls, true);
      assert.equal(resolve({ host: 'tcp://h:2375', context: '' }, { files }).endpoint.tls, false);
    });

    it('leaves sockets and ssh alone', () => {
      const env = { DOCKER_TLS_VERIFY: '1' };
      for (const host of ['unix:///s', 'ssh://h']) {
        assert.equal(resolve({ host, context: '' }, { env }).tls, undefined);
      }
    });
  });

  describe('on the usual sockets', () => {
    const present: readonly (readonly [FakeMachineOptions, string])[] = [
      [{}, 'unix:///var/run/docker.sock'],
      [
        { env: { XDG_RUNTIME_DIR: '/run/user/7' }, files: { '/run/user/7/docker.sock': '' } },
        'unix:///run/user/7/docker.sock',
      ],
      [{ userId: 7, files: { '/run/user/7/docker.sock': '' } }, 'unix:///run/user/7/docker.sock'],
      [
        { files: { '/home/me/.docker/desktop/docker.sock': '' } },
        'unix:///home/me/.docker/desktop/docker.sock',
      ],
      [
        { platform: 'darwin', files: { '/home/me/.docker/run/docker.sock': '' } },
        'unix:///home/me/.docker/run/docker.sock',
      ],
      [
        { platform: 'darwin', files: { '/home/me/.colima/default/docker.sock': '' } },
        'unix:///home/me/.colima/default/docker.sock',
      ],
      [
        { platform: 'darwin', files: { '/home/me/.rd/docker.sock': '' } },
        'unix:///home/me/.rd/docker.sock',
      ],
      [
        {
          env: { XDG_RUNTIME_DIR: '/run/user/7' },
          files: { '/run/user/7/podman/podman.sock': '', '/home/me/.rd/docker.sock': '' },
        },
        'unix:///home/me/.rd/docker.sock',
      ],
      [
        {
          env: { XDG_RUNTIME_DIR: '/run/user/7' },
          files: { '/run/user/7/podman/podman.sock': '' },
        },
        'unix:///run/user/7/podman/podman.sock',
      ],
      [{ platform: 'win32' }, 'npipe:////./pipe/docker_engine'],
      [
        {
          platform: 'win32',
          files: { [String.raw`\\.\pipe\dockerDesktopLinuxEngine`]: '' },
        },
        'npipe:////./pipe/dockerDesktopLinuxEngine',
      ],
    ];
    for (const [machine, url] of present) {
      it(`finds ${url} among ${Object.keys(machine.files ?? {}).join(', ') || 'none'}`, () => {
        assert.equal(resolve(none, machine).endpoint.url, url);
      });
    }
  });

  describe('of a value that cannot be used', () => {
    const badContext = context('broken', { Host: 'nowhere' });
    const cases: readonly (readonly [EndpointSettings, FakeMachineOptions, RegExp])[] = [
      [{ host: 'localhost', context: '' }, {}, /"localhost".*portMappings\.docker\.host.*Correct/],
      [none, { env: { DOCKER_HOST: 'http://h' } }, /"http:\/\/h".*DOCKER_HOST.*Correct/],
      [{ host: '', context: 'gone' }, {}, /"gone".*portMappings\.docker\.context.*context ls/],
      [none, { env: { DOCKER_CONTEXT: 'gone' } }, /"gone".*DOCKER_CONTEXT.*context ls/],
      [
        none,
        { files: { '/home/me/.docker/config.json': '{"currentContext":"gone"}' } },
        /"gone".*currentContext in \/home\/me\/\.docker\/config\.json/,
      ],
      [
        { host: '', context: 'broken' },
        { files: badContext },
        /"nowhere".*context "broken".*context update.*portMappings\.docker\.context/,
      ],
      [
        none,
        { env: { DOCKER_HOST: 'tcp://h', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/none' } },
        /"tcp:\/\/h".*DOCKER_HOST.*\/none\/ca\.pem.*DOCKER_CERT_PATH/,
      ],
    ];
    for (const [settings, machine, detail] of cases) {
      it(`says what, from where and what to do: ${detail.source}`, () => {
        assert.match(refusal(settings, machine), detail);
      });
    }
  });
});

describe('listContexts', () => {
  const files = {
    '/home/me/.docker/config.json': '{"currentContext":"two"}',
    ...context('two', { Host: 'tcp://two:2' }),
    ...context('one', { Host: 'ssh://one' }),
    '/home/me/.docker/contexts/meta/0/meta.json': 'not JSON',
  };

  it('gives the stored ones by name after the default, and marks the current one', () => {
    assert.deepEqual(listContexts(fakeMachine({ files })), [
      { name: 'default', host: 'unix:///var/run/docker.sock', current: false },
      { name: 'one', host: 'ssh://one', description: 'About one', current: false },
      { name: 'two', host: 'tcp://two:2', description: 'About two', current: true },
    ]);
  });

  it('takes DOCKER_CONTEXT for the current one', () => {
    const choices = listContexts(fakeMachine({ files, env: { DOCKER_CONTEXT: 'one' } }));
    assert.deepEqual(
      choices.filter(({ current }) => current).map(({ name }) => name),
      ['one'],
    );
  });
});
