import assert from 'node:assert/strict';
import {
  declaredPorts,
  exposedAt,
  publishedRule,
  publishHindrance,
  publishPlaces,
  publishTitle,
  publishWish,
} from '../../../src/core/composePublishing.ts';
import type { BuiltService, Declaration, DeclaredFile } from '../../../src/core/declaration.ts';
import { formatPublish } from '../../../src/core/portSpec.ts';
import { composeFile, dockerfile, rule, vagrantfile } from './declaredFiles.ts';

const path = '/srv/shop/api/Dockerfile';
const built = (service: string, part: Partial<BuiltService> = {}): BuiltService => ({
  service,
  dockerfile: path,
  ...part,
});

function shop(ports: readonly string[], part: Partial<BuiltService> = {}): DeclaredFile {
  return composeFile({ web: ports, db: ['5432:5432'] }, { built: [built('web', part)] });
}

function exposed(text: string, part: Partial<Declaration> = {}): Declaration {
  const [declaration] = dockerfile([text]).declarations;
  assert(declaration);
  return { ...declaration, ...part };
}

describe('publishPlaces', () => {
  it('are the services of every project that the file is built for', () => {
    const other = { paths: ['/srv/other/compose.yaml'], built: [built('api'), built('worker')] };
    const elsewhere = { built: [built('web', { dockerfile: '/srv/shop/Dockerfile' })] };
    const files = [shop([]), composeFile({}, other), composeFile({}, elsewhere), composeFile({})];
    assert.deepEqual(
      publishPlaces(files, path).map(({ project, built: { service } }) => [project.uri, service]),
      [
        ['file:///srv/shop/compose.yaml', 'web'],
        ['file:///srv/other/compose.yaml', 'api'],
        ['file:///srv/other/compose.yaml', 'worker'],
      ],
    );
  });
});

describe('exposedAt', () => {
  const file = dockerfile(['80', '8000-8010/udp']);
  const { uri } = file;
  const table: readonly (readonly [
    name: string,
    offset: number,
    text: string,
    unsure: boolean,
    found: readonly string[],
  ])[] = [
    ['where it begins', 100, '80', false, ['80/tcp']],
    ['right after it', 150, '80/TCP', false, ['80/tcp']],
    ['before it', 99, '80', false, []],
    ['after it', 151, '80', false, []],
    ['a range', 220, '8000-8010/udp', false, ['8000-8010/udp']],
    ['another port by now', 120, '81', false, []],
    ['another protocol by now', 120, '80/udp', false, []],
    ['another end by now', 220, '8000-8011/udp', false, []],
    ['what variables give', 120, '$PORT', true, ['80/tcp']],
  ];
  for (const [name, offset, text, unsure, found] of table) {
    it(name, () => {
      const declarations = file.declarations.map((each) => ({ ...each, unsure }));
      const files = [shop(['80:80']), { ...file, declarations }];
      assert.deepEqual(
        exposedAt(files, uri, offset, () => text).map((each) => formatPublish(each.rule)),
        found,
      );
    });
  }
});

describe('publishHindrance', () => {
  const table: readonly (readonly [
    ports: readonly string[],
    exposed: string,
    reason: string | undefined,
  ])[] = [
    [[], '80', undefined],
    [['81:81', '80:80/udp', 'expose 80'], '80', undefined],
    [['81:81', '8080:80'], '80', 'web publishes 80/tcp already: compose.yaml:2.'],
    [['80'], '80', 'web publishes 80/tcp already: compose.yaml:1.'],
    [['$8080:80'], '80', 'web publishes 80/tcp already: compose.yaml:1.'],
    [['8005:8005'], '8000-8010', 'web publishes 8005/tcp already: compose.yaml:1.'],
    [
      ['8000-8010:8000-8010/udp'],
      '8005/udp',
      'web publishes 8000-8010/udp already: compose.yaml:1.',
    ],
    [[], '5432', undefined],
  ];
  for (const [ports, text, reason] of table) {
    it(`${text} beside ${ports.join(', ') || 'nothing'}: ${reason ?? 'none'}`, () => {
      const place = { project: shop(ports), built: built('web') };
      assert.equal(publishHindrance(place, exposed(text)), reason);
    });
  }

  it('is a variable', () => {
    const place = { project: shop([]), built: built('web') };
    const reason = publishHindrance(place, exposed('80', { unsure: true }));
    assert.equal(reason, 'A variable decides which port this is.');
  });

  it('is a network mode that publishes nothing', () => {
    const hindrance = (networkMode: string): string | undefined =>
      publishHindrance({ project: shop([]), built: built('web', { networkMode }) }, exposed('80'));
    assert.match(hindrance('host') ?? '', /^web has network_mode: host,/);
    assert.equal(hindrance('bridge'), undefined);
  });
});

describe('what an exposed port is published as', () => {
  it('is wished with its own number, unless that is a privileged one', () => {
    assert.deepEqual(publishWish(rule('3000-3002/udp'), '127.0.0.1'), {
      count: 3,
      protocol: 'udp',
      hostIp: '127.0.0.1',
      prefer: 3000,
    });
    assert.deepEqual(publishWish(rule('1023'), ''), { count: 1, protocol: 'tcp', hostIp: '' });
    assert.equal(publishWish(rule('1024'), '').prefer, 1024);
  });

  it('is what is free, or what Docker picks', () => {
    const free = { start: 8081, end: 8081 };
    assert.equal(formatPublish(publishedRule(rule('80'), '', free)), '8081:80/tcp');
    assert.equal(
      formatPublish(publishedRule(rule('80'), '127.0.0.1', undefined)),
      '127.0.0.1::80/tcp',
    );
  });

  it('is not what Compose files ask for', () => {
    const files = [
      shop(['8080:80', '81', 'expose 82', '127.0.0.1:8443:443/udp']),
      vagrantfile({ default: ['18080:8080'] }),
      dockerfile(['80']),
    ];
    assert.deepEqual(
      declaredPorts(files).map(({ hostIp, ports, protocol }) => [hostIp, ports.start, protocol]),
      [
        ['', 8080, 'tcp'],
        ['127.0.0.1', 8443, 'udp'],
        ['', 5432, 'tcp'],
      ],
    );
  });

  it('is in the title', () => {
    assert.equal(
      publishTitle('compose.yaml', 'web', rule('127.0.0.1:8081:80')),
      'Publish in compose.yaml for web: 8081 → 80/tcp on this host only',
    );
    assert.equal(
      publishTitle('compose.yaml', 'web', rule('8000-8010/udp')),
      'Publish in compose.yaml for web: 8000-8010/udp',
    );
  });
});
