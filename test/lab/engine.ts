import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ended, output, type Command } from './command.ts';
import type { ServerCertificates } from './certificates.ts';

const folderPrefix = 'port-mappings-engine-';
const engineEnded = 'port-mappings: the engine ended';

/** Shell that removes what an engine, all of whose processes have ended, had in `$folder` and beside it. */
const sweep = `
rm -rf "$folder"
find /sys/fs/cgroup -depth -type d -path "*/\${folder##*/}*" -exec rmdir {} +
`;

/**
 * Shell that lives as long as its standard input, then leaves nothing of the engine. It is in a
 * session of its own, so neither Ctrl+C nor a crash of the tests can end it before it has cleaned up.
 * The engine runs in a process namespace: when its first process ends, the kernel ends all others
 * (containerd, containers) and drops their mounts. In a network of its own, whatever joined that
 * network (an editor, a browser) ends too.
 */
const keeper = `
folder=$1 network=$2 init=$3
shift 3
echo $$ >"$folder/keeper.pid"
bridge=pm-\${folder##*-}
if [ "$network" = caller ]; then ip link add name "$bridge" type bridge; fi
setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc \\
  sh -c "$init" engine "$folder" "$@"
if [ "$network" = caller ]; then ip link delete "$bridge"; fi
if [ "$network" = own ]; then
  own=$(readlink /proc/$$/ns/net)
  for process in /proc/[0-9]*; do
    if [ "$process" != /proc/$$ ] && [ "$(readlink "$process/ns/net")" = "$own" ]; then
      kill -KILL "\${process#/proc/}"
    fi
  done
fi
${sweep}`;

/** First process of the engine's process namespace: starts dockerd, and obeys one word a line. */
const init = `
folder=$1
shift
start() {
  # A pid file of a process that is just dying keeps the next one from starting.
  rm -f "$folder/docker.pid" "$folder/exec/containerd/containerd.pid"
  { dockerd "$@" 2>&1; echo '${engineEnded}'; } &
}
ip link set lo up
if [ -n "$DATA_SIZE" ]; then
  mkdir "$folder/data"
  mount -t tmpfs -o "size=$DATA_SIZE" data "$folder/data"
fi
start "$@"
while read -r word; do
  case $word in
    kill) kill -KILL "$(cat "$folder/docker.pid")" ;;
    start) start "$@" ;;
  esac
done
`;

export interface EngineOptions {
  /** Addresses to listen on besides the Unix socket, such as `tcp://127.0.0.1:2375`. */
  readonly hosts?: readonly string[];
  /** Serves the TCP addresses over TLS only, to clients with a certificate of the same authority. */
  readonly tls?: ServerCertificates;
  /**
   * `own` (the default): a network of its own, where published ports answer.
   * `caller`: the network of this process, so that its TCP addresses can be reached from here;
   * with a bridge that nothing is published through.
   */
  readonly network?: 'own' | 'caller';
  /** Such as `64m`: the engine's data is on a disk of that size. */
  readonly dataSize?: string;
}

/** A Docker engine that this process started and that ends with it. */
export interface Engine {
  /** For `DOCKER_HOST`: `unix://` and the socket's path, which is reachable from every network. */
  readonly dockerHost: string;
  readonly socketPath: string;
  /** Removed with the engine. */
  readonly folder: string;
  /** The same command, run in the engine's network, where its published ports are on localhost. */
  inNetwork(command: Command): Command;
  /** Ends the engine as a crash would; its containers stay until it is back. */
  kill(): Promise<void>;
  /** Starts a killed engine again, on the same data and addresses; resolves when it answers. */
  restart(): Promise<void>;
  /** Ends the engine, its containers and all processes in its network, and removes its data. */
  stop(): Promise<void>;
  /** The last lines that the engine printed. */
  log(): string;
}

/** Why this machine cannot have a private engine, if it cannot. */
export function privateEngineObstacle(): string | undefined {
  if (process.platform !== 'linux') return 'A private Docker engine needs Linux.';
  if (process.getuid?.() !== 0) return 'A private Docker engine needs root.';
  return undefined;
}

/**
 * Starts a private Docker engine; resolves when it answers. Any number can run side by side.
 * Rejects with the engine's own words when it does not come up.
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const obstacle = privateEngineObstacle();
  if (obstacle !== undefined) throw new Error(obstacle);
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), folderPrefix));
  await writeFile(join(folder, 'daemon.json'), '{}');
  const network = options.network ?? 'own';
  const keeping = ['sh', '-c', keeper, 'keeper', folder, network, init];
  const command = [...keeping, ...daemonArguments(folder, options)];
  const [file = '', ...args] = network === 'own' ? ['unshare', '--net', ...command] : command;
  const env = { ...process.env, DATA_SIZE: options.dataSize ?? '' };
  const child = spawn(file, args, { detached: true, env });
  const lines = new Lines(child);
  const answers = (): Promise<void> =>
    lines.until('API listen on', 1 + (options.hosts?.length ?? 0));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.stdin.end();
    await ended(child);
  };
  await answers().catch(async (error: unknown) => {
    await stop();
    throw error;
  });

  const socketPath = join(folder, 'docker.sock');
  return {
    dockerHost: `unix://${socketPath}`,
    socketPath,
    folder,
    inNetwork: (inner) => ({
      file: 'nsenter',
      args: [`--net=/proc/${String(child.pid)}/ns/net`, inner.file, ...inner.args],
    }),
    async kill() {
      child.stdin.write('kill\n');
      await lines.until(engineEnded);
    },
    async restart() {
      child.stdin.write('start\n');
      await answers();
    },
    stop,
    log: () => lines.last(),
  };
}

function daemonArguments(folder: string, options: EngineOptions): string[] {
  const hosts = [`unix://${folder}/docker.sock`, ...(options.hosts ?? [])];
  return [
    ...hosts.flatMap((host) => ['--host', host]),
    // Not the machine's own /etc/docker/daemon.json.
    ...['--config-file', `${folder}/daemon.json`],
    ...['--data-root', `${folder}/data`, '--exec-root', `${folder}/exec`],
    ...['--pidfile', `${folder}/docker.pid`],
    // systemd would put the containers where this process cannot remove them.
    ...[
      '--exec-opt',
      'native.cgroupdriver=cgroupfs',
      '--cgroup-parent',
      folder.replace(/.*\//, '/'),
    ],
    // Not without a bridge: an engine that is to have none deletes docker0, which is another one's.
    ...(options.network === 'caller'
      ? [`--bridge=pm-${folder.replace(/.*-/, '')}`, '--iptables=false', '--ip-forward=false']
      : []),
    ...(options.tls === undefined ? [] : tlsArguments(options.tls)),
  ];
}

function tlsArguments({ authority, certificate, key }: ServerCertificates): string[] {
  return ['--tlsverify', `--tlscacert=${authority}`, `--tlscert=${certificate}`, `--tlskey=${key}`];
}

/** Removes what engines left whose keeper was itself killed. */
async function removeLeftovers(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((each) => each.startsWith(folderPrefix))) {
    const folder = join(tmpdir(), name);
    const keeperPid = await readFile(join(folder, 'keeper.pid'), 'utf8').catch(() => undefined);
    // Without the file, the engine of another process is just starting.
    if (keeperPid !== undefined && !existsSync(`/proc/${keeperPid.trim()}`)) {
      await output({ file: 'sh', args: ['-c', `folder=$1${sweep}`, 'sweep', folder] });
    }
  }
}

/** The lines a child prints, and who waits for one of them. */
class Lines {
  readonly #kept: string[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  #waiting: ((line: string) => void) | undefined;

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.#kept.push(line);
        if (this.#kept.length > 200) this.#kept.shift();
        this.#waiting?.(line);
      });
    }
  }

  last(): string {
    return this.#kept.join('\n');
  }

  /**
   * Resolves when the text was printed that many times from now on. Rejects, with what was printed,
   * when the engine ends first (unless that is what is waited for) or its keeper does.
   */
  async until(text: string, times = 1): Promise<void> {
    let left = times;
    const done = new AbortController();
    const { signal } = done;
    const failed = (): Error => new Error(`The private Docker engine ended:\n${this.last()}`);
    const printed = new Promise<void>((resolve, reject) => {
      this.#waiting = (line) => {
        if (line.includes(text)) left -= 1;
        if (left === 0) resolve();
        else if (line === engineEnded) reject(failed());
      };
    });
    // Rejects at an `error`, as `once` does.
    const closed = once(this.#child, 'close', { signal }).then(() => {
      throw failed();
    });
    try {
      await Promise.race([printed, closed]);
    } finally {
      done.abort();
    }
  }
}
