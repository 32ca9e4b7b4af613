import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  groupName,
  isOnPath,
  joinPath,
  thisMachine,
} from '../../../../src/adapters/docker/machine.ts';
import { startFakeSocket } from './fakeEngine.ts';
import { fakeMachine } from './fakeMachine.ts';

describe('thisMachine', () => {
  const machine = thisMachine();
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'machine-'));
    file = join(folder, 'file');
    await writeFile(file, 'text');
    await chmod(file, 0o640);
  });
  after(() => rm(folder, { recursive: true }));

  it('reads and lists what is there, and gives nothing for what is not', () => {
    assert.equal(machine.readText(file), 'text');
    assert.equal(machine.exists(file), true);
    assert.deepEqual(machine.list(folder), ['file']);
    const missing = join(folder, 'missing');
    assert.equal(machine.readText(missing), undefined);
    assert.equal(machine.exists(missing), false);
    assert.deepEqual(machine.list(missing), []);
    assert.equal(machine.groupOf(missing), undefined);
    assert.equal(machine.mayUse(missing), false);
    assert.equal(machine.describeFile(missing), undefined);
  });

  it('tells who may use a file', async () => {
    const group = groupName(process.getgid?.() ?? 0);
    assert.equal(machine.groupOf(file), group);
    assert.equal(machine.mayUse(file), true);
    const user = process.getuid?.() ?? 0;
    assert.equal(machine.describeFile(file), `-rw-r----- user ${user} group ${group}`);
    const socket = await startFakeSocket(() => undefined);
    assert.match(machine.describeFile(socket.path) ?? '', /^s/);
    await socket.close();
    assert.match(machine.describeUser(), new RegExp(group));
  });
});

describe('groupName', () => {
  it('gives the number of a group without a name', () => {
    assert.equal(groupName(4_000_000), '4000000');
  });
});

describe('joinPath', () => {
  it('writes paths as the platform does', () => {
    assert.equal(joinPath({ platform: 'linux' }, '/a', 'b'), '/a/b');
    assert.equal(joinPath({ platform: 'win32' }, 'C:/a', 'b'), String.raw`C:\a\b`);
  });
});

describe('isOnPath', () => {
  it('looks into each folder of PATH', () => {
    const files = { '/usr/bin/docker': '' };
    assert.equal(isOnPath(fakeMachine({ files, env: { PATH: '/bin:/usr/bin' } }), 'docker'), true);
    assert.equal(isOnPath(fakeMachine({ files, env: { PATH: '/bin:' } }), 'docker'), false);
    assert.equal(isOnPath(fakeMachine({ files }), 'docker'), false);
  });
});
