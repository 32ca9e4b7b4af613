import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, closeSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ended, exitCode, onPath } from './command.ts';
import { findChromium } from './chromium.ts';

interface Requirement {
  /** What a person would look for. */
  readonly name: string;
  readonly debianPackage: string;
  readonly isThere: () => boolean;
}

function program(name: string, debianPackage: string): Requirement {
  return { name, debianPackage, isThere: () => onPath(name) !== undefined };
}

const chromium: Requirement = {
  name: 'Chromium (CHROMIUM may name its executable)',
  debianPackage: 'chromium',
  isThere: () => findChromium() !== undefined,
};

/** Without a registry, images are made of one static executable. */
const staticBusybox: Requirement = {
  name: 'a statically linked busybox',
  debianPackage: 'busybox-static',
  isThere: () => {
    const busybox = onPath('busybox');
    return busybox !== undefined && !hasLoader(busybox);
  },
};

const privateEngine: readonly Requirement[] = [
  program('dockerd', 'docker.io'),
  program('iptables', 'iptables'),
  program('ip', 'iproute2'),
  program('unshare', 'util-linux'),
  staticBusybox,
];

/** A package of its own since Debian 13; before, a part of docker.io. */
const dockerProgramPackage = 'docker-cli';

/** What each part of the lab needs besides Node and what npm installs. */
const needs = {
  privateEngine,
  /** The ways to reach an engine: TLS with certificates made for the test, SSH. */
  engineConnections: [
    program('docker', dockerProgramPackage),
    program('openssl', 'openssl'),
    program('ssh', 'openssh-client'),
    program('sshd', 'openssh-server'),
  ],
  chromium: [chromium],
  compose: [program('docker-compose', 'docker-compose')],
  /** Its machines are containers here: it calls docker for them. */
  vagrant: [program('vagrant', 'vagrant'), program('docker', dockerProgramPackage)],
} as const;

export type Need = keyof typeof needs;

/**
 * Sees to it that what is needed is installed: with apt as root on Debian and its like, saying what it
 * installs. Elsewhere rejects with what is missing and how to install it.
 */
export async function ensureInstalled(wanted: readonly Need[]): Promise<void> {
  const missing = missingOf(wanted);
  if (missing.length === 0) return;
  const packages = missing.map(({ debianPackage }) => debianPackage);
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined) throw new Error(advice(missing));
  console.log(`Installing Debian packages: ${packages.join(' ')}`);
  await withoutStartingServices(() => aptInstall(packages));
  const stillMissing = missingOf(wanted);
  if (stillMissing.length > 0) throw new Error(advice(stillMissing));
}

function missingOf(wanted: readonly Need[]): readonly Requirement[] {
  return wanted.flatMap((need) => needs[need]).filter(({ isThere }) => !isThere());
}

function advice(missing: readonly Requirement[]): string {
  const names = missing.map(({ name }) => name).join(', ');
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
  return `Missing: ${names}. On Debian or Ubuntu: sudo apt-get install ${packages}`;
}

async function aptInstall(packages: readonly string[]): Promise<void> {
  const patiently = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'];
  await apt([...patiently, '-qq', 'update']);
  const known = packages.filter((name) => name !== dockerProgramPackage || isKnownToApt(name));
  await apt([...patiently, '-qq', '-y', '--no-install-recommends', 'install', ...known]);
}

function isKnownToApt(name: string): boolean {
  const { stdout } = spawnSync('apt-cache', ['pkgnames', name], { encoding: 'utf8' });
  return stdout.split('\n').includes(name);
}

async function apt(args: readonly string[]): Promise<void> {
  const child = spawn('apt-get', args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('Setting up ')) console.log(`  ${line}`);
  });
  if ((await ended(child)) !== 0) throw new Error(`apt-get ${args.join(' ')} failed.`);
}

/**
 * The lab starts what it needs itself and leaves nothing running, so the services of the packages
 * (docker, ssh) are neither started (policy-rc.d: Debian Policy 9.3.3, invoke-rc.d(8)) nor enabled.
 */
async function withoutStartingServices(install: () => Promise<void>): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d';
  const units = [
    'docker.socket',
    'docker.service',
    'containerd.service',
    'ssh.service',
    'ssh.socket',
  ];
  const unitFolder = '/lib/systemd/system';
  const present = (unit: string): boolean => existsSync(`${unitFolder}/${unit}`);
  const before = new Set(units.filter(present));
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    if (ours) rmSync(policy);
  }
  const added = units.filter((unit) => present(unit) && !before.has(unit));
  if (added.length > 0 && onPath('systemctl') !== undefined) {
    await exitCode({ file: 'systemctl', args: ['disable', ...added] }, { stdio: 'ignore' });
  }
}

/** Whether the executable asks for a dynamic loader, whose path stands near the start of the file. */
function hasLoader(executable: string): boolean {
  const start = Buffer.alloc(4096);
  const file = openSync(executable, 'r');
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  return /\/lib(32|64)?\/(\S+\/)?ld[-.]/.test(start.toString('latin1'));
}
