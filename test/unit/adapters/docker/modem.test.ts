import DockerModem from 'docker-modem';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createModem } from '../../../../src/adapters/docker/modem.ts';
import type { ResolvedEndpoint } from '../../../../src/adapters/docker/endpoint.ts';

const ssh = { file: 'ssh', args: [] };
const origin = { kind: 'hostSetting' } as const;

const targets: Readonly<Record<string, ResolvedEndpoint>> = {
  socket: {
    endpoint: { url: 'unix:///s', origin, tls: false },
    address: { kind: 'socket', path: '/s' },
  },
  tcp: {
    endpoint: { url: 'tcp://h:1', origin, tls: false },
    address: { kind: 'tcp', host: 'h', port: 1 },
  },
  tls: {
    endpoint: { url: 'tcp://h:1', origin, tls: true },
    address: { kind: 'tcp', host: 'h', port: 1 },
    tls: { authority: 'CA', certificate: 'CERT', key: 'KEY', verify: true },
  },
  ssh: {
    endpoint: { url: 'ssh://h', origin, tls: false },
    address: { kind: 'ssh', host: 'h' },
  },
};

describe('createModem', () => {
  for (const [kind, target] of Object.entries(targets)) {
    it(`has no agent that takes long to format for ${kind}, as docker-modem does on each request`, () => {
      const { agent } = createModem(DockerModem, target, ssh, 10);
      assert.ok(inspect(agent, { showHidden: true, depth: null }).length < 20);
    });
  }

  describe('with an environment that names an unusable engine', () => {
    const unusable = { DOCKER_HOST: 'tcp://not a host:port', DOCKER_CERT_PATH: '/nowhere' };
    const before = Object.keys(unusable).map((name) => [name, process.env[name]] as const);
    beforeEach(() => Object.assign(process.env, unusable));
    afterEach(() => {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    });

    it('goes where it is told', () => {
      const { socket } = targets;
      assert.ok(socket);
      assert.equal(Reflect.get(createModem(DockerModem, socket, ssh, 10), 'socketPath'), '/s');
    });
  });
});
