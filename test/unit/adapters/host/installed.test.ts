import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isInstalled } from '../../../../src/adapters/host/installed.ts';

describe('isInstalled', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'port-mappings-path-'));
    await writeFile(join(folder, 'vagrant'), '#!/bin/sh\nexit 1\n');
    await chmod(join(folder, 'vagrant'), 0o755);
    await writeFile(join(folder, 'notes'), 'no program');
    await chmod(join(folder, 'notes'), 0o644);
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  it('finds a program in any folder of the PATH, without running it', async () => {
    const PATH = ['/nowhere', folder].join(delimiter);
    assert.equal(await isInstalled('vagrant', { PATH }), true);
  });

  it('finds nothing that cannot be run, that is elsewhere, or without a PATH', async () => {
    assert.equal(await isInstalled('vagrant', { PATH: '/nowhere' }), false);
    assert.equal(await isInstalled('vagrant', { PATH: '' }), false);
    assert.equal(await isInstalled('vagrant', {}), false);
    assert.equal(await isInstalled('docker', { PATH: folder }), false);
    assert.equal(await isInstalled('notes', { PATH: folder }), false);
  });
});
