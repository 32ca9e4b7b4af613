import assert from 'node:assert/strict';
import { readComposeDeclarations } from '../../../src/adapters/compose/declarations.ts';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import { composeRivals } from '../../../src/core/composeRivals.ts';
import { rivalAlerts } from '../../../src/core/composeRivalAlerts.ts';
import type { DeclaredFile } from '../../../src/core/declaration.ts';

type Files = Readonly<Record<string, string>>;

/** A project of these files, by path. */
function project(files: Files): DeclaredFile {
  const paths = Object.keys(files);
  const [main = ''] = paths;
  const uriOf = (path: string): string => `file://${path}`;
  const texts = paths.map((path) => ({ path, text: files[path] ?? '' }));
  const reading = readComposeDeclarations(texts, { readFile: () => undefined, uriOf });
  return { ...reading, uri: uriOf(main), name: main.slice(1), kind: 'compose', paths };
}

function service(name: string, ports: string, ...lines: readonly string[]): string {
  return ['services:', `  ${name}:`, '    image: a', `    ports: ${ports}`, ...lines, ''].join(
    '\n',
  );
}

const main = '/shop/compose.yaml';
const override = '/shop/compose.override.yaml';
const other = '/blog/compose.yaml';

/** What is told of the first file of the first project. */
function told(...projects: readonly Files[]): readonly string[] {
  const [path = '', text = ''] = Object.entries(projects[0] ?? {})[0] ?? [];
  const document = readComposeDocument(text, path, `file://${path}`);
  return rivalAlerts(document, projects.map(project)).map(
    ({ check, severity, start, end, message }) =>
      `${severity} ${check} ${text.slice(start, end)} ${message}`,
  );
}

describe('rivalAlerts', () => {
  const web = service('web', '["8080:80"]');
  const joined = (name: string, place: string): string =>
    `error PortConflict "8080:80" web and ${name} both publish host port 8080: ${name} in ${place}.`;
  const beside =
    'info PortOfOtherProject "8080:80" web and api of the project blog (compose.yaml:4) both publish host port 8080: only one of them can run at a time.';
  const table: readonly (readonly [
    name: string,
    projects: readonly Files[],
    told: readonly string[],
  ])[] = [
    [
      'of another service in an override file',
      [{ [main]: web, [override]: service('api', '["8000-8100:8000-8100"]') }],
      [joined('api', 'compose.override.yaml:4')],
    ],
    [
      'of the same service in an override file',
      [{ [main]: web, [override]: service('web', '["127.0.0.1:8080:81"]') }],
      [
        'error PortConflict "8080:80" web publishes host port 8080 twice: also in compose.override.yaml:4.',
      ],
    ],
    [
      'not of an entry that Compose joins with this one',
      [{ [main]: web, [override]: service('web', '["8080:80"]') }],
      [],
    ],
    [
      'not of an entry that another file resets',
      [
        {
          [main]: web,
          [override]:
            service('web', '!override ["8081:80"]') +
            service('api', '["8080:90"]').replace('services:\n', ''),
        },
      ],
      [],
    ],
    ['of another project', [{ [main]: web }, { [other]: service('api', '["8080:90"]') }], [beside]],
    [
      'of the own project before another',
      [
        { [main]: web, [override]: service('db', '["8080:1"]') },
        { [other]: service('api', '["8080:90"]') },
      ],
      [joined('db', 'compose.override.yaml:4')],
    ],
    [
      'not of a project that has the same name',
      [{ [main]: web }, { [other]: `name: shop\n${service('api', '["8080:90"]')}` }],
      [],
    ],
    [
      'not of another file of the folder',
      [
        { [main]: web },
        { '/shop/compose.dev.yaml': `name: dev\n${service('api', '["8080:90"]')}` },
      ],
      [],
    ],
    [
      'not of another protocol',
      [{ [main]: web }, { [other]: service('api', '["8080:90/udp"]') }],
      [],
    ],
    [
      'not of another address',
      [
        { [main]: service('web', '["127.0.0.1:8080:80"]') },
        { [other]: service('api', '["127.0.0.2:8080:90"]') },
      ],
      [],
    ],
    [
      'not of what a variable decides',
      [{ [main]: web }, { [other]: service('api', '["${PORT:-8080}:90"]') }],
      [],
    ],
    [
      'not for what a variable decides',
      [
        { [main]: service('web', '["${PORT:-8080}:80"]') },
        { [other]: service('api', '["8080:90"]') },
      ],
      [],
    ],
    [
      'not of what Docker chooses',
      [{ [main]: web }, { [other]: service('api', '["8080-8090:90", "80"]') }],
      [],
    ],
    [
      'not of what has no effect',
      [{ [main]: web }, { [other]: service('api', '["8080:90"]', '    network_mode: host') }],
      [],
    ],
  ];
  for (const [name, projects, expected] of table) {
    it(`tells ${name}`, () => {
      assert.deepEqual(told(...projects), expected);
    });
  }

  it('says where the other one is', () => {
    const text = service('api', '["8080:90"]');
    const document = readComposeDocument(web, main, `file://${main}`);
    const [alert] = rivalAlerts(document, [project({ [main]: web }), project({ [other]: text })]);
    assert(alert?.related);
    const { start, end, message, elsewhere } = alert.related;
    assert.equal(text.slice(start, end), '"8080:90"');
    assert.equal(message, 'api publishes 8080 here');
    assert.deepEqual([elsewhere?.uri, elsewhere?.line], [`file://${other}`, 4]);
  });

  it('knows nothing of a file that is in no project', () => {
    const document = readComposeDocument(web, main, `file://${main}`);
    assert.deepEqual(composeRivals(document, [project({ [other]: web })]), []);
  });
});
