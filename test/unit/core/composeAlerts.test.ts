import assert from 'node:assert/strict';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import { composeAlerts, type ExposureLevel } from '../../../src/core/composeAlerts.ts';

function alertsOf(text: string, name = 'compose.yaml', exposure: ExposureLevel = 'off'): string[] {
  const document = readComposeDocument(text, `/shop/${name}`, `file:///shop/${name}`);
  return composeAlerts(document, exposure).map(
    ({ check, severity, start, end }) => `${severity} ${check} ${text.slice(start, end)}`,
  );
}

/** A service with these lines, indented. */
function service(name: string, ...lines: readonly string[]): string {
  return [`  ${name}:`, '    image: nginx', ...lines.map((line) => `    ${line}`), ''].join('\n');
}

function compose(...services: readonly string[]): string {
  return `services:\n${services.join('')}`;
}

describe('composeAlerts', () => {
  const entries: readonly (readonly [entry: string, alerts: readonly string[]])[] = [
    ['"8080:80"', []],
    ['22:22', ['info UnquotedPort 22:22']],
    ['2222:22', ['info UnquotedPort 2222:22']],
    ['8080:59', ['info UnquotedPort 8080:59']],
    ['8080:80', []],
    ['60:60', []],
    ['"22:22"', []],
    ["'22:22'", []],
    ['127.0.0.1:22:22', []],
    ['22:22/udp', []],
    ['"8000-8010:80-81"', ['error RangeMismatch "8000-8010:80-81"']],
    ['"8080:web"', ['error InvalidComposePort "8080:web"']],
    ['"8080:80/xyz"', ['error InvalidComposePort "8080:80/xyz"']],
    ['080', ['error InvalidComposePort 080']],
    ['{ target: 80, host_ip: localhost }', ['error InvalidComposePort localhost']],
    // Another value of the variable makes all of these right.
    ['"8080:${PORT}"', []],
    ['"${PORT:-99999}:80"', []],
    ['"${RANGE:-8000-8010}:80-81"', []],
    ['{ target: 80, host_ip: "${ADDRESS}" }', []],
    // What the Compose schema says of it is told by others.
    ['{ target: 80, hostip: 127.0.0.1 }', []],
    ['~', []],
  ];
  for (const [entry, alerts] of entries) {
    it(`tells of ${entry}: ${alerts.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(alertsOf(compose(service('web', `ports: [${entry}]`))), alerts);
    });
  }

  const conflict = (...texts: readonly string[]): string[] =>
    texts.map((text) => `error PortConflict ${text}`);
  const pairs: readonly (readonly [web: string, api: string, alerts: readonly string[]])[] = [
    ['ports: ["8080:80"]', 'ports: ["8080:90"]', conflict('"8080:80"', '"8080:90"')],
    ['ports: ["8000-8010:80-90"]', 'ports: ["8010:1"]', conflict('"8000-8010:80-90"', '"8010:1"')],
    [
      'ports: ["127.0.0.1:8080:80"]',
      'ports: ["0.0.0.0:8080:80"]',
      conflict('"127.0.0.1:8080:80"', '"0.0.0.0:8080:80"'),
    ],
    ['ports: ["8080:80", "8080:81"]', '', conflict('"8080:80"', '"8080:81"')],
    ['ports: ["127.0.0.1:8080:80"]', 'ports: ["127.0.0.2:8080:80"]', []],
    ['ports: ["8080:80"]', 'ports: ["8080:80/udp"]', []],
    ['ports: ["80"]', 'ports: ["80"]', []],
    // Docker takes a free one of them.
    ['ports: ["8080-8090:80"]', 'ports: ["8080:80"]', []],
    ['ports: ["${PORT:-8080}:80"]', 'ports: ["8080:80"]', []],
    ['ports: ["8080:80"]\n    profiles: [dev]', 'ports: ["8080:80"]\n    profiles: [prod]', []],
    [
      'ports: ["8080:80"]\n    profiles: [dev]',
      'ports: ["8080:81"]',
      conflict('"8080:80"', '"8080:81"'),
    ],
    ['ports: ["8080:80"]', 'ports: ["8080:80"]\n    scale: 0', []],
    ['ports: ["8080:80"]', 'ports: ["8080:80"]\n    network_mode: none', []],
  ];
  for (const [web, api, alerts] of pairs) {
    it(`tells of conflicts of ${web} and ${api}`, () => {
      assert.deepEqual(alertsOf(compose(service('web', web), service('api', api))), alerts);
    });
  }

  it('names both services, and the place of the other', () => {
    const text = compose(service('web', 'ports: ["8080:80"]'), service('api', 'ports: ["8080:1"]'));
    const document = readComposeDocument(text, '/shop/compose.yaml', 'file:///shop/compose.yaml');
    const [alert] = composeAlerts(document, 'off');
    assert.equal(alert?.message, 'web and api both publish host port 8080: api in line 7.');
    assert.equal(text.slice(alert.related?.start, alert.related?.end), '"8080:1"');
  });

  it('tells once of an entry that two services have by an anchor', () => {
    const text = compose(
      service('web', 'ports: &ports ["8080:80"]'),
      service('api', 'ports: *ports'),
    );
    assert.deepEqual(alertsOf(text), conflict('"8080:80"'));
  });

  const services: readonly (readonly [lines: string, alerts: readonly string[]])[] = [
    ['ports: ["8080:80"]\n    network_mode: host', ['warning HostNetworkPorts ports']],
    ['ports: ["8080:80"]\n    network_mode: ${MODE:-host}', []],
    ['ports: ["8080:80"]\n    scale: 3', ['warning ScaledHostPort "8080:80"']],
    ['ports: ["8080:80"]\n    deploy: { replicas: 2 }', ['info ScaledHostPort "8080:80"']],
    ['ports: ["8080:80"]\n    scale: 1', []],
    ['ports: ["8080-8081:80"]\n    scale: 3', ['warning ScaledHostPort "8080-8081:80"']],
    ['ports: ["8080-8082:80"]\n    scale: 3', []],
    ['ports: ["8080-8081:80-81"]\n    scale: 2', ['warning ScaledHostPort "8080-8081:80-81"']],
    ['ports: ["${PORT:-8080}:80"]\n    scale: 3', []],
    [
      'network_mode: host\n    ports: ["8080:80"]\n    scale: 3',
      ['warning HostNetworkPorts ports'],
    ],
    ['ports: ["8080-8090:80", "81"]\n    scale: 3', []],
    ['ports: ["8080:80"]\n    scale: ${COUNT:-3}', []],
    ['ports: ["8080:80"]\n    deploy: { mode: global }', []],
  ];
  for (const [lines, alerts] of services) {
    it(`tells of ${lines.replaceAll(/\s+/g, ' ')}: ${alerts.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(alertsOf(compose(service('web', lines))), alerts);
    });
  }

  const exposures: readonly (readonly [lines: string, alerts: readonly string[]])[] = [
    ['ports: ["8080:80"]', ['hint PublishedOnAllInterfaces "8080:80"']],
    ['ports: [80]', ['hint PublishedOnAllInterfaces 80']],
    ['ports: ["0.0.0.0:8080:80"]', []],
    ['ports: ["127.0.0.1:8080:80"]', []],
    ['ports: ["${ADDRESS:-}8080:80"]', []],
    ['expose: ["80"]', []],
    ['ports: ["8080:80"]\n    network_mode: none', []],
  ];
  for (const [lines, alerts] of exposures) {
    it(`tells of the exposure of ${lines.replaceAll(/\s+/g, ' ')}`, () => {
      const text = compose(service('web', lines));
      assert.deepEqual(alertsOf(text, 'compose.yaml', 'hint'), alerts);
      assert.deepEqual(
        alertsOf(text, 'compose.yaml', 'warning'),
        alerts.map((alert) => alert.replace('hint', 'warning')),
      );
      assert.deepEqual(alertsOf(text), []);
    });
  }

  const lone = 'services:\n  web:\n    ports: ["8080:80"]\n';
  it('tells what Compose has against a project, of the file that Compose finds by itself', () => {
    const alert = ['error InconsistentService web'];
    for (const name of ['compose.yaml', 'compose.yml', 'docker-compose.yaml']) {
      assert.deepEqual(alertsOf(lone, name), alert);
    }
    for (const name of ['compose.override.yaml', 'docker-compose.prod.yml']) {
      assert.deepEqual(alertsOf(lone, name), []);
    }
  });

  it('tells nothing of a project that variables or other files decide about', () => {
    assert.deepEqual(alertsOf(`${lone}    image: "\${IMAGE:-}"\n`), []);
    assert.deepEqual(alertsOf(`include: [other.yaml]\n${lone}`), []);
  });
});
