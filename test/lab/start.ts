/**
 * `npm start`: VS Code with the extension, on a sample workspace, connected to the Docker engine that
 * answers or to a private one with sample containers. Runs until Ctrl+C, then leaves nothing. With
 * `--check` it ends by itself, successfully, once the editor and the engine answer.
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { answeringEngine } from './answeringEngine.ts';
import { installCodeServer, serve } from './codeServer.ts';
import { ended, exitCode, type Command } from './command.ts';
import { dockerClient, runVariable } from './containers.ts';
import { installedOrDownloadedEditor } from './desktopEditor.ts';
import { privateEngineObstacle, startEngine, type Engine } from './engine.ts';
import { forwardInto } from './forward.ts';
import { openFront } from './front.ts';
import { ensureInstalled } from './installs.ts';
import { createSamples } from './samples.ts';

const root = join(import.meta.dirname, '../..');
const preferredPort = 7100;

/** Where the editor runs and which engine its extension finds. */
interface Surroundings {
  readonly dockerHost: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  inNetwork(command: Command): Command;
  /** Sees to it that a browser on this machine reaches a port that was published. */
  openPort(port: number): Promise<void>;
}

/** What has been started, to be stopped in reverse. */
const stops: (() => Promise<unknown>)[] = [];

async function build(): Promise<void> {
  const code = await exitCode({ file: process.execPath, args: ['esbuild.mjs'] }, { cwd: root });
  if (code !== 0) throw new Error('The build failed.');
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'port-mappings-start-'));
  stops.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await cp(join(root, 'test/fixtures/workspace'), join(folder, 'sample'), { recursive: true });
  return folder;
}

async function findOrStartEngine(folder: string): Promise<Surroundings> {
  const environment = { ...process.env, TMPDIR: folder };
  const here = {
    environment,
    inNetwork: (command: Command) => command,
    openPort: () => Promise.resolve(),
  };
  const dockerHost = await answeringEngine();
  if (dockerHost !== undefined) {
    console.log(`Using the Docker engine at ${dockerHost}.`);
    return { ...here, dockerHost };
  }
  const obstacle = privateEngineObstacle();
  if (obstacle !== undefined) {
    console.log(`No Docker engine answers. Start Docker to see its ports. (${obstacle})`);
    console.log('Without an engine the extension shows what the files of the workspace declare.');
    return { ...here, dockerHost };
  }
  await ensureInstalled(['privateEngine']);
  console.log('No Docker engine answers: starting a private one with sample containers…');
  const engine = await startEngine();
  stops.push(() => engine.stop());
  process.env[runVariable] = 'sample';
  const docker = dockerClient(engine.dockerHost);
  await createSamples(docker);
  const openPort = portOpener(engine);
  for (const port of await publishedPorts(docker)) await openPort(port);
  return {
    dockerHost: engine.dockerHost,
    environment: { ...environment, DOCKER_HOST: engine.dockerHost },
    inNetwork: (command) => engine.inNetwork(command),
    openPort,
  };
}

/** The TCP ports on the host of all containers. */
async function publishedPorts(docker: Docker): Promise<ReadonlySet<number>> {
  const ports = (await docker.listContainers()).flatMap(({ Ports }) => Ports);
  // An exposed port that is not published has no PublicPort, whatever the types say.
  const published = ports.filter(({ Type, PublicPort }) => Type === 'tcp' && PublicPort > 0);
  return new Set(published.map(({ PublicPort }) => PublicPort));
}

/** Makes a port of the engine's own network answer on this machine's localhost too, where it is free. */
function portOpener(engine: Engine): (port: number) => Promise<void> {
  const opened = new Map<number, Promise<void>>();
  const forward = async (port: number): Promise<void> => {
    await forwardInto((command) => engine.inNetwork(command), port).catch(() => {
      console.log(
        `Port ${port} is in use on this machine: a browser will not reach the container.`,
      );
    });
  };
  return (port) => {
    const opening = opened.get(port) ?? forward(port);
    opened.set(port, opening);
    return opening;
  };
}

/** An editor that can be looked at. */
interface OpenEditor {
  /** Where, if it is for a browser. */
  readonly address?: string;
  /** Settles when the editor has ended by itself. */
  readonly ended: Promise<unknown>;
}

function openDesktop(executable: string, folder: string, around: Surroundings): OpenEditor {
  console.log(`Opening VS Code (${executable}). Close its window or press Ctrl+C to end.`);
  const command = around.inNetwork({
    file: executable,
    args: [
      join(folder, 'sample'),
      '--new-window',
      '--wait',
      `--extensionDevelopmentPath=${root}`,
      `--user-data-dir=${join(folder, 'data')}`,
      `--extensions-dir=${join(folder, 'extensions')}`,
      '--disable-workspace-trust',
      '--skip-welcome',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  const child = spawn(command.file, command.args, { env: around.environment, stdio: 'inherit' });
  const end = ended(child);
  stops.push(() => {
    child.kill();
    return end;
  });
  return { ended: end };
}

/** Serves VS Code for a browser, with the extension installed in it. */
async function openServer(folder: string, around: Surroundings): Promise<OpenEditor> {
  const installed = await installCodeServer();
  const extensions = join(folder, 'extensions');
  await mkdir(extensions);
  await symlink(root, join(extensions, 'port-mappings.port-mappings-0.1.0'));
  const socketPath = join(folder, 'editor.sock');
  const server = await serve(installed, {
    socketPath,
    dataFolder: folder,
    environment: around.environment,
    inNetwork: (command) => around.inNetwork(command),
  });
  stops.push(() => server.stop());
  const front = await openFront(socketPath, preferredPort, (port) => around.openPort(port));
  const query = new URLSearchParams({ folder: join(folder, 'sample') });
  const address = `http://127.0.0.1:${front.port}/?${query.toString()}`;
  console.log(`\nOpen ${address}\nCtrl+C ends it.`);
  return { address, ended: server.ended };
}

async function checkAnswers(
  address: string | undefined,
  dockerHost: string | undefined,
): Promise<void> {
  if (address !== undefined) {
    const { status } = await fetch(address);
    if (status !== 200) throw new Error(`The editor answered ${status}.`);
  }
  if (dockerHost === undefined) throw new Error('There is no engine.');
  const containers = await dockerClient(dockerHost).listContainers({ all: true });
  console.log(`The editor and the engine answer; it has ${containers.length} containers.`);
}

/**
 * Resolves at Ctrl+C, or when the process is told to end in another way. Further signals change nothing:
 * npm and tsx pass Ctrl+C on, so it comes more than once, and the stopping must not be cut short.
 */
const interrupted = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
});

async function start(check: boolean): Promise<void> {
  await build();
  const folder = await makeFolder();
  const around = await findOrStartEngine(folder);
  const desktop = await installedOrDownloadedEditor();
  const editor =
    desktop === undefined ? await openServer(folder, around) : openDesktop(desktop, folder, around);
  if (check) await checkAnswers(editor.address, around.dockerHost);
  else await Promise.race([interrupted, editor.ended]);
}

try {
  await start(process.argv.includes('--check'));
  process.exitCode = 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  console.log('Stopping…');
  for (const stop of stops.reverse()) await stop();
  process.exit();
}
