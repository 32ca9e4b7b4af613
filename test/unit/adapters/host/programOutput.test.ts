import assert from 'node:assert/strict';
import { programOutput } from '../../../../src/adapters/host/programOutput.ts';

const { execPath } = process;

describe('programOutput', () => {
  it('gives what a program prints', async () => {
    const printed = await programOutput(execPath, ['-p', '"a b;$HOME"']);
    assert.equal(printed, 'a b;$HOME\n');
  });

  it('gives it too when the program ends with an error', async () => {
    const script = 'console.log("half"); process.exitCode = 1';
    assert.equal(await programOutput(execPath, ['-e', script]), 'half\n');
  });

  it('gives nothing when there is no such program', async () => {
    assert.equal(await programOutput('/no/such/program', []), '');
  });

  it('gives nothing of a program that takes too long, and stops it', async () => {
    const script = 'console.log("half"); setTimeout(() => console.log("all"), 60_000)';
    assert.equal(await programOutput(execPath, ['-e', script], 1_500), '');
  });
});
