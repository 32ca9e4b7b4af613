import assert from 'node:assert/strict';
import { readExposes } from '../../../src/adapters/dockerfile/exposes.ts';
import type { Container } from '../../../src/core/container.ts';
import type { ExposeReading } from '../../../src/core/exposeReading.ts';
import {
  arrowWords,
  containersOf,
  publishArguments,
  isUnpublishedIn,
  openMappings,
  publishedBy,
  publishedOf,
  summaryWords,
  undeclaredPorts,
  undeclaredRanges,
} from '../../../src/core/exposeReport.ts';
import { container, exposedPort, publishedPorts } from './containers.ts';

const folder = '/srv/shop/web';

function fileOf(...ports: readonly string[]): ExposeReading {
  return readExposes(`FROM scratch\nEXPOSE ${ports.join(' ')}\n`);
}

/** A container whose image exposes these ports, with these values of `-p`. */
function running(
  image: readonly string[],
  rules: readonly string[],
  part: Partial<Container> = {},
): Container {
  const published = publishedPorts(...rules).map((port) =>
    image.includes(`${port.port}/${port.protocol}`)
      ? { ...port, exposedBy: 'image' as const }
      : port,
  );
  const keys = new Set(published.map(({ port, protocol }) => `${port}/${protocol}`));
  const exposed = image.filter((key) => !keys.has(key)).map((key) => exposedPort(key));
  return container({ ports: [...published, ...exposed], ...part });
}

describe('containersOf', () => {
  it('takes the likely ones only', () => {
    const same = running(['80/tcp'], [], { id: 'same' });
    const more = running(['80/tcp', '81/tcp'], [], { id: 'more' });
    const found = containersOf(fileOf('80'), folder, [more, same]);
    assert.deepEqual(
      found.map(({ id }) => id),
      ['same'],
    );
  });

  it('looks at nothing that only another stage exposes', () => {
    const compose = { project: 'shop', service: 'web', files: [], workingDirectory: folder };
    const other = running(['81/tcp'], [], { compose });
    const file = readExposes('FROM a\nEXPOSE 81\nFROM b\nEXPOSE 80\n');
    assert.deepEqual(containersOf(file, folder, [other]), []);
  });
});

describe('openMappings', () => {
  const web = running(
    ['80/tcp', '443/tcp'],
    ['8080:80', '127.0.0.1:8081:80', '[::]:8443:443', '192.168.1.2:81:80', '8053:80/udp'],
  );
  const table: readonly (readonly [ports: string, hostPorts: readonly number[]])[] = [
    ['80', [8080]],
    ['443', [8443]],
    ['80-443', [8080, 8443]],
    ['81', []],
  ];
  for (const [ports, hostPorts] of table) {
    it(`of ${ports} are those that every interface has: ${hostPorts.join(', ') || 'none'}`, () => {
      const declared = fileOf(ports).tokens.flatMap((token) => token.ports);
      const found = openMappings(declared, publishedBy([web]));
      assert.deepEqual(
        found.map(({ mapping }) => mapping.hostPorts?.start),
        hostPorts,
      );
    });
  }
});

describe('what is published', () => {
  const web = running(
    ['80/tcp', '443/tcp', '8000/tcp', '8001/tcp', '8002/tcp'],
    ['127.0.0.1:8080:80', '9000-9002:8000-8002', '53:53/udp'],
  );
  const cases: readonly (readonly [ports: string, arrow: string | undefined])[] = [
    ['80', ' → 127.0.0.1:8080'],
    ['443', undefined],
    ['80/udp', undefined],
    ['8000-8002', ' → 0.0.0.0:9000-9002'],
    ['8001', ' → 0.0.0.0:9001'],
    ['7999-8000', ' → 0.0.0.0:9000'],
    ['53/udp', ' → 0.0.0.0:53'],
  ];
  for (const [ports, arrow] of cases) {
    it(`${ports}${arrow ?? ' is not'}`, () => {
      const [token] = fileOf(ports).tokens;
      assert.ok(token);
      assert.equal(arrowWords(publishedOf(token.ports, publishedBy([web]))), arrow);
    });
  }

  it('names each address once', () => {
    const [token] = fileOf('80').tokens;
    assert.ok(token);
    const two = [web, { ...web, id: 'c2' }, running(['80/tcp'], ['81:80'], { id: 'c3' })];
    assert.equal(
      arrowWords(publishedOf(token.ports, publishedBy(two))),
      ' → 127.0.0.1:8080, 0.0.0.0:81',
    );
  });

  it('is counted by port', () => {
    const file = fileOf('80', '443', '8000-8002');
    assert.equal(summaryWords(file, publishedBy([web])), '5 exposed · 4 published');
    const twice = publishedBy([web, { ...web, id: 'c2' }]);
    assert.equal(summaryWords(file, twice), '5 exposed · 4 published');
    assert.equal(summaryWords(file, []), '5 exposed · 0 published');
    assert.equal(summaryWords(file, undefined), '5 exposed');
    assert.equal(summaryWords(fileOf('80', 'abc', '81'), undefined), '2 exposed');
  });
});

describe('isUnpublishedIn', () => {
  const web = running(['80/tcp', '443/tcp'], ['8080:80']);
  const idle = running(['80/tcp'], [], { id: 'c2' });
  const cases = [
    ['80', [web], false],
    ['443', [web], true],
    ['80', [web, idle], true],
    ['80', [], false],
  ] as const;
  for (const [port, containers, expected] of cases) {
    it(`${port} of ${containers.length} containers`, () => {
      const ports = fileOf(port).tokens.flatMap((token) => token.ports);
      assert.equal(isUnpublishedIn(ports, containers), expected);
    });
  }
});

describe('undeclaredRanges', () => {
  it('are the ports that follow each other, by container and by how they are there', () => {
    const one = container({ ports: publishedPorts('7000-7100:7000-7100/udp', '9000:9000') });
    const other = container({
      name: 'other',
      ports: [...publishedPorts('7101:7101/udp'), exposedPort('7102/udp', 'operator')],
    });
    assert.deepEqual(
      undeclaredRanges(fileOf('80'), [one, other]).map(
        ({ range, protocol, container: { name }, isPublished }) =>
          `${range.start}-${range.end}/${protocol} ${name} ${String(isPublished)}`,
      ),
      [
        '7000-7100/udp web-1 true',
        '9000-9000/tcp web-1 true',
        '7101-7101/udp other true',
        '7102-7102/udp other false',
      ],
    );
  });
});

describe('undeclaredPorts', () => {
  it('are those of -p and --expose, each once', () => {
    const web = container({
      ports: [
        ...publishedPorts('9000:9000', '80:80'),
        exposedPort('9001/udp', 'operator'),
        exposedPort('443/tcp', 'image'),
        exposedPort('70/tcp', 'unknown'),
      ],
    });
    const found = undeclaredPorts(fileOf('80'), [web, { ...web, name: 'web-2' }]);
    assert.deepEqual(
      found.map(({ key, isPublished, container: { name } }) => [key, isPublished, name]),
      [
        ['9000/tcp', true, 'web-1'],
        ['9001/udp', false, 'web-1'],
      ],
    );
  });
});

describe('publishArguments', () => {
  it('publishes to this host only', () => {
    const ports = fileOf('80', '8000-8002/udp').tokens.flatMap((token) => token.ports);
    assert.deepEqual(publishArguments(ports, 'shop'), [
      ...['docker', 'run', '-d', '-p', '127.0.0.1:80:80'],
      ...['-p', '127.0.0.1:8000-8002:8000-8002/udp', 'shop'],
    ]);
  });
});
