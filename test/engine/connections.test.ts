import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { thisMachine, type Machine } from '../../src/adapters/docker/machine.ts';
import type { SshProgram } from '../../src/adapters/docker/sshConnection.ts';
import type { EngineChange } from '../../src/adapters/docker/engineChange.ts';
import type { Endpoint } from '../../src/core/engine.ts';
import { makeCertificates, type Certificates } from '../lab/certificates.ts';
import { buildImage, createContainer, dockerClient } from '../lab/containers.ts';
import { startEngine, type Engine } from '../lab/engine.ts';
import { freePort } from '../lab/freePort.ts';
import { startSshServer, type SshServer } from '../lab/sshServer.ts';
import { failureOf, readOnce, sourceOf, type ConnectOptions } from './liveEngine.ts';

/** This machine with another environment. */
function machineWith(env: Readonly<Record<string, string>>): Machine {
  return { ...thisMachine(), env: { PATH: process.env['PATH'], ...env } };
}

/** A `DOCKER_CONFIG` with one context, which is the current one. */
async function makeContext(
  folder: string,
  endpoint: { readonly Host: string; readonly SkipTLSVerify: boolean },
  certificates?: string,
): Promise<string> {
  const id = createHash('sha256').update('made').digest('hex');
  await mkdir(join(folder, 'contexts/meta', id), { recursive: true });
  await writeFile(join(folder, 'config.json'), '{"currentContext":"made"}');
  await writeFile(
    join(folder, 'contexts/meta', id, 'meta.json'),
    JSON.stringify({ Name: 'made', Metadata: {}, Endpoints: { docker: endpoint } }),
  );
  if (certificates !== undefined) {
    await cp(certificates, join(folder, 'contexts/tls', id, 'docker'), { recursive: true });
  }
  return folder;
}

describe('The ways to an engine', () => {
  let folder: string;
  let engine: Engine;
  let secured: Engine;
  let plain: string;
  let safe: string;
  let certificates: Certificates;
  let foreign: Certificates;
  let ssh: SshServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ways-'));
    const [plainPort, safePort] = [await freePort(), await freePort()];
    plain = `tcp://127.0.0.1:${plainPort}`;
    safe = `tcp://127.0.0.1:${safePort}`;
    certificates = await makeCertificates(join(folder, 'ours'));
    foreign = await makeCertificates(join(folder, 'foreign'));
    [engine, secured] = await Promise.all([
      startEngine({ network: 'caller', hosts: [plain] }),
      startEngine({ network: 'caller', hosts: [safe], tls: certificates.server }),
    ]);
    ssh = await startSshServer(engine.dockerHost);
    for (const each of [engine, secured]) {
      const docker = dockerClient(each.dockerHost);
      const Image = await buildImage(docker, 'ways', ['EXPOSE 80']);
      await createContainer(docker, { Image, name: 'found', HostConfig: { NetworkMode: 'none' } });
    }
  });
  after(async () => {
    await ssh.stop();
    await Promise.all([engine.stop(), secured.stop()]);
    await rm(folder, { recursive: true });
  });

  /** The whole of it: an event is heard, and the container and its image are found. */
  async function assertWorks(options: ConnectOptions, on: Engine): Promise<Endpoint> {
    const source = sourceOf(options);
    const { signal } = new AbortController();
    try {
      const docker = dockerClient(on.dockerHost);
      const rename = async (): Promise<void> => {
        await docker.getContainer('found').rename({ name: 'renamed' });
        await docker.getContainer('renamed').rename({ name: 'found' });
      };
      const heard = new Promise<EngineChange>((resolve, reject) => {
        source.watch({ changed: resolve, ended: reject }, signal).then(rename).catch(reject);
      });
      assert.equal((await heard).kind, 'renamed');
      const { containers, engine: facts } = await source.read(undefined, () => undefined, signal);
      assert.deepEqual(
        containers.map(({ name, ports }) => [name, ports[0]?.exposedBy]),
        [['found', 'image']],
      );
      return facts.endpoint;
    } finally {
      source.dispose();
    }
  }

  it('a socket, named by the setting', async () => {
    const endpoint = await assertWorks({ host: engine.dockerHost }, engine);
    assert.deepEqual(endpoint.origin, { kind: 'hostSetting' });
  });

  it('a socket, named by DOCKER_HOST', async () => {
    const machine = machineWith({ DOCKER_HOST: engine.dockerHost });
    const endpoint = await assertWorks({ machine }, engine);
    assert.deepEqual(endpoint.origin, { kind: 'dockerHost' });
  });

  it('TCP', async () => {
    assert.equal((await assertWorks({ host: plain }, engine)).url, plain);
  });

  it('TCP by name', async () => {
    const host = plain.replace('127.0.0.1', 'localhost');
    assert.equal((await assertWorks({ host }, engine)).url, host);
  });

  it('TLS with the certificates of DOCKER_CERT_PATH', async () => {
    const machine = machineWith({
      DOCKER_HOST: safe,
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: certificates.clientFolder,
    });
    const { tls, origin } = await assertWorks({ machine }, secured);
    assert.deepEqual([tls, origin.kind], [true, 'dockerHost']);
  });

  it('TLS with the certificates of the current context', async () => {
    const endpoint = { Host: safe, SkipTLSVerify: false };
    const config = join(folder, 'context');
    await makeContext(config, endpoint, certificates.clientFolder);
    const { tls, origin } = await assertWorks(
      { machine: machineWith({ DOCKER_CONFIG: config }) },
      secured,
    );
    assert.deepEqual([tls, origin], [true, { kind: 'currentContext', context: 'made' }]);
  });

  it('TLS without verification, where the context says so', async () => {
    const client = join(folder, 'unverified');
    await cp(certificates.clientFolder, client, { recursive: true });
    await cp(join(foreign.clientFolder, 'ca.pem'), join(client, 'ca.pem'));
    const config = join(folder, 'lax-context');
    await makeContext(config, { Host: safe, SkipTLSVerify: true }, client);
    await assertWorks(
      { machine: machineWith({ DOCKER_CONFIG: config }), context: 'made' },
      secured,
    );
  });

  describe('with TLS that does not fit', () => {
    function tlsFailure(host: string, certPath: string): ReturnType<typeof failureOf> {
      const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certPath };
      return failureOf({ host, machine: machineWith(env) });
    }

    it('is an error of TLS when the authority is another', async () => {
      const client = join(folder, 'other-authority');
      await cp(certificates.clientFolder, client, { recursive: true });
      await cp(join(foreign.clientFolder, 'ca.pem'), join(client, 'ca.pem'));
      const { problem, detail, endpoint } = await tlsFailure(safe, client);
      assert.equal(problem, 'tlsError');
      assert.match(detail, /certificate/);
      assert.equal(endpoint?.url, safe);
    });

    it('is an error of TLS when the engine refuses the certificate', async () => {
      const client = join(folder, 'other-client');
      await cp(foreign.clientFolder, client, { recursive: true });
      await cp(join(certificates.clientFolder, 'ca.pem'), join(client, 'ca.pem'));
      assert.equal((await tlsFailure(safe, client)).problem, 'tlsError');
    });

    it('is an error of TLS when there is no certificate', async () => {
      const client = join(folder, 'no-client');
      await mkdir(client);
      await cp(join(certificates.clientFolder, 'ca.pem'), join(client, 'ca.pem'));
      assert.equal((await tlsFailure(safe, client)).problem, 'tlsError');
    });

    it('is an error of TLS when the name in the certificate is another', async () => {
      // Another way to write 127.0.0.1, and so a name that the certificate has not.
      const host = safe.replace('127.0.0.1', '127.1');
      const { problem, detail } = await tlsFailure(host, certificates.clientFolder);
      assert.equal(problem, 'tlsError');
      assert.match(detail, /altnames/);
    });

    it('is an error of TLS when the engine speaks none, and when only it does', async () => {
      assert.equal((await tlsFailure(plain, certificates.clientFolder)).problem, 'tlsError');
      const { problem, detail } = await failureOf({ host: safe });
      assert.equal(problem, 'tlsError');
      assert.match(detail, /HTTPS/);
    });
  });

  describe('by ssh', () => {
    let started: string;
    let program: SshProgram;

    beforeEach(async () => {
      started = join(folder, 'started');
      await rm(started, { force: true });
      const [bin = ''] = ssh.path.split(delimiter);
      const script = `echo $$ >>${started}; exec ${join(bin, 'ssh')} "$@"`;
      program = { file: 'sh', args: ['-c', script, 'ssh'] };
    });

    async function processes(): Promise<readonly string[]> {
      return (await readFile(started, 'utf8')).trim().split('\n');
    }

    async function untilEnded(pid: string): Promise<void> {
      while (existsSync(`/proc/${pid}/exe`)) await setTimeout(20);
    }

    it('works, in few processes, of which none is left', async () => {
      const endpoint = await assertWorks({ host: ssh.dockerHost, ssh: program }, engine);
      assert.equal(endpoint.url, ssh.dockerHost);
      const pids = await processes();
      assert.ok(pids.length <= 4, `${pids.length} processes`);
      await Promise.all(pids.map(untilEnded));
    });

    it('asks nobody when the host key is not known', async () => {
      const strict = ['-o', 'StrictHostKeyChecking=yes', '-o', 'LogLevel=INFO'];
      const { problem, detail } = await failureOf({
        host: ssh.dockerHost,
        ssh: { ...program, args: [...program.args, ...strict] },
      });
      assert.equal(problem, 'remoteUnreachable');
      assert.match(detail, /Host key verification failed/);
    });

    it('says that nobody listens', async () => {
      const host = ssh.dockerHost.replace(/\d+$/, String(await freePort()));
      const { problem, detail } = await failureOf({ host, ssh: program });
      assert.equal(problem, 'remoteUnreachable');
      assert.match(detail, /Connection refused/);
    });

    it('says what docker on the other side says', async () => {
      const host = `${ssh.dockerHost}/nowhere/docker.sock`;
      const { problem, detail } = await failureOf({ host, ssh: program });
      assert.equal(problem, 'remoteUnreachable');
      assert.match(detail, /nowhere\/docker\.sock|Cannot connect/);
    });
  });

  it('is unreachable when nobody listens or there is no such host', async () => {
    const nobody = `tcp://127.0.0.1:${await freePort()}`;
    assert.equal((await failureOf({ host: nobody })).problem, 'remoteUnreachable');
    const nowhere = 'tcp://nowhere.invalid:2375';
    assert.equal((await failureOf({ host: nowhere })).problem, 'remoteUnreachable');
  });

  it('reads all at once over one connection that is closed at once', async () => {
    const { containers } = await readOnce({ host: engine.dockerHost });
    assert.equal(containers.length, 1);
  });
});
