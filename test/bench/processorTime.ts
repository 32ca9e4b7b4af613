import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc a second: `USER_HZ`, 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Processor time spent so far, in milliseconds. */
export interface ProcessorTime {
  /** This process and the programs that it ran to their end. */
  readonly client: number;
  /** dockerd; 0 where it cannot be seen. */
  readonly engine: number;
}

/** Reads what was spent; made for one engine. */
export class ProcessorClock {
  readonly #dockerd: string | undefined;

  constructor(socketPath: string) {
    this.#dockerd = findDockerd(socketPath);
  }

  get seesEngine(): boolean {
    return this.#dockerd !== undefined;
  }

  /** What the work costs both sides. */
  async spentBy(work: () => Promise<unknown>): Promise<number> {
    const before = this.#read();
    await work();
    const after = this.#read();
    return after.client - before.client + (after.engine - before.engine);
  }

  #read(): ProcessorTime {
    const { user, system } = process.cpuUsage();
    const own = (user + system) / 1000;
    const engine = this.#dockerd === undefined ? undefined : readStat(this.#dockerd);
    return { client: own + (readStat('self')?.children ?? 0), engine: engine?.own ?? 0 };
  }
}

/** The dockerd that was told to listen on this socket, or was given it by systemd (`fd://`). */
function findDockerd(socketPath: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const daemons = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((id) => ({ id, command: readText(`/proc/${id}/cmdline`)?.split('\0') ?? [] }))
    .filter(({ command }) => /(^|\/)dockerd$/.test(command[0] ?? ''));
  const named = daemons.find(({ command }) => command.some((word) => word.endsWith(socketPath)));
  return (named ?? daemons.find(({ command }) => command.includes('fd://')))?.id;
}

/** proc(5): utime, stime, cutime and cstime are fields 14 to 17; the name before may hold spaces. */
function readStat(id: string): { readonly own: number; readonly children: number } | undefined {
  const fields = readText(`/proc/${id}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
  if (fields === undefined) return undefined;
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  const inMilliseconds = (ticks: number): number => (ticks * 1000) / ticksPerSecond;
  return { own: inMilliseconds(user + system), children: inMilliseconds(childUser + childSystem) };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
