import assert from 'node:assert/strict';
import { chmod, chown, link, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupName, thisMachine } from '../../src/adapters/docker/machine.ts';
import {
  startFakeEngine,
  startFakeSocket,
  type FakeServer,
} from '../unit/adapters/docker/fakeEngine.ts';
import { failureOf, sourceOf } from './liveEngine.ts';

const withDocker = { ...thisMachine(), env: { PATH: '/bin' }, exists: () => true };
const withoutDocker = { ...thisMachine(), env: { PATH: '/bin' }, exists: () => false };

describe('A socket that leads to no engine', () => {
  let folder: string;
  let server: FakeServer | undefined;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'failures-'));
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  it('is missing, with Docker, without, and in a dev container', async () => {
    const host = `unix://${folder}/none.sock`;
    const problems = [
      await failureOf({ host, machine: withDocker }),
      await failureOf({ host, machine: withoutDocker }),
      await failureOf({ host, machine: withoutDocker, inDevContainer: true }),
    ];
    assert.deepEqual(
      problems.map(({ problem }) => problem),
      ['notRunning', 'notInstalled', 'devContainer'],
    );
    assert.equal(problems[0]?.endpoint?.url, host);
    assert.match(problems[0].detail, /ENOENT.*none\.sock/);
  });

  it('refuses, since the engine that made it has ended', async () => {
    const ended = await startFakeSocket(() => undefined);
    const left = join(folder, 'left.sock');
    await link(ended.path, left);
    await ended.close();
    const { problem, detail } = await failureOf({ host: `unix://${left}` });
    assert.equal(problem, 'notRunning');
    assert.match(detail, /ECONNREFUSED/);
  });

  it('belongs to others', async () => {
    // Everyone can come to this folder; a temporary one of the tests may be closed to others.
    server = await startFakeSocket(() => undefined, '/tmp');
    const { getuid, geteuid, seteuid, getgid } = process;
    assert.ok(getuid && geteuid && seteuid && getgid, 'This test needs users.');
    // As root, be somebody else for a moment; nobody may be refused to root.
    const root = getuid() === 0;
    await chmod(join(server.path, '..'), 0o755);
    await chmod(server.path, root ? 0o660 : 0);
    if (root) await chown(server.path, 0, 5);
    const options = { host: server.dockerHost };
    // Loads what is needed before the rights to read it are gone.
    await failureOf({ host: `unix://${folder}/none.sock` });
    if (root) seteuid('nobody');
    try {
      const { problem, group, detail } = await failureOf(options);
      assert.equal(problem, 'permissionDenied');
      assert.equal(group, groupName(root ? 5 : getgid()));
      assert.match(detail, /EACCES/);
      const source = sourceOf(options);
      const lines = await source.diagnose();
      source.dispose();
      assert.match(lines.find((line) => line.startsWith('socket:')) ?? '', /s.{9} user \d+ group/);
      assert.match(lines.at(-1) ?? '', /^connect: failed \(permissionDenied\)/);
    } finally {
      if (root) seteuid(0);
    }
  });

  it('never answers', async () => {
    server = await startFakeSocket(() => undefined);
    const { problem, seconds } = await failureOf({ host: server.dockerHost, timeout: 0.2 });
    assert.deepEqual([problem, seconds], ['timeout', 0.2]);
  });

  it('answers with something else', async () => {
    server = await startFakeSocket((socket) => socket.end('220 mail.example ESMTP\r\n'));
    assert.equal((await failureOf({ host: server.dockerHost })).problem, 'engineError');
  });

  it('hangs up', async () => {
    server = await startFakeSocket((socket) => socket.destroy());
    assert.equal((await failureOf({ host: server.dockerHost })).problem, 'notRunning');
  });

  it('belongs to a server of another kind', async () => {
    server = await startFakeEngine(() => ({ text: '<html>Welcome</html>' }));
    const { problem, detail } = await failureOf({ host: server.dockerHost });
    assert.equal(problem, 'engineError');
    assert.match(detail, /GET \/version/);
  });

  it('belongs to an engine too old', async () => {
    const version = { Version: '1.10.3', ApiVersion: '1.22' };
    server = await startFakeEngine(() => ({ json: version }));
    const { problem, detail } = await failureOf({ host: server.dockerHost });
    assert.equal(problem, 'apiTooOld');
    assert.match(detail, /1\.10\.3.*1\.22.*1\.24/);
  });
});
