import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findComposeProgram } from '../../../../src/adapters/compose/composeProgram.ts';

const v2 = { file: 'docker', args: ['compose'] };
const v1 = { file: 'docker-compose', args: [] };

describe('findComposeProgram', () => {
  const { PATH } = process.env;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compose-program-'));
    process.env['PATH'] = folder;
  });
  afterEach(async () => {
    process.env['PATH'] = PATH;
    await rm(folder, { recursive: true });
  });

  /** A program that knows these arguments and no others. */
  async function install(name: string, args: string): Promise<void> {
    const file = join(folder, name);
    await writeFile(file, `#!/bin/sh\n[ "$*" = "${args}" ]\n`);
    await chmod(file, 0o755);
  }

  it('prefers the plugin of docker', async () => {
    await install('docker', 'compose version');
    await install('docker-compose', 'version');
    assert.deepEqual(await findComposeProgram(), v2);
  });

  it('takes the program of its own where docker has no such plugin', async () => {
    await install('docker', 'version');
    await install('docker-compose', 'version');
    assert.deepEqual(await findComposeProgram(), v1);
  });

  it('takes it where there is no docker program', async () => {
    await install('docker-compose', 'version');
    assert.deepEqual(await findComposeProgram(), v1);
  });

  it('finds none where none answers', async () => {
    assert.equal(await findComposeProgram(), undefined);
    await install('docker', 'version');
    assert.equal(await findComposeProgram(), undefined);
  });
});
