import assert from 'node:assert/strict';
import { connectEngine } from '../../../../src/adapters/docker/client.ts';
import { ConnectionError } from '../../../../src/adapters/docker/connectionError.ts';
import type { EngineAddress } from '../../../../src/adapters/docker/dockerHost.ts';
import { sshArguments, type SshProgram } from '../../../../src/adapters/docker/sshConnection.ts';
import type { ConnectionProblem } from '../../../../src/core/engine.ts';
import { startFakeEngine, versionAnswer } from './fakeEngine.ts';

type SshAddress = Extract<EngineAddress, { kind: 'ssh' }>;

describe('sshArguments', () => {
  const common = ['-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'];
  const dial = ['system', 'dial-stdio'];
  const cases: readonly (readonly [SshAddress, readonly string[]])[] = [
    [{ kind: 'ssh', host: 'h' }, [...common, '--', 'h', 'docker', ...dial]],
    [
      { kind: 'ssh', host: 'h', user: '-oProxyCommand=x', port: 2222 },
      [...common, '-l', '-oProxyCommand=x', '-p', '2222', '--', 'h', 'docker', ...dial],
    ],
    [
      { kind: 'ssh', host: 'h', socket: '/run/d.sock' },
      [...common, '--', 'h', 'docker', '--host=unix:///run/d.sock', ...dial],
    ],
  ];
  for (const [address, args] of cases) {
    it(`are ${args.slice(common.length).join(' ')}`, () => {
      assert.deepEqual(sshArguments(address, 9.5), args);
    });
  }
});

describe('A connection through ssh', () => {
  const { signal } = new AbortController();
  const target = {
    endpoint: { url: 'ssh://h', origin: { kind: 'hostSetting' }, tls: false },
    address: { kind: 'ssh', host: 'h' },
  } as const;

  /** A program of Node's own in the place of ssh. */
  function program(script: string): SshProgram {
    return { file: process.execPath, args: ['-e', script, '--'] };
  }

  function connect(ssh: SshProgram): ReturnType<typeof connectEngine> {
    return connectEngine(target, { ssh, timeout: 10, log: () => undefined }, signal);
  }

  it('carries calls one after the other in one process, large answers too', async () => {
    const large = 'x'.repeat(3_000_000);
    const engine = await startFakeEngine((path) => ({
      json: path === '/version' ? versionAnswer : { large },
    }));
    const joined = `
      const socket = require('net').connect(${JSON.stringify(engine.path)});
      process.stdin.pipe(socket).pipe(process.stdout);
    `;
    const client = await connect(program(joined));
    try {
      assert.deepEqual(await client.inspectContainer('x', signal), { large });
      assert.deepEqual(await client.inspectContainer('x', signal), { large });
      assert.equal(engine.connections(), 1);
    } finally {
      client.close();
      await engine.close();
    }
  });

  const endings: readonly (readonly [string, ConnectionProblem, RegExp])[] = [
    [
      'Host key verification failed.',
      'remoteUnreachable',
      /^ssh ended with code 255: Host key verification failed\.$/,
    ],
    ['', 'remoteUnreachable', /^ssh ended with code 255\.$/],
    [
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
      'permissionDenied',
      /docker\.sock/,
    ],
    ['me@h: Permission denied (publickey).', 'remoteUnreachable', /publickey/],
  ];
  for (const [words, problem, message] of endings) {
    it(`says why ssh ended: ${words === '' ? 'nothing' : words}`, async () => {
      const script = `process.stderr.write(${JSON.stringify(words)}); process.exitCode = 255;`;
      await assert.rejects(
        connect(program(script)),
        (error) =>
          error instanceof ConnectionError &&
          error.problem === problem &&
          message.test(error.message),
      );
    });
  }

  it('says that there is no such program', async () => {
    await assert.rejects(connect({ file: '/nowhere/ssh', args: [] }), { code: 'ENOENT' });
  });
});
