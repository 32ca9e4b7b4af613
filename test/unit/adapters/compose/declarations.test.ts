import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { readComposeDeclarations } from '../../../../src/adapters/compose/declarations.ts';
import type { ReadDeclarations } from '../../../../src/core/declaration.ts';
import { formatPublish } from '../../../../src/core/portSpec.ts';

const folder = '/srv/My Shop';

/** @param files by name; `compose.yaml` and `compose.override.yaml` are the project's. */
function read(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): ReadDeclarations {
  const project = ['compose.yaml', 'compose.override.yaml']
    .filter((name) => files[name] !== undefined)
    .map((name) => ({ path: `${folder}/${name}`, text: files[name] ?? '' }));
  const readFile = (path: string): string | undefined => files[path.slice(folder.length + 1)];
  return readComposeDeclarations(project, { readFile, uriOf: (path) => `test:${path}` }, env);
}

function service(ports: string, rest = ''): string {
  return `services:\n  web:\n    image: a\n    ports: ${ports}\n${rest}`;
}

describe('readComposeDeclarations', () => {
  const table: readonly [
    name: string,
    files: Readonly<Record<string, string>>,
    declarations: readonly string[],
  ][] = [
    [
      'one port',
      { 'compose.yaml': service('["127.0.0.1:8080:80"]') },
      ['web compose.yaml:4 publish 127.0.0.1:8080:80/tcp'],
    ],
    [
      'a range as one, whose ports Compose orders as texts',
      { 'compose.yaml': service('["8-11:8-11"]') },
      ['web compose.yaml:4 publish 8-11:8-11/tcp, range'],
    ],
    [
      'ports to choose from',
      { 'compose.yaml': service('["8000-8010:80"]') },
      ['web compose.yaml:4 publish 8000-8010:80/tcp'],
    ],
    [
      'a dynamic range',
      { 'compose.yaml': service('["80-82"]') },
      ['web compose.yaml:4 publish 80-82/tcp, range'],
    ],
    [
      'the long form, and its protocol in any case',
      { 'compose.yaml': service('[{target: 53, published: "53", protocol: UDP}]') },
      ['web compose.yaml:4 publish 53:53/udp'],
    ],
    [
      'a variable',
      { 'compose.yaml': service('["${P:-8080}:80", "80$$:80"]'), '.env': 'P=9090\n' },
      ['web compose.yaml:4 publish 9090:80/tcp, interpolation, unsure'],
    ],
    [
      'an override file',
      { 'compose.yaml': service('["1:1"]'), 'compose.override.yaml': service('["2:2"]') },
      ['web compose.yaml:4 publish 1:1/tcp', 'web compose.override.yaml:4 publish 2:2/tcp'],
    ],
    [
      'an included file',
      {
        'compose.yaml': 'include: [sub/web.yaml]\n',
        'sub/web.yaml': service('["1:1"]'),
      },
      ['web web.yaml:4 publish 1:1/tcp, include'],
    ],
    [
      'exposed ports',
      { 'compose.yaml': 'services:\n  db:\n    image: a\n    expose: ["5432", "8000-8010/udp"]\n' },
      ['db compose.yaml:4 expose 5432/tcp', 'db compose.yaml:4 expose 8000-8010/udp'],
    ],
  ];
  for (const [name, files, expected] of table) {
    it(name, () => {
      const { declarations } = read(files);
      assert.deepEqual(
        declarations.map(({ owner, at, kind, rule, obstacle, unsure }) =>
          [
            `${owner.name} ${at.file}:${at.line} ${kind} ${formatPublish(rule)}`,
            ...(obstacle === undefined ? [] : [obstacle]),
            ...(unsure ? ['unsure'] : []),
          ].join(', '),
        ),
        expected,
      );
    });
  }

  it('tells where each stands, by the file that it stands in', () => {
    const text = service('["8080:80"]');
    const [only] = read({
      'compose.yaml': 'include: [sub/web.yaml]\n',
      'sub/web.yaml': text,
    }).declarations;
    assert.equal(only?.at.uri, `test:${folder}/sub/web.yaml`);
    assert.equal(text.slice(only.at.start, only.at.end), '"8080:80"');
  });

  it('gives ids that stay when lines are added, and differ from each other', () => {
    const one = read({ 'compose.yaml': service('["1:1"]') }).declarations;
    const later = read({ 'compose.yaml': `# a\n${service('["2:2", "1:1"]')}` }).declarations;
    assert.equal(later[1]?.id, one[0]?.id);
    assert.notEqual(later[0]?.id, later[1]?.id);
  });

  it('tells what the engine would not take', () => {
    const { declarations, unread } = read({
      'compose.yaml': service('[{target: 80, protocol: icmp}, {target: 81, published: "abc"}]'),
    });
    assert.deepEqual(declarations, []);
    assert.deepEqual(unread, {
      count: 2,
      reasons: ['the protocol icmp', 'the published port abc'],
    });
  });

  it('tells what Compose refuses', () => {
    assert.match(
      read({ 'compose.yaml': service('["abc"]') }).failed ?? '',
      /invalid containerPort/,
    );
  });

  it('counts what Compose would fetch as not read, and a missing file as refused', () => {
    const including = (path: string): ReadDeclarations =>
      read({ 'compose.yaml': `include: ["${path}"]\n${service('["1:1"]')}` });
    const { unread, failed } = including('oci://registry.test/project');
    assert.deepEqual([unread.count, failed], [1, undefined]);
    assert.match(including('gone.yaml').failed ?? '', /no such file/);
  });

  it('knows the network mode of a service', () => {
    const text = service('["1:1"]', '    network_mode: host\n');
    assert.equal(read({ 'compose.yaml': text }).declarations[0]?.owner.networkMode, 'host');
  });

  describe('the Dockerfile that a service is built from', () => {
    const building = (build: string): string => `services: { web: { build: ${build} } }\n`;
    const builds: readonly [
      name: string,
      files: Readonly<Record<string, string>>,
      dockerfile: string | undefined,
    ][] = [
      ['its folder', { 'compose.yaml': building('.') }, 'Dockerfile'],
      ['another folder', { 'compose.yaml': building('./web/') }, 'web/Dockerfile'],
      ['a folder above', { 'compose.yaml': building('../web') }, '../web/Dockerfile'],
      [
        'a name, from the context',
        { 'compose.yaml': building('{ context: web, dockerfile: ../web.Dockerfile }') },
        'web.Dockerfile',
      ],
      ['a name alone', { 'compose.yaml': building('{ dockerfile: docker/web }') }, 'docker/web'],
      [
        'of an override file, from the folder of the project',
        {
          'compose.yaml': service('[]'),
          'compose.override.yaml': building('{ context: web }'),
        },
        'web/Dockerfile',
      ],
      [
        'of an included file, from the folder of that',
        { 'compose.yaml': 'include: [sub/web.yaml]\n', 'sub/web.yaml': building('app') },
        'sub/app/Dockerfile',
      ],
      ['none', { 'compose.yaml': service('[]') }, undefined],
      [
        'written in the file',
        { 'compose.yaml': building('{ dockerfile_inline: FROM a }') },
        undefined,
      ],
      ['of a variable', { 'compose.yaml': building('"${APP:-web}"') }, undefined],
      [
        'that Docker fetches',
        { 'compose.yaml': building('https://registry.test/web.git') },
        undefined,
      ],
    ];
    for (const [name, files, dockerfile] of builds) {
      it(name, () => {
        const built = read(files).built?.map((each) => each.dockerfile);
        const path = dockerfile && posix.join(folder, dockerfile);
        assert.deepEqual(built, path && [path]);
      });
    }

    it('of a file in another folder, from the folder of the project', () => {
      const files = [
        { path: '/srv/shop/compose.yaml', text: service('[]') },
        { path: '/srv/shop/deploy/production.yaml', text: building('web') },
      ];
      const { built } = readComposeDeclarations(files, {
        readFile: () => undefined,
        uriOf: (path) => path,
      });
      assert.equal(built?.[0]?.dockerfile, '/srv/shop/web/Dockerfile');
    });

    it('with the network mode of the service', () => {
      const text = 'services: { web: { build: ., network_mode: host } }\n';
      const dockerfile = `${folder}/Dockerfile`;
      assert.deepEqual(read({ 'compose.yaml': text }).built, [
        { service: 'web', dockerfile, networkMode: 'host' },
      ]);
    });
  });

  describe('the project', () => {
    const names: readonly [
      name: string,
      files: Readonly<Record<string, string>>,
      env: Readonly<Record<string, string>>,
      project: string,
    ][] = [
      ['the folder, as a name', {}, {}, 'myshop'],
      ['name:', { 'compose.yaml': `name: shop\n${service('[]')}` }, {}, 'shop'],
      ['the .env file', { '.env': 'COMPOSE_PROJECT_NAME=two\n' }, {}, 'two'],
      [
        'the environment before the .env file',
        { '.env': 'COMPOSE_PROJECT_NAME=two\n' },
        { COMPOSE_PROJECT_NAME: 'three' },
        'three',
      ],
    ];
    for (const [name, files, env, project] of names) {
      it(name, () => {
        assert.equal(read({ 'compose.yaml': service('[]'), ...files }, env).project, project);
      });
    }
  });
});
