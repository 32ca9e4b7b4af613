import type { Row } from '../../src/core/rows.ts';

/** What the rows here have in common, where nothing else is said. */
const common = {
  name: 'web-1',
  image: 'nginx:1.27',
  project: 'shop',
  dynamic: false,
  containerPorts: { start: 80, end: 80 },
  protocol: 'tcp',
  source: 'compose.yaml',
  notes: [],
} as const satisfies Partial<Row>;

/** A row with the given facts, and for the rest those of a web server on 8080. */
export function sampleRow(facts: Partial<Row> & Pick<Row, 'id'>): Row {
  return {
    ...common,
    containerId: facts.name ?? common.name,
    status: 'running',
    statusText: 'Running',
    reach: 'allInterfaces',
    addressText: 'All interfaces',
    addresses: ['0.0.0.0', '::'],
    hostPorts: { start: 8080, end: 8080 },
    hostPortText: '8080',
    web: true,
    text: '8080 → 80/tcp',
    ...facts,
  };
}

/** A row without a host port: of a port that is declared only, where nothing else is said. */
export function exposedRow(facts: Partial<Row> & Pick<Row, 'id' | 'containerPorts'>): Row {
  return {
    ...common,
    containerId: facts.name ?? common.name,
    status: 'exposed',
    statusText: 'Exposed only',
    addressText: 'Not published',
    addresses: [],
    hostPortText: '',
    web: false,
    text: `${facts.containerPorts.start}/tcp`,
    notes: ['This port is exposed by the image.'],
    ...facts,
  };
}

/** A published TCP port of a container that is not like any other here. */
export function plainRow(hostPort: number, facts: Partial<Row> = {}): Row {
  return sampleRow({
    id: `row-${hostPort}`,
    name: `app-${hostPort}`,
    hostPorts: { start: hostPort, end: hostPort },
    hostPortText: String(hostPort),
    text: `${hostPort} → 80/tcp`,
    ...facts,
  });
}

/** As many rows as wanted, on host ports from 10000 up. */
export function plainRows(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) => plainRow(10_000 + index));
}

const thisHost = {
  reach: 'thisHost',
  addressText: 'This host only',
  addresses: ['127.0.0.1'],
} as const;

/** One row of each kind. */
export const everyKind: readonly Row[] = [
  sampleRow({ id: 'web', notes: ['This port is exposed by the image.'] }),
  sampleRow({
    id: 'tls',
    ...thisHost,
    hostPorts: { start: 8443, end: 8443 },
    hostPortText: '8443',
    containerPorts: { start: 443, end: 443 },
    text: '8443 → 443/tcp',
  }),
  sampleRow({
    id: 'db',
    name: 'db-1',
    image: 'postgres:17',
    status: 'conflict',
    statusText: 'Conflict',
    hostPorts: { start: 5432, end: 5432 },
    hostPortText: '5432',
    containerPorts: { start: 5432, end: 5432 },
    web: false,
    text: '5432 → 5432/tcp',
    notes: ['Conflict: 5432 is published by db-old.'],
  }),
  sampleRow({
    id: 'rtp',
    name: 'rtp-1',
    image: 'rtpengine:12',
    project: '',
    source: 'container',
    status: 'stopped',
    statusText: 'Stopped',
    ...thisHost,
    hostPorts: { start: 8000, end: 8010 },
    hostPortText: '8000-8010',
    containerPorts: { start: 8000, end: 8010 },
    protocol: 'udp',
    web: false,
    text: '8000-8010 → 8000-8010/udp',
  }),
  sampleRow({
    id: 'dns',
    name: 'dns-1',
    image: 'coredns:1.12',
    project: '',
    source: 'container',
    reach: 'specific',
    addressText: '192.168.1.20',
    addresses: ['192.168.1.20'],
    hostPorts: { start: 53, end: 53 },
    hostPortText: '53',
    containerPorts: { start: 53, end: 53 },
    protocol: 'udp',
    web: false,
    text: '53 → 53/udp',
  }),
  sampleRow({
    id: 'cache',
    name: 'cache-1',
    image: 'redis:8',
    hostPorts: { start: 32769, end: 32769 },
    hostPortText: '32769',
    dynamic: true,
    containerPorts: { start: 6379, end: 6379 },
    text: '32769 → 6379/tcp',
    notes: ['Dynamic: Docker picks the host port at every start.'],
  }),
  sampleRow({
    id: 'queue',
    name: 'queue-1',
    image: 'rabbitmq:4',
    status: 'paused',
    statusText: 'Paused',
    web: false,
    hostPorts: { start: 5672, end: 5672 },
    hostPortText: '5672',
    containerPorts: { start: 5672, end: 5672 },
    text: '5672 → 5672/tcp',
  }),
  sampleRow({
    id: 'mail',
    name: 'mail-1',
    image: 'mailpit:1.21',
    status: 'restarting',
    statusText: 'Restarting',
    web: false,
    hostPorts: { start: 8025, end: 8025 },
    hostPortText: '8025',
    containerPorts: { start: 8025, end: 8025 },
    text: '8025 → 8025/tcp',
  }),
  sampleRow({
    id: 'agent',
    name: 'agent-1',
    image: 'telegraf:1.33',
    project: '',
    source: 'container',
    status: 'discarded',
    statusText: 'No effect',
    web: false,
    hostPorts: { start: 8125, end: 8125 },
    hostPortText: '8125',
    containerPorts: { start: 8125, end: 8125 },
    text: '8125 → 8125/tcp',
    notes: ['The container uses the host network; published ports are ignored.'],
  }),
  exposedRow({ id: 'metrics', name: 'web-1', containerPorts: { start: 9000, end: 9000 } }),
];
