import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  joinComposePorts,
  readComposePorts,
  type ComposeService,
} from '../../../../src/adapters/compose/ports.ts';
import { propertyRuns, propertyTimeout } from '../../propertyRuns.ts';
import { readVectors } from '../../vectors.ts';

interface ComposeVector {
  readonly yaml: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly override?: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly services?: Readonly<Record<string, ComposeService>>;
}

const vectors = readVectors('compose-ports.json') as readonly ComposeVector[];

describe('readComposePorts', () => {
  it('has the vectors of compose-go', () => {
    assert.equal(vectors.length, 136);
  });

  for (const [index, vector] of vectors.entries()) {
    it(`agrees with compose-go on vector ${index + 1}`, () => {
      const { yaml, override, env = {}, ok, error, services } = vector;
      const files = [{ name: 'compose.yaml', text: yaml }];
      if (override !== undefined) files.push({ name: 'compose.override.yaml', text: override });
      const reading = joinComposePorts(files, { env });
      const errors = reading.problems.filter(({ severity }) => severity === 'error');
      assert.equal(errors[0]?.message, error);
      assert.equal(errors.length === 0, ok);
      if (ok) assert.deepEqual(reading.services, services);
    });
  }

  it('orders the ports of a range by their text, as Compose does', () => {
    const { services } = readComposePorts(web('ports: ["8-11"]'));
    const targets = services['web']?.ports?.map(({ target }) => target);
    assert.deepEqual(targets, [10, 11, 8, 9]);
  });

  it('leaves out the services of a profile unless it is active', () => {
    const text = 'services:\n  web: {image: a}\n  tool: {image: b, profiles: [dev]}\n';
    const names = (options?: Parameters<typeof readComposePorts>[1]): string[] =>
      Object.keys(readComposePorts(text, options).services);
    assert.deepEqual(names(), ['web']);
    assert.deepEqual(names({ profiles: ['dev'] }), ['web', 'tool']);
    assert.deepEqual(names({ profiles: ['*'] }), ['web', 'tool']);
    assert.deepEqual(names({ env: { COMPOSE_PROFILES: 'x, dev' } }), ['web', 'tool']);
  });

  it('reads every service that it can beside one that it cannot', () => {
    const text = 'services:\n  a: {image: a, ports: [80, bad, 81]}\n  b: {image: b, ports: [82]}\n';
    const { services, problems } = readComposePorts(text);
    assert.deepEqual(
      services['a']?.ports?.map(({ target }) => target),
      [80, 81],
    );
    assert.equal(services['b']?.ports?.length, 1);
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['invalid containerPort: bad'],
    );
  });

  it('takes any name for a service', () => {
    const text = 'services:\n  __proto__: {image: a, ports: [80]}\n  toString: {image: b}\n';
    assert.deepEqual(Object.keys(readComposePorts(text).services), ['__proto__', 'toString']);
  });
});

/** `where` is the part of the text that the problem is about. */
const problemCases: readonly {
  readonly text: string;
  readonly rule: string;
  readonly severity?: string;
  readonly line: number;
  readonly where: string;
}[] = [
  { text: web('ports: [80, abc]'), rule: 'port', line: 3, where: 'abc' },
  { text: web('ports: [80, {target: 80, foo: 1}]'), rule: 'schema', line: 3, where: 'foo' },
  { text: web('ports: [{target: x}]'), rule: 'port', line: 3, where: 'x' },
  { text: web('ports: [{published: 1}]'), rule: 'port', line: 3, where: '{published: 1}' },
  { text: web('ports: [{target: 1, host_ip: x}]'), rule: 'port', line: 3, where: 'x' },
  { text: web('expose: [80.5]'), rule: 'expose', line: 3, where: '80.5' },
  { text: web('ports: ["${P?none}:80"]'), rule: 'interpolation', line: 3, where: '"${P?none}:80"' },
  {
    text: web('ports: ["${P}:80"]'),
    rule: 'unset-variable',
    severity: 'warning',
    line: 3,
    where: '"${P}:80"',
  },
  { text: web('ports: [*p]'), rule: 'yaml', line: 3, where: '*p' },
  { text: web('ports: [80]\n    ports: [81]'), rule: 'yaml', line: 4, where: 'ports' },
  { text: web('port: [80]'), rule: 'schema', line: 3, where: 'port' },
  { text: 'services:\n  web:\n    ports: [80]\n', rule: 'consistency', line: 1, where: 'web' },
  { text: web('extends: db'), rule: 'extends', line: 3, where: 'db' },
  {
    text: web('network_mode: host\n    ports: [80]'),
    rule: 'discarded-ports',
    severity: 'warning',
    line: 4,
    where: 'ports',
  },
  {
    text: `include: [db.yaml]\n${web('ports: [80]')}`,
    rule: 'unread-file',
    severity: 'warning',
    line: 0,
    where: 'db.yaml',
  },
  // The range ends with the line, and columns are UTF-16 units.
  { text: web('ports:\n      - # 😀\n        x: 1'), rule: 'port', line: 5, where: 'x: 1' },
  { text: web('labels: {a: "😀"}\n    ports: [80, "😀"]'), rule: 'port', line: 4, where: '"😀"' },
];

describe('problems of readComposePorts', () => {
  for (const { text, rule, severity = 'error', line, where } of problemCases) {
    it(`says ${rule} at ${where}`, () => {
      const [problem] = readComposePorts(text).problems;
      assert.ok(problem);
      const shown = text.split('\n')[problem.line]?.slice(problem.start, problem.end);
      assert.deepEqual(
        { rule: problem.rule, severity: problem.severity, line: problem.line, where: shown },
        { rule, severity, line, where },
      );
    });
  }

  it('says no more of a file that is no YAML', () => {
    const { problems } = readComposePorts(`${web('ports: [bad]\n    ports: ["x"]')}\tbad`);
    assert.deepEqual([...new Set(problems.map(({ rule }) => rule))], ['yaml']);
  });

  it('warns once of a variable that several services share', () => {
    const text = 'services:\n  a: {image: a, ports: &p ["${P}:80"]}\n  b: {image: b, ports: *p}\n';
    assert.deepEqual(
      readComposePorts(text).problems.map(({ message }) => message),
      ['The "P" variable is not set. Defaulting to a blank string.'],
    );
  });
});

describe('reading again', () => {
  const text =
    'services:\n  a:\n    image: a\n    ports: [80]\n\n  # second\n  b:\n    image: b\n    ports: [81]\n';

  it('gives the places of a text whose other blocks were read before', () => {
    readComposePorts(text);
    const moved = `# one more line\n${text.replace('81', '"81:81"')}`;
    const { sources } = readComposePorts(moved);
    const written = sources['b']?.ports.map(({ value }) => moved.slice(value.start, value.end));
    assert.deepEqual(written, ['"81:81"']);
  });

  const forms: Readonly<Record<string, string>> = {
    'a quoted key': `"x-a": 1\n${text}`,
    'a document start': `---\n${text}`,
    'a second document': `${text}---\nservices: {b: {ports: [82]}}\n`,
    'carriage returns': text.replaceAll('\n', '\r\n'),
    'a byte order mark': `\uFEFF${text}`,
    'a list at the indent of its key': `x-l:\n- 1\n${text}`,
  };
  for (const [name, form] of Object.entries(forms)) {
    it(`reads ${name} like the usual form`, () => {
      const { services, problems } = readComposePorts(form);
      assert.deepEqual(problems, []);
      assert.deepEqual(services['a'], readComposePorts(text).services['a']);
    });
  }

  it('does not take the end of a quoted text for a key', () => {
    const quoted = 'services:\n  a:\n    image: "x\n  b: y"\n    ports: [80]\n';
    assert.deepEqual(Object.keys(readComposePorts(quoted).services), ['a']);
  });

  it('finds a key that is indented before the first', () => {
    assert.equal(readComposePorts(`  name: x\n${text}`).problems[0]?.rule, 'yaml');
  });
});

const words = [
  'services:',
  'web:',
  'image: a',
  'ports:',
  'expose:',
  '- ',
  '80',
  '"8080:80"',
  '  ',
  '\n',
  '\t',
  ': ',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '&a',
  '*a',
  '<<: ',
  '!reset',
  '!override',
  '${',
  '}',
  '$',
  '|',
  '>',
  '#',
  '---',
  'extends: web',
  'include: [x]',
  '1-65535',
  '\uD800',
  '\0',
];

/** Milliseconds on a busy machine: on an idle one each takes less than one second. */
const slowTimeout = 120_000;

describe('any text', () => {
  it('is read without throwing, with places inside the text', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const lines = written.split('\n');
        for (const { line, start, end } of readComposePorts(written).problems) {
          assert.ok(start <= end && end <= (lines[line]?.length ?? -1));
        }
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);

  it('is read the same, part of it seen before or not', () => {
    const line = fc.constantFrom(
      '  a:',
      '  b:',
      '    image: x',
      '    ports: [80]',
      '    ports:',
      '      - 81',
      '# c',
      '',
      'x-y: 1',
      '    <<: *m',
      'x-m: &m {expose: [1]}',
      '  "c": {image: q}',
      '---',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = `services:\n${lines.join('\n')}\n`;
        const inBlocks = readComposePorts(text);
        const whole = readComposePorts(`${text}? {}\n: 1\n`);
        if (whole.problems.some(({ rule }) => rule === 'yaml')) return;
        assert.deepEqual(inBlocks.services, whole.services);
      }),
      { numRuns: Math.ceil(propertyRuns.numRuns / 10) },
    );
  }).timeout(slowTimeout);

  const hostile: Readonly<Record<string, string>> = {
    'aliases of aliases': aliasBomb(),
    'nested lists': `services: ${'['.repeat(100_000)}`,
    'nested dashes': '- '.repeat(50_000),
    'ever deeper lines': Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join(
      '\n',
    ),
    'nested variables': web(`labels: {a: '${'${a-'.repeat(5_000)}${'}'.repeat(5_000)}'}`),
    'too many ports': web(
      `ports: [${Array.from({ length: 3 }, (_, ip) => `"127.0.0.${ip}:1-65535:1-65535"`).join()}]`,
    ),
    'services that extend services': `services:\n${Array.from({ length: 500 }, (_, n) => `  s${n}: {extends: s${n + 1}}\n`).join('')}`,
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(`is refused where it holds ${name}`, () => {
      const { problems } = readComposePorts(text);
      assert.ok(problems.some(({ severity }) => severity === 'error'));
    }).timeout(slowTimeout);
  }
});

describe('a target of a million digits', () => {
  // The message is compose-go's of 20 digits; a BigInt of so many would take seconds.
  for (const digits of ['9'.repeat(20), '9'.repeat(1_000_000)]) {
    it(`is out of range with ${digits.length}`, () => {
      const { problems } = readComposePorts(web(`ports: [{target: "${digits}"}]`));
      assert.match(problems[0]?.message ?? '', /: value out of range$/);
    });
  }

  it('may have any number of zeros before it', () => {
    const { services } = readComposePorts(web(`ports: [{target: "${'0'.repeat(100)}80"}]`));
    assert.equal(services['web']?.ports?.[0]?.target, 80);
  });
});

function aliasBomb(): string {
  const names = 'a b c d e f g h i j'.split(' ');
  const lines = names.map((name, index) => {
    const item = index === 0 ? 'x' : `*${names[index - 1] ?? ''}`;
    return `x-${name}: &${name} [${Array<string>(10).fill(item).join()}]\n`;
  });
  return `${lines.join('')}${web('ports: *j')}`;
}

function web(lines: string): string {
  return `services:\n  web:\n    image: bb\n    ${lines}\n`;
}
