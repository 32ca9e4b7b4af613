import assert from 'node:assert/strict';
import {
  ConnectionError,
  connectionLost,
  engineTimeout,
} from '../../../../src/adapters/docker/connectionError.ts';
import type { ResolvedAddress } from '../../../../src/adapters/docker/endpoint.ts';
import { EndpointUnusable, explainFailure } from '../../../../src/adapters/docker/failure.ts';
import type { ConnectionFailure, ConnectionProblem } from '../../../../src/core/engine.ts';
import { fakeMachine, type FakeMachineOptions } from './fakeMachine.ts';

const addresses: Readonly<Record<'socket' | 'tcp' | 'ssh', ResolvedAddress>> = {
  socket: { kind: 'socket', path: '/var/run/docker.sock' },
  tcp: { kind: 'tcp', host: 'h', port: 2375 },
  ssh: { kind: 'ssh', host: 'h' },
};
const endpoint = { url: 'x', origin: { kind: 'usualSocket' }, tls: false } as const;
const dockerOnPath = { env: { PATH: '/bin:/usr/bin' }, files: { '/usr/bin/docker': '' } };

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

function answer(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}

function explain(
  error: unknown,
  kind: keyof typeof addresses = 'socket',
  machine: FakeMachineOptions = dockerOnPath,
  inDevContainer = false,
): ConnectionFailure {
  const target = { endpoint, address: addresses[kind] };
  return explainFailure(error, { machine: fakeMachine(machine), target, inDevContainer });
}

describe('explainFailure', () => {
  const problems: readonly (readonly [keyof typeof addresses, unknown, ConnectionProblem])[] = [
    ['socket', systemError('ENOENT'), 'notRunning'],
    ['socket', systemError('ENOTDIR'), 'notRunning'],
    ['socket', systemError('ECONNREFUSED'), 'notRunning'],
    ['socket', systemError('ECONNRESET'), 'notRunning'],
    ['socket', connectionLost(), 'notRunning'],
    ['socket', systemError('EACCES'), 'permissionDenied'],
    ['socket', systemError('EPERM'), 'permissionDenied'],
    ['socket', systemError('HPE_INVALID_CONSTANT'), 'engineError'],
    ['socket', new Error('what'), 'engineError'],
    ['socket', 'what', 'engineError'],
    ['socket', answer(500, 'server error'), 'engineError'],
    ['socket', engineTimeout('GET /version', 10), 'timeout'],
    ['socket', new ConnectionError('apiTooOld', 'old'), 'apiTooOld'],
    ['tcp', systemError('ECONNREFUSED'), 'remoteUnreachable'],
    ['tcp', systemError('ENOTFOUND'), 'remoteUnreachable'],
    ['tcp', systemError('EAI_AGAIN'), 'remoteUnreachable'],
    ['tcp', systemError('EHOSTUNREACH'), 'remoteUnreachable'],
    ['tcp', systemError('ETIMEDOUT'), 'remoteUnreachable'],
    ['tcp', connectionLost(), 'remoteUnreachable'],
    ['tcp', systemError('HPE_INVALID_CONSTANT'), 'engineError'],
    ['tcp', systemError('SELF_SIGNED_CERT_IN_CHAIN'), 'tlsError'],
    ['tcp', systemError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tlsError'],
    ['tcp', systemError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'tlsError'],
    ['tcp', systemError('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'tlsError'],
    ['tcp', systemError('CERT_HAS_EXPIRED'), 'tlsError'],
    ['tcp', systemError('ERR_TLS_CERT_ALTNAME_INVALID'), 'tlsError'],
    ['tcp', systemError('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'tlsError'],
    ['tcp', systemError('ERR_OSSL_X509_KEY_VALUES_MISMATCH'), 'tlsError'],
    ['tcp', systemError('EPROTO'), 'tlsError'],
    ['tcp', answer(400, 'Client sent an HTTP request to an HTTPS server.'), 'tlsError'],
    ['tcp', answer(403, 'forbidden'), 'engineError'],
    ['ssh', new ConnectionError('remoteUnreachable', 'ssh ended'), 'remoteUnreachable'],
    ['ssh', systemError('ENOENT'), 'remoteUnreachable'],
  ];
  for (const [kind, error, problem] of problems) {
    it(`takes "${String(error)}" on ${kind} for ${problem}`, () => {
      assert.equal(explain(error, kind).problem, problem);
    });
  }

  it('tells a missing socket without Docker from one with Docker, and from a dev container', () => {
    const missing = systemError('ENOENT');
    assert.equal(explain(missing, 'socket', {}).problem, 'notInstalled');
    assert.equal(explain(systemError('ECONNREFUSED'), 'socket', {}).problem, 'notRunning');
    const desktop: FakeMachineOptions = {
      platform: 'darwin',
      files: { '/Applications/Docker.app/Contents/Info.plist': '' },
    };
    assert.equal(explain(missing, 'socket', desktop).problem, 'notRunning');
    const windows: FakeMachineOptions = {
      platform: 'win32',
      env: { Path: String.raw`C:\bin` },
      files: { [String.raw`C:\bin\docker.exe`]: '' },
    };
    assert.equal(explain(missing, 'socket', windows).problem, 'notRunning');
    assert.equal(explain(missing, 'socket', {}, true).problem, 'devContainer');
  });

  it('names the group of a refused socket, and another that may be used', () => {
    const machine: FakeMachineOptions = {
      env: { XDG_RUNTIME_DIR: '/run/user/7' },
      files: { '/var/run/docker.sock': '', '/run/user/7/docker.sock': '' },
      groups: { '/var/run/docker.sock': 'docker' },
    };
    const refused = systemError('EACCES');
    assert.equal(explain(refused, 'socket', machine).group, 'docker');
    assert.equal(explain(refused, 'socket', machine).alternative, undefined);
    const usable = { ...machine, usable: ['/var/run/docker.sock', '/run/user/7/docker.sock'] };
    const alternative = 'unix:///run/user/7/docker.sock';
    assert.equal(explain(refused, 'socket', usable).alternative, alternative);
  });

  it('says how long it waited', () => {
    const { detail, seconds } = explain(engineTimeout('GET /version', 3));
    assert.equal(seconds, 3);
    assert.match(detail, /GET \/version/);
  });

  it('keeps what the system said, for each address that was tried', () => {
    const code = 'ECONNREFUSED';
    const tried = [new Error('connect ::1:2375'), new Error('connect 127.0.0.1:2375')];
    const failure = explain(Object.assign(new AggregateError(tried), { code }), 'tcp');
    assert.equal(failure.problem, 'remoteUnreachable');
    assert.equal(failure.detail, 'connect ::1:2375; connect 127.0.0.1:2375');
    assert.equal(failure.endpoint, endpoint);
  });

  it('passes on why no endpoint could be made out', () => {
    const failure = { problem: 'badEndpoint', detail: 'no' } as const;
    assert.equal(explain(new EndpointUnusable(failure)), failure);
  });
});
