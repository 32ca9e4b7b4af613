import { posix, win32 } from 'node:path';
import type { Machine } from '../../../../src/adapters/docker/machine.ts';

export interface FakeMachineOptions {
  readonly platform?: NodeJS.Platform;
  readonly env?: Readonly<Record<string, string>>;
  /** Texts by path; a folder is listed when a file is in it. */
  readonly files?: Readonly<Record<string, string>>;
  readonly groups?: Readonly<Record<string, string>>;
  readonly usable?: readonly string[];
  readonly userId?: number;
}

/** A machine that consists of what a test says. */
export function fakeMachine({
  platform = 'linux',
  env = {},
  files = {},
  groups = {},
  usable = [],
  userId,
}: FakeMachineOptions = {}): Machine {
  const { sep } = platform === 'win32' ? win32 : posix;
  const paths = Object.keys(files);
  return {
    platform,
    env,
    homeDirectory: platform === 'win32' ? String.raw`C:\Users\me` : '/home/me',
    hostName: 'here',
    ...(userId === undefined ? {} : { userId }),
    readText: (file) => files[file],
    exists: (file) => paths.some((path) => path === file || path.startsWith(file + sep)),
    list: (folder) => {
      const prefix = folder.endsWith(sep) ? folder : folder + sep;
      const inside = paths.filter((path) => path.startsWith(prefix));
      return [...new Set(inside.map((path) => path.slice(prefix.length).split(sep)[0] ?? ''))];
    },
    groupOf: (file) => groups[file],
    mayUse: (socket) => usable.includes(socket),
    describeFile: (file) => files[file],
    describeUser: () => 'me, groups me',
  };
}
