import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import type { EngineCalls } from '../../src/adapters/docker/recreate/engineCalls.ts';
import {
  recreateContainer,
  type RecreateContext,
} from '../../src/adapters/docker/recreate/recreate.ts';
import { restoreChange } from '../../src/adapters/docker/recreate/recover.ts';
import { scan, type FoundChange } from '../../src/adapters/docker/recreate/scan.ts';
import type { RecreateOptions, RecreateResult } from '../../src/core/recreate.ts';
import type { RecreateStep } from '../../src/core/recreateSteps.ts';
import { dockerClient } from '../lab/containers.ts';
import { startEngine, type Engine, type EngineOptions } from '../lab/engine.ts';
import { callsOf, contextOf, quickly } from '../lab/recreating.ts';
import { survivorOf, type Survivor, type Victim } from './victim.ts';

/**
 * When a process is killed: at the beginning of a step, after so many calls that changed something,
 * or after so many calls of going back since a step failed.
 */
export type KillTime =
  | { readonly at: RecreateStep }
  | { readonly calls: number }
  | { readonly since: RecreateStep; readonly calls: number };

/** A private engine on which recreates are disturbed. */
export interface FaultLab {
  readonly engine: Engine;
  readonly docker: Docker;
  readonly calls: EngineCalls;
  readonly context: RecreateContext;
  /** Recreates, with something done at the beginning of a step. */
  disturbed(
    victim: Victim,
    step: RecreateStep,
    disturb: () => Promise<unknown>,
    options?: Partial<RecreateOptions>,
  ): Promise<RecreateResult>;
  recreate(victim: Victim, options?: Partial<RecreateOptions>): Promise<RecreateResult>;
  /** Recreates in another process, which is killed meanwhile. */
  killed(victim: Victim, time: KillTime): Promise<void>;
  /** What a new window does once its user says so, and what is then there. */
  recovered(victim: Victim): Promise<{ found: readonly FoundChange[]; survivor: Survivor }>;
  /** Ends the engine as a crash would, and starts it again. */
  restartEngine(): Promise<void>;
  /** The same, so many seconds later: what its containers tell of their beginning is that much older. */
  restartEngineAfter(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export async function openFaultLab(options: EngineOptions = {}): Promise<FaultLab> {
  const engine = await startEngine(options);
  const docker = dockerClient(engine.dockerHost);
  const calls = await callsOf(engine.dockerHost);
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  const context = contextOf(calls, folder);
  const recreate: FaultLab['recreate'] = (victim, options = {}) =>
    recreateContainer(context, victim.request, { ...quickly, ...options });
  return {
    engine,
    docker,
    calls,
    context,
    recreate,
    disturbed: (victim, at, disturb, options = {}) =>
      recreateContainer(
        {
          ...context,
          progress: async (step) => {
            if (step === at) await disturb();
          },
        },
        victim.request,
        { ...quickly, ...options },
      ),
    async killed(victim, time) {
      const script = join(import.meta.dirname, 'killed.ts');
      const args = [
        engine.dockerHost,
        folder,
        JSON.stringify(time),
        JSON.stringify(victim.request),
      ];
      const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
        stdio: 'inherit',
      });
      const [, signal] = (await once(child, 'close')) as [number | null, string | null];
      assert.equal(signal, 'SIGKILL', 'It was not killed.');
    },
    async recovered(victim) {
      const found = (await scan(calls, context.journal)).filter(
        ({ swap }) => swap.name === victim.name,
      );
      for (const change of found) {
        if (change.verdict === 'backupKept') continue;
        const recovery = await restoreChange(context, change);
        assert.notEqual(recovery.kind, 'needsHelp', JSON.stringify(recovery));
      }
      return { found, survivor: await survivorOf(docker, calls, victim) };
    },
    async restartEngine() {
      await engine.kill();
      await engine.restart();
    },
    async restartEngineAfter(seconds) {
      await engine.kill();
      await makeOlder(join(engine.folder, 'data/containers'), seconds);
      await engine.restart();
    },
    async close() {
      calls.close();
      await engine.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Sets back when the containers of an engine that does not run were created. */
async function makeOlder(folder: string, seconds: number): Promise<void> {
  for (const id of await readdir(folder)) {
    const file = join(folder, id, 'config.v2.json');
    const container = JSON.parse(await readFile(file, 'utf8')) as { readonly Created: string };
    const Created = new Date(Date.parse(container.Created) - seconds * 1_000).toISOString();
    await writeFile(file, JSON.stringify({ ...container, Created }));
  }
}
