import { textOf } from './json.ts';
import { joinPath, type Machine } from './machine.ts';

/** A place where an engine listens when nobody says otherwise. */
export interface UsualSocket {
  readonly url: string;
  readonly path: string;
  readonly present: boolean;
}

const pipeFolder = String.raw`\\.\pipe`;

/**
 * Where engines listen by default, the most usual first: the system's engine, the user's rootless
 * engine, Docker Desktop, Colima, Rancher Desktop, OrbStack; Podman's Docker-compatible API last.
 */
export function usualSockets(machine: Machine): readonly [UsualSocket, ...UsualSocket[]] {
  if (machine.platform === 'win32') return usualPipes(machine);
  const socket = (...parts: readonly string[]): UsualSocket => {
    const path = joinPath(machine, ...parts);
    return { url: `unix://${path}`, path, present: machine.exists(path) };
  };
  const home = machine.homeDirectory;
  const runtime = runtimeFolder(machine);
  return [
    socket('/var/run/docker.sock'),
    ...(runtime === undefined ? [] : [socket(runtime, 'docker.sock')]),
    socket(home, '.docker/desktop/docker.sock'),
    socket(home, '.docker/run/docker.sock'),
    socket(home, '.colima/default/docker.sock'),
    socket(home, '.rd/docker.sock'),
    socket(home, '.orbstack/run/docker.sock'),
    ...(runtime === undefined ? [] : [socket(runtime, 'podman/podman.sock')]),
    socket(home, '.local/share/containers/podman/machine/podman.sock'),
    socket('/run/podman/podman.sock'),
  ];
}

function usualPipes(machine: Machine): readonly [UsualSocket, ...UsualSocket[]] {
  // Named pipes cannot be looked at one by one without connecting; their folder can be listed.
  const names = machine.list(`${pipeFolder}\\`);
  const pipe = (name: string): UsualSocket => ({
    url: `npipe:////./pipe/${name}`,
    path: `//./pipe/${name}`,
    present: names.includes(name),
  });
  return [pipe('docker_engine'), pipe('dockerDesktopLinuxEngine'), pipe('podman-machine-default')];
}

/** A VS Code server that was started by ssh may lack the variable that a login sets. */
function runtimeFolder(machine: Machine): string | undefined {
  const named = textOf(machine.env['XDG_RUNTIME_DIR']);
  if (named !== undefined || machine.platform !== 'linux') return named;
  return machine.userId === undefined ? undefined : `/run/user/${machine.userId}`;
}
