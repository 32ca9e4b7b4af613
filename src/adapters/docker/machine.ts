import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import path from 'node:path';

/**
 * What decides which engine is meant and why it cannot be reached, apart from the engine itself:
 * environment, files, rights. Injected, so that every platform can be tested on any other.
 */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly hostName: string;
  /** Absent on Windows. */
  readonly userId?: number;
  /** The text of a file, or `undefined` when it cannot be read. */
  readText(file: string): string | undefined;
  exists(file: string): boolean;
  /** The names in a folder; none when it cannot be read. */
  list(folder: string): readonly string[];
  /** Name of the group that owns the file, or its number when it has no name. */
  groupOf(file: string): string | undefined;
  /** Whether this user may connect to the socket. */
  mayUse(socket: string): boolean;
  /** Type, rights and owner as `ls -l` shows them; `undefined` when the file cannot be seen. */
  describeFile(file: string): string | undefined;
  /** The user of this process and its groups: those it was started with, whatever was changed since. */
  describeUser(): string;
}

export function thisMachine(): Machine {
  const userId = process.getuid?.();
  return {
    platform: process.platform,
    env: process.env,
    homeDirectory: homedir(),
    hostName: hostname(),
    ...(userId === undefined ? {} : { userId }),
    readText,
    exists: existsSync,
    list: (folder) => attempt(() => readdirSync(folder)) ?? [],
    groupOf: (file) => attempt(() => groupName(statSync(file).gid)),
    mayUse: (socket) => attempt(() => canAccess(socket)) ?? false,
    describeFile: (file) => attempt(() => describeFile(file)),
    describeUser,
  };
}

/** Joins as the machine's platform writes paths. */
export function joinPath(machine: Pick<Machine, 'platform'>, ...parts: readonly string[]): string {
  return (machine.platform === 'win32' ? path.win32 : path.posix).join(...parts);
}

/** `group(5)`: a line is `name:password:number:members`. */
export function groupName(groupId: number): string {
  const lines = (readText('/etc/group') ?? '').split('\n').map((line) => line.split(':'));
  const name = lines.find((fields) => fields[2] === String(groupId))?.[0];
  return name ?? String(groupId);
}

/** Whether a program is in one of the folders of `PATH`. */
export function isOnPath(machine: Machine, program: string): boolean {
  const windows = machine.platform === 'win32';
  const folders = (machine.env['PATH'] ?? machine.env['Path'] ?? '').split(windows ? ';' : ':');
  const file = windows ? `${program}.exe` : program;
  return folders.some((folder) => folder !== '' && machine.exists(joinPath(machine, folder, file)));
}

function describeFile(file: string): string {
  const { mode, uid, gid } = statSync(file);
  const type = (mode & constants.S_IFMT) === constants.S_IFSOCK ? 's' : '-';
  const rights = [6, 3, 0].map((shift) =>
    'rwx'.replace(/./g, (right, at: number) => ((mode >> shift) & (4 >> at) ? right : '-')),
  );
  return `${type}${rights.join('')} user ${uid} group ${groupName(gid)}`;
}

function describeUser(): string {
  const name = attempt(() => userInfo().username) ?? 'unknown';
  const groups = process.getgroups?.().map(groupName) ?? [];
  return groups.length === 0 ? name : `${name}, groups ${groups.join(', ')}`;
}

function readText(file: string): string | undefined {
  return attempt(() => readFileSync(file, 'utf8'));
}

function canAccess(socket: string): true {
  accessSync(socket, constants.R_OK | constants.W_OK);
  return true;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
