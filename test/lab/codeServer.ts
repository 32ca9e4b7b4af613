import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ended, output, type Command } from './command.ts';

/** The npm package that carries VS Code 1.139.1, built as a server under lib/vscode. */
const codeServerPackage = 'code-server@4.139.1';
const nodeMajor = 24; // The server's package.json asks for it.

const cache = join(import.meta.dirname, '../../.vscode-test');

/** An installed server build of VS Code. */
export interface CodeServer {
  /** The Node that the server runs on. */
  readonly node: string;
  /** server-main.js */
  readonly main: string;
}

/**
 * Installs the server build of VS Code into .vscode-test, unless it is there. Half a minute and
 * 800 MB from the npm registry. Needs Linux.
 */
export async function installCodeServer(): Promise<CodeServer> {
  const folder = join(cache, codeServerPackage.replace('@', '-'));
  const { platform, arch } = process;
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64')) {
    throw new Error('VS Code is missing: install it, or set VSCODE_EXECUTABLE to its executable.');
  }
  const nodePackage = `node-linux-${arch}`;
  if (!existsSync(folder)) {
    console.log(`Installing the server build of VS Code (${codeServerPackage}) with npm…`);
    await install(folder, `${nodePackage}@${nodeMajor}`);
  }
  return {
    node: join(folder, 'node_modules', nodePackage, 'bin/node'),
    main: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** The folder appears under its name only when all is in it, so its presence says that it is whole. */
async function install(folder: string, nodePackage: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(`${folder}-partial-`);
  try {
    await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
    await npmInstall(partial, [codeServerPackage, nodePackage]);
    const vscode = join(partial, 'node_modules/code-server/lib/vscode');
    await npmInstall(vscode, ['--omit=dev']);
    await npmInstall(join(vscode, 'extensions'), ['--omit=dev']);
    await rename(partial, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // Else another run was faster.
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  console.log(`  ${basename(folder)}: npm install ${args.join(' ')}`);
  // No install scripts: the server's native parts would need a compiler, and it runs without them.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await output(
    { file: 'npm', args: ['install', `--prefix=${folder}`, ...quiet, ...args] },
    { cwd: folder, env: environmentWithoutNpm() },
  );
}

/** `npm test` passes the project's npm settings on in the environment; they are not for this install. */
function environmentWithoutNpm(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return Object.fromEntries(kept);
}

export interface ServeOptions {
  /** The Unix socket that it will listen on. */
  readonly socketPath: string;
  /** Holds the server's settings, extensions and logs. */
  readonly dataFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Further arguments of the server. */
  readonly args?: readonly string[];
  /** The window asks nothing, and trusts no workspace; otherwise all are trusted. */
  readonly trustsNothing?: boolean;
  /** Prefixes the command, to run the server in another network. */
  readonly inNetwork?: (command: Command) => Command;
}

/** A server that accepts connections. */
export interface ServedEditor {
  /** Resolves, with what the server printed last, when it ends by itself. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Settings of every window: nothing that opens by itself, asks, or calls home. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.commandCenter': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  // The server and the browser are on one machine: a published port needs no second way in.
  'remote.autoForwardPorts': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
};

const trustsNothing = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** Starts the server; resolves when it accepts connections, rejects with what it printed. */
export async function serve(server: CodeServer, options: ServeOptions): Promise<ServedEditor> {
  const machineSettings = join(options.dataFolder, 'data/Machine/settings.json');
  await mkdir(dirname(machineSettings), { recursive: true });
  const trust = options.trustsNothing === true ? trustsNothing : {};
  await writeFile(machineSettings, JSON.stringify({ ...settings, ...trust }));
  const direct = {
    file: server.node,
    args: [
      server.main,
      `--socket-path=${options.socketPath}`,
      `--server-data-dir=${options.dataFolder}`,
      '--without-connection-token',
      '--accept-server-license-terms',
      '--telemetry-level=off',
      ...(options.trustsNothing === true ? [] : ['--disable-workspace-trust']),
      ...(options.args ?? []),
    ],
  };
  const command = options.inNetwork?.(direct) ?? direct;
  const child = spawn(command.file, command.args, {
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  const end = ended(child).then(() => printed.join('\n'));
  const accepts = new Promise<void>((resolve) => {
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        printed.push(line);
        if (printed.length > 100) printed.shift();
        if (line.startsWith('Extension host agent listening on')) resolve();
      });
    }
  });
  const failed = end.then((last) => {
    throw new Error(`VS Code's server ended:\n${last}`);
  });
  await Promise.race([accepts, failed]);
  return {
    ended: end,
    async stop() {
      child.kill();
      await end;
    },
  };
}
