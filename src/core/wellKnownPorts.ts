import type { Protocol } from './portRange.ts';

/** A port that images commonly expose. */
export interface WellKnownPort {
  readonly port: number;
  readonly protocol: Protocol;
  /** The service name of the IANA registry, or the name of the program that made the port known. */
  readonly service: string;
}

const tcpServices: Readonly<Record<number, string>> = {
  21: 'ftp',
  22: 'ssh',
  25: 'smtp',
  53: 'domain',
  80: 'http',
  110: 'pop3',
  143: 'imap',
  389: 'ldap',
  443: 'https',
  445: 'smb',
  465: 'smtps',
  587: 'submission',
  636: 'ldaps',
  873: 'rsync',
  993: 'imaps',
  995: 'pop3s',
  1080: 'socks',
  1433: 'ms-sql-s',
  1521: 'oracle',
  1883: 'mqtt',
  2049: 'nfs',
  2181: 'zookeeper',
  2375: 'docker',
  2376: 'docker-s',
  2379: 'etcd-client',
  2380: 'etcd-server',
  3128: 'squid',
  3306: 'mysql',
  3389: 'ms-wbt-server',
  4222: 'nats',
  4317: 'otlp-grpc',
  4318: 'otlp-http',
  5060: 'sip',
  5173: 'vite',
  5222: 'xmpp-client',
  5432: 'postgresql',
  5601: 'kibana',
  5671: 'amqps',
  5672: 'amqp',
  5900: 'rfb',
  5984: 'couchdb',
  6379: 'redis',
  6443: 'kubernetes-api',
  8080: 'http-alt',
  8086: 'influxdb',
  8200: 'vault',
  8443: 'https-alt',
  8500: 'consul',
  8883: 'secure-mqtt',
  8888: 'jupyter',
  9000: 'php-fpm',
  9042: 'cassandra',
  9090: 'prometheus',
  9092: 'kafka',
  9093: 'alertmanager',
  9100: 'node-exporter',
  9200: 'elasticsearch',
  9300: 'elasticsearch-transport',
  9418: 'git',
  11211: 'memcached',
  15672: 'rabbitmq-management',
  16686: 'jaeger',
  25565: 'minecraft',
  27017: 'mongodb',
  50051: 'grpc',
  61616: 'activemq',
};

const udpServices: Readonly<Record<number, string>> = {
  53: 'domain',
  67: 'bootps',
  69: 'tftp',
  123: 'ntp',
  161: 'snmp',
  443: 'https',
  500: 'isakmp',
  514: 'syslog',
  1194: 'openvpn',
  3478: 'stun',
  5060: 'sip',
  5353: 'mdns',
  5683: 'coap',
  8125: 'statsd',
  51820: 'wireguard',
};

/** By number, TCP before UDP. */
export const wellKnownPorts: readonly WellKnownPort[] = [
  ...portsOf(tcpServices, 'tcp'),
  ...portsOf(udpServices, 'udp'),
].sort((left, right) => left.port - right.port);

/** What usually answers at the port; undefined where nothing does. */
export function serviceName(port: number, protocol: Protocol): string | undefined {
  if (protocol === 'sctp') return undefined;
  return (protocol === 'tcp' ? tcpServices : udpServices)[port];
}

function portsOf(
  services: Readonly<Record<number, string>>,
  protocol: Protocol,
): readonly WellKnownPort[] {
  return Object.entries(services).map(([port, service]) => ({
    port: Number(port),
    protocol,
    service,
  }));
}
