import assert from 'node:assert/strict';
import {
  joinComposePorts,
  type ComposeProjectOptions,
  type ComposeReading,
} from '../../../../src/adapters/compose/ports.ts';

type Files = Readonly<Record<string, string>>;

/** Reads the named files over each other; the others are there to be opened. */
function join(
  files: Files,
  names: readonly string[],
  options: ComposeProjectOptions = {},
): ComposeReading {
  const given = names.map((name) => ({ name, text: files[name] ?? '' }));
  return joinComposePorts(given, { readFile: (path) => files[path], ...options });
}

/** `service: published:target …` for each service; what was observed on compose-go e70e961. */
function shown({ services, problems }: ComposeReading): readonly string[] {
  const lines = Object.entries(services).map(([name, { ports = [], expose = [] }]) => {
    const rules = ports.map(({ published = '', target = 0 }) => `${published}:${target}`);
    return [`${name}:`, ...rules, ...expose.map((port) => `(${port})`)].join(' ');
  });
  return [...lines, ...problems.map(({ message }) => message)];
}

const base = 'services:\n  web:\n    image: a\n    ports: ["8080:80"]\n    expose: [1]\n';

const overrides: readonly (readonly [override: string, ...expected: string[]])[] = [
  ['web: {ports: ["9090:80"], expose: [1, 2]}', 'web: 8080:80 9090:80 (1) (2)'],
  ['web: {ports: ["0.0.0.0:8080:80"]}', 'web: 8080:80 (1)'],
  ['web: {ports: [{target: 80, published: 8080}]}', 'web: 8080:80 8080:80 (1)'],
  ['web: {ports: [{target: 80, published: "8080"}]}', 'web: 8080:80 (1)'],
  ['web: {ports: ~}', 'web: 8080:80 (1)'],
  ['web: {ports: []}', 'web: 8080:80 (1)'],
  ['web: {ports: !reset []}', 'web: (1)'],
  ['web: {ports: !reset null, expose: !reset []}', 'web:'],
  ['web: {ports: !override [81]}', 'web: :81 (1)'],
  ['web: !override {image: b}', 'web:'],
  ['web: !reset {}', ''],
  ['db: {image: b, ports: ["1:1"]}', 'web: 8080:80 (1)', 'db: 1:1'],
  ['web: {ports: 5}', 'web: 8080:80 (1)', 'cannot override services.web.ports'],
  ['web: {ports: [5, x]}', 'web: 8080:80 :5 (1)', 'invalid containerPort: x'],
];

describe('joinComposePorts: one file over another', () => {
  for (const [override, ...expected] of overrides) {
    const documents = { 'compose.yaml': base, 'over.yaml': `services:\n  ${override}\n` };
    it(`joins ${override}`, () => {
      const reading = join(documents, ['compose.yaml', 'over.yaml']);
      assert.deepEqual(
        shown(reading),
        expected.filter((line) => line !== ''),
      );
    });

    it(`joins ${override} as a second document`, () => {
      const text = `${documents['compose.yaml']}---\n${documents['over.yaml']}`;
      const reading = join({ 'compose.yaml': text }, ['compose.yaml']);
      assert.deepEqual(
        shown(reading),
        expected.filter((line) => line !== ''),
      );
    });
  }
});

const extendsCases: readonly (readonly [name: string, files: Files, ...expected: string[]])[] = [
  [
    'a service of the same file, whatever the order',
    {
      'compose.yaml':
        'services:\n  b: {extends: a, ports: [81, "80"]}\n  a: {image: i, ports: [80]}\n',
    },
    'b: :80 :81',
    'a: :80',
  ],
  [
    'a service that extends another',
    {
      'compose.yaml':
        'services:\n  c: {extends: {service: b}, ports: [82]}\n  b: {extends: a, ports: !override [81]}\n  a: {image: i, ports: [80]}\n',
    },
    'c: :81 :82',
    'b: :81',
    'a: :80',
  ],
  [
    'services of other files, their paths seen from their own folder',
    {
      'compose.yaml': 'services:\n  web: {extends: {file: dir/a.yaml, service: a}, ports: [1]}\n',
      'dir/a.yaml': 'services:\n  a: {extends: {file: b.yaml, service: b}, ports: [2-3]}\n',
      'dir/b.yaml': 'services:\n  b: {image: i, ports: ["${P:-4}:4"], expose: [5]}\n',
    },
    'web: 4:4 :2 :3 :1 (5)',
  ],
  [
    'itself',
    { 'compose.yaml': 'services:\n  web: {extends: web, image: i}\n' },
    'web:',
    'Circular reference:\n  web in compose.yaml\n  extends web in compose.yaml',
  ],
  [
    'nothing',
    { 'compose.yaml': 'services:\n  web: {extends: x, image: i}\n' },
    'web:',
    'cannot extend service "web" in compose.yaml: service "x" not found',
  ],
  [
    'a file that there is not',
    { 'compose.yaml': 'services:\n  web: {extends: {file: x.yaml, service: x}, image: i}\n' },
    'web:',
    'open x.yaml: no such file or directory',
  ],
  [
    'a file without the service',
    {
      'compose.yaml': 'services:\n  web: {extends: {file: x.yaml, service: x}, image: i}\n',
      'x.yaml': 'services: {}\n',
    },
    'web:',
    'cannot extend service "web" in compose.yaml: service "x" not found in x.yaml',
  ],
];

describe('joinComposePorts: extends', () => {
  for (const [name, files, ...expected] of extendsCases) {
    it(`reads ${name}`, () => {
      assert.deepEqual(shown(join(files, ['compose.yaml'])), expected);
    });
  }
});

const includeCases: readonly (readonly [name: string, files: Files, ...expected: string[]])[] = [
  [
    'services beside the own ones',
    {
      'compose.yaml': 'include: [dir/inc.yaml]\nservices:\n  web: {image: i, ports: ["${P}:80"]}\n',
      'dir/inc.yaml': 'services:\n  db: {image: i, ports: ["${P}:1", "${Q}:2"]}\n',
      '.env': 'P=10\n',
      'dir/.env': 'P=20\nQ=30\n',
    },
    'db: 10:1 30:2',
    'web: 10:80',
  ],
  [
    'a service that the file changes',
    {
      'compose.yaml': 'include: [inc.yaml]\nservices:\n  db: {ports: [2], expose: !override [3]}\n',
      'inc.yaml': 'services:\n  db: {image: i, ports: [1], expose: [4]}\n',
    },
    'db: :1 :2 (3)',
  ],
  [
    'several files over each other, with another environment',
    {
      'compose.yaml':
        'include: [{path: [dir/a.yaml, dir/b.yaml], project_directory: ., env_file: my.env}]\n',
      'dir/a.yaml': 'services:\n  db: {image: i, ports: ["${P}:1"]}\n',
      'dir/b.yaml': 'services:\n  db: {ports: [2]}\n',
      'dir/.env': 'P=20\n',
      'my.env': 'P=30\n',
    },
    'db: 30:1 :2',
  ],
  [
    'a file that includes it again',
    {
      'compose.yaml': 'include: [inc.yaml]\nservices: {web: {image: i}}\n',
      'inc.yaml': 'include: [compose.yaml]\nservices: {db: {image: i}}\n',
    },
    'db:',
    'web:',
    'include cycle detected:\ncompose.yaml\n include inc.yaml\n include compose.yaml',
  ],
  ['no list', { 'compose.yaml': 'include: x.yaml\n' }, '`include` must be a list, got x.yaml'],
];

describe('joinComposePorts: include', () => {
  for (const [name, files, ...expected] of includeCases) {
    it(`reads ${name}`, () => {
      assert.deepEqual(shown(join(files, ['compose.yaml'])), expected);
    });
  }

  it('says which file it was not given', () => {
    const files = [{ name: 'p/compose.yaml', text: 'include: [x.yaml]\nservices: {}\n' }];
    assert.deepEqual(
      joinComposePorts(files).problems.map(({ rule, severity, message }) => [
        rule,
        severity,
        message,
      ]),
      [['unread-file', 'warning', 'p/x.yaml was not read']],
    );
  });

  it('stops at files that include ever more files', () => {
    const files = [{ name: 'a.yaml', text: 'include: [b, c]\nservices: {}\n' }];
    let opened = 0;
    const readFile = (path: string): string | undefined => {
      if (path.endsWith('.env')) return undefined;
      opened++;
      return `include: [${path}b, ${path}c]\nservices: {}\n`;
    };
    const { problems } = joinComposePorts(files, { readFile });
    assert.ok(problems.some(({ rule }) => rule === 'limit'));
    assert.ok(opened <= 200);
  }).timeout(120_000);
});

describe('joinComposePorts: environment', () => {
  const files = {
    'p/compose.yaml': 'services:\n  web: {image: i, ports: ["${P:-1}:80"], profiles: [dev]}\n',
    'p/.env': 'P=2\nCOMPOSE_PROFILES=dev\n',
  };

  it('takes variables and profiles from the .env beside the first file', () => {
    assert.deepEqual(shown(join(files, ['p/compose.yaml'])), ['web: 2:80']);
  });

  it('lets the environment go before it', () => {
    assert.deepEqual(shown(join(files, ['p/compose.yaml'], { env: { P: '3' } })), ['web: 3:80']);
  });

  it('names the line of a .env that cannot be read', () => {
    const broken = { ...files, 'p/.env': 'P=2\nA B=1\n' };
    const [problem] = join(broken, ['p/compose.yaml']).problems;
    assert.deepEqual(
      [problem?.file, problem?.line, problem?.rule, problem?.message],
      ['p/.env', 1, 'dot-env', 'failed to read p/.env: line 2: key cannot contain a space'],
    );
  });
});
