import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answeringEngine } from './answeringEngine.ts';
import type { Command } from './command.ts';
import { removeRun, runVariable } from './containers.ts';
import { privateEngineObstacle, startEngine } from './engine.ts';
import { ensureInstalled } from './installs.ts';

/** The engine that a run of the tests works on. */
export interface LabEngine {
  readonly description: string;
  /** The same command, run where the engine's published ports are on localhost. */
  inNetwork(command: Command): Command;
  /** For the processes of the tests: the engine, the run's name and a temporary folder of its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Removes what the run made. */
  close(): Promise<void>;
}

/**
 * The engine that answers on this machine, if any, of which only what carries the run's label will be
 * touched; else, on Linux with root, a private one, installed if need be.
 */
export async function openLabEngine(): Promise<LabEngine> {
  const run = randomBytes(3).toString('hex');
  const dockerHost = await answeringEngine();
  return dockerHost === undefined ? openPrivate(run) : openPresent(dockerHost, run);
}

async function openPrivate(run: string): Promise<LabEngine> {
  const obstacle = privateEngineObstacle();
  if (obstacle !== undefined)
    throw new Error(`No Docker engine answers: start Docker. ${obstacle}`);
  await ensureInstalled(['privateEngine']);
  const engine = await startEngine();
  const temporary = join(engine.folder, 'tmp');
  await mkdir(temporary);
  return {
    description: `a private engine at ${engine.dockerHost}`,
    inNetwork: (command) => engine.inNetwork(command),
    environment: { DOCKER_HOST: engine.dockerHost, [runVariable]: run, TMPDIR: temporary },
    close: () => engine.stop(),
  };
}

async function openPresent(dockerHost: string, run: string): Promise<LabEngine> {
  const temporary = await mkdtemp(join(tmpdir(), 'port-mappings-run-'));
  return {
    description: `the engine of this machine at ${dockerHost}`,
    inNetwork: (command) => command,
    environment: { DOCKER_HOST: dockerHost, [runVariable]: run, TMPDIR: temporary },
    async close() {
      await removeRun(dockerHost, run);
      await rm(temporary, { recursive: true, force: true });
    },
  };
}
