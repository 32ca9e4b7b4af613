import type Docker from 'dockerode';
import { buildImage, createContainer, runId } from './containers.ts';

/** A container with about everything that can be configured, running, with data in every place. */
export interface RichContainer {
  readonly id: string;
  readonly name: string;
}

/** Names are unique to the run; addresses are not, so an engine has room for one of each subnet. */
export async function startRichContainer(
  docker: Docker,
  hostPort: number,
  subnet = 77,
): Promise<RichContainer> {
  const name = `rich-${runId()}-${hostPort}`;
  const image = await richImage(docker);
  const networks = await Promise.all(
    ['front', 'back'].map(async (role, at) => {
      const Subnet = `10.${subnet}.${at}.0/24`;
      const Name = `${name}-${role}`;
      const Labels = { 'port-mappings.test-run': runId() };
      await docker.createNetwork({ Name, Labels, IPAM: { Config: [{ Subnet }] } });
      return Name;
    }),
  );
  const [front = '', back = ''] = networks;
  const container = await createContainer(docker, {
    name,
    Image: image,
    Hostname: 'rich-host',
    Domainname: 'example.test',
    User: '0:0',
    WorkingDir: '/work',
    Tty: true,
    OpenStdin: true,
    Entrypoint: [''],
    Cmd: ['/bin/busybox', 'httpd', '-f', '-p', '80', '-h', '/www'],
    Env: ['A=1', 'EMPTY=', 'QUOTED=a "b" $c', 'UNSET'],
    Labels: { owner: 'someone', 'a.b/c': 'd e' },
    ExposedPorts: { '80/tcp': {}, '91/udp': {} },
    StopSignal: 'SIGKILL',
    StopTimeout: 3,
    Healthcheck: { Test: ['CMD', '/bin/busybox', 'true'], Interval: 1e9, Timeout: 2e9, Retries: 3 },
    Volumes: { '/anonymous': {} },
    ...{ MacAddress: '02:de:ad:be:ef:01' },
    HostConfig: {
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(hostPort) }] },
      Binds: [`${name}-named:/named:rw`, '/etc/hostname:/bound:ro'],
      Mounts: [{ Type: 'volume', Source: '', Target: '/mounted' }],
      Tmpfs: { '/scratch': 'size=1m' },
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 4 },
      NetworkMode: front,
      Ulimits: [{ Name: 'nofile', Soft: 1234, Hard: 2345 }],
      Devices: [
        { PathOnHost: '/dev/null', PathInContainer: '/dev/nothing', CgroupPermissions: 'rwm' },
      ],
      CapAdd: ['NET_ADMIN'],
      CapDrop: ['MKNOD'],
      Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '10' },
      ExtraHosts: ['elsewhere:10.0.0.9'],
      Dns: ['10.0.0.8'],
      ShmSize: 16_777_216,
      Memory: 134_217_728,
      Init: true,
      ReadonlyRootfs: false,
      MaskedPaths: [],
      ReadonlyPaths: [],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
    },
    NetworkingConfig: {
      EndpointsConfig: {
        [front]: {
          IPAMConfig: { IPv4Address: `10.${subnet}.0.50` },
          Aliases: ['shop', 'www'],
        },
      },
    },
  });
  const endpoint = { IPAMConfig: { IPv4Address: `10.${subnet}.1.60` }, Aliases: ['store'] };
  await docker.getNetwork(back).connect({ Container: container.id, EndpointConfig: endpoint });
  await container.start();
  await inContainer(docker, container.id, writeData);
  return { id: container.id, name };
}

/** The image has a file at the place of every volume, which must never come back. */
async function richImage(docker: Docker): Promise<string> {
  const make =
    'mkdir -p /www /work /anonymous /named /mounted && echo page > /www/index.html && ' +
    'echo image > /removed && for at in anonymous named mounted; do echo image > /$at/image; done';
  return buildImage(docker, 'rich', [
    `RUN ["/bin/busybox", "sh", "-c", ${JSON.stringify(withBusybox(make))}]`,
    'ENTRYPOINT ["/bin/busybox", "false"]',
    'EXPOSE 80',
    'ENV FROM_IMAGE=1',
    'VOLUME /anonymous',
  ]);
}

const writeData = [
  'for at in anonymous named mounted; do echo "data of $at" > /$at/data; rm /$at/image; done',

  'echo changed > /www/index.html',
  'rm /removed',
  'mkdir -p /added/deep && head -c 100000 /dev/urandom > /added/deep/bytes',
  'chown 12:34 /added/deep/bytes && chmod 4711 /added/deep/bytes && ln -s deep/bytes /added/link',
].join('\n');

const readData = [
  'for at in anonymous named mounted; do echo "$at:"; ls -A /$at; cat /$at/* 2>/dev/null; done',
  'cat /www/index.html; ls /removed 2>/dev/null; ls -lnR /added | sed "s/ [A-Z][a-z][a-z] .*[0-9] / /"',
  'md5sum /added/deep/bytes /added/link',
].join('\n');

/** All the data that `startRichContainer` wrote, as text; the container must run. */
export async function dataOf(docker: Docker, id: string): Promise<string> {
  return inContainer(docker, id, readData);
}

/** Runs a script of busybox's programs; gives what it printed. */
export async function inContainer(docker: Docker, id: string, script: string): Promise<string> {
  const exec = await docker.getContainer(id).exec({
    Cmd: ['/bin/busybox', 'sh', '-c', withBusybox(script)],
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
  });
  const stream = await exec.start({ Tty: true });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const { ExitCode } = await exec.inspect();
  const printed = Buffer.concat(chunks).toString('utf8');
  if (ExitCode !== 0) throw new Error(`The script failed (${String(ExitCode)}):\n${printed}`);
  return printed;
}

/** The image has only some of busybox's programs on its path. */
function withBusybox(script: string): string {
  const programs = ['mkdir', 'rm', 'head', 'chmod', 'chown', 'ln', 'ls', 'cat', 'md5sum', 'sed'];
  const functions = programs.map((each) => `${each}() { /bin/busybox ${each} "$@"; }`);
  return `${functions.join('\n')}\n${script}`;
}
