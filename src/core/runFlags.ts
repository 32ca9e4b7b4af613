/** A flag of `docker run`, as far as reading a command line needs to know it. */
export interface RunFlag {
  readonly name: string;
  readonly shorthand?: string;
  /** False for a switch: it takes a value only after `=`, and `true` otherwise. */
  readonly takesValue: boolean;
}

export type RunCommandName = 'run' | 'create';
export type ContainerTool = 'docker' | 'podman';

/** The flags that a command knows, by name and by shorthand. */
export interface RunFlags {
  readonly byName: ReadonlyMap<string, RunFlag>;
  readonly byShorthand: ReadonlyMap<string, RunFlag>;
}

/** Every flag of docker CLI 29.8, hidden ones too; for podman its own besides. */
export function runFlagsOf(tool: ContainerTool, command: RunCommandName): RunFlags {
  const docker = command === 'create' ? dockerFlags.filter(isFlagOfCreate) : dockerFlags;
  const flags = tool === 'podman' ? [...docker, ...podmanFlags] : docker;
  return {
    byName: new Map(flags.map((flag) => [flag.name, flag])),
    byShorthand: new Map(flags.flatMap((flag) => (flag.shorthand ? [[flag.shorthand, flag]] : []))),
  };
}

const attachedOnly: readonly string[] = ['detach', 'detach-keys', 'sig-proxy'];

function isFlagOfCreate(flag: RunFlag): boolean {
  return !attachedOnly.includes(flag.name);
}

/** Names, each with its shorthand after a comma. */
function flagsNamed(takesValue: boolean, names: string): RunFlag[] {
  return names
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', shorthand] = word.split(',');
      return shorthand === undefined ? { name, takesValue } : { name, shorthand, takesValue };
    });
}

const dockerSwitches = `
  detach,d disable-content-trust help init interactive,i no-healthcheck oom-kill-disable
  privileged publish-all,P quiet,q read-only rm sig-proxy tty,t use-api-socket
`;

const dockerValueFlags = `
  add-host annotation attach,a blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent
  cgroupns cidfile cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime
  cpu-shares,c cpus cpuset-cpus cpuset-mems detach-keys device device-cgroup-rule
  device-read-bps device-read-iops device-write-bps device-write-iops dns dns-opt dns-option
  dns-search domainname entrypoint env,e env-file expose gpus group-add health-cmd
  health-interval health-retries health-start-interval health-start-period health-timeout
  hostname,h io-maxbandwidth io-maxiops ip ip6 ipc isolation kernel-memory label,l label-file
  link link-local-ip log-driver log-opt mac-address memory,m memory-reservation memory-swap
  memory-swappiness mount name net net-alias network network-alias oom-score-adj pid
  pids-limit platform publish,p pull restart runtime security-opt shm-size stop-signal
  stop-timeout storage-opt sysctl tmpfs ulimit user,u userns uts volume,v volume-driver
  volumes-from workdir,w
`;

/** Of podman 5, without those that docker has too. */
const podmanSwitches = `
  env-host http-proxy no-hostname no-hosts passwd read-only-tmpfs replace rmi rootfs
  tls-verify unsetenv-all
`;

const podmanValueFlags = `
  arch authfile cert-dir cgroup-conf cgroups chrootdirs conmon-pidfile creds decryption-key
  env-merge gidmap group-entry health-log-destination health-max-log-count health-max-log-size
  health-on-failure health-startup-cmd health-startup-interval health-startup-retries
  health-startup-success health-startup-timeout hosts-file hostuser image-volume init-ctr
  init-path os passwd-entry personality pidfile pod pod-id-file preserve-fd preserve-fds
  rdt-class requires retry retry-delay sdnotify seccomp-policy secret shm-size-systemd
  signature-policy subgidname subuidname systemd timeout tz uidmap umask unsetenv variant
`;

const dockerFlags = [...flagsNamed(false, dockerSwitches), ...flagsNamed(true, dockerValueFlags)];
const podmanFlags = [...flagsNamed(false, podmanSwitches), ...flagsNamed(true, podmanValueFlags)];
