import assert from 'node:assert/strict';
import type { RecreateResult } from '../../src/core/recreate.ts';
import { output } from '../lab/command.ts';
import type { FaultLab } from './faultLab.ts';

type NeedsHelp = Extract<RecreateResult, { readonly kind: 'needsHelp' }>;

/** Runs what a person is told to run, in that order. */
export async function obey(lab: FaultLab, help: NeedsHelp): Promise<RecreateResult> {
  const env = { ...process.env, DOCKER_HOST: lab.engine.dockerHost };
  assert.ok(help.commands.length > 0, JSON.stringify(help));
  for (const command of help.commands) {
    const [file = '', ...args] = command.split(' ');
    await output({ file, args }, { env });
  }
  return help;
}
