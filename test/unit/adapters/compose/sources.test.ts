import assert from 'node:assert/strict';
import { joinComposePorts, readComposePorts } from '../../../../src/adapters/compose/ports.ts';
import type { EntrySource } from '../../../../src/adapters/compose/sources.ts';

/** A service `web`, and for each of its ports what is written there and what hinders its edit. */
const cases: readonly {
  readonly name: string;
  readonly text: string;
  readonly entries: readonly (readonly [item: string, obstacle?: string])[];
}[] = [
  {
    name: 'plain text, short and long',
    text: 'services:\n  web:\n    image: a\n    ports:\n      - "80:80" # c\n      - target: 81\n        published: 1\n',
    entries: [['"80:80"'], ['target: 81\n        published: 1']],
  },
  {
    name: 'a range',
    text: one('[8-9]'),
    entries: [
      ['8-9', 'range'],
      ['8-9', 'range'],
    ],
  },
  { name: 'host ports to choose from', text: one('["8-9:80"]'), entries: [['"8-9:80"']] },
  {
    name: 'variables',
    text: one('["${P:-1}:80", {target: "${T:-81}"}]'),
    entries: [
      ['"${P:-1}:80"', 'interpolation'],
      ['{target: "${T:-81}"}', 'interpolation'],
    ],
  },
  {
    name: 'an anchor before its alias',
    text: 'services:\n  web: {image: a, ports: [&p 80, &q 81]}\n  b: {image: b, ports: [*p]}\n',
    entries: [['80', 'anchor'], ['81']],
  },
  {
    name: 'an alias of an entry',
    text: `x-p: &p 80\n${one('[*p, 81]')}`,
    entries: [['*p', 'alias'], ['81']],
  },
  {
    name: 'an alias of the list',
    text: `x-p: &p [80]\n${one('*p')}`,
    entries: [['80', 'alias']],
  },
  {
    name: 'a list that is repeated elsewhere',
    text: 'services:\n  web: {image: a, ports: &p [80]}\n  b: {image: b, ports: *p}\n',
    entries: [['80', 'anchor']],
  },
  {
    name: 'a service that is repeated elsewhere',
    text: 'services:\n  web: &w {image: a, ports: [80]}\n  b: {<<: *w}\n',
    entries: [['80', 'anchor']],
  },
  {
    name: 'a merge key',
    text: 'x-b: &b {ports: [80]}\nservices:\n  web: {<<: *b, image: a}\n',
    entries: [['80', 'merge-key']],
  },
  {
    name: 'a base',
    text: 'services:\n  base: {image: a, ports: [80]}\n  web: {extends: base, ports: [81]}\n',
    entries: [['80', 'extends'], ['81']],
  },
];

describe('sources of readComposePorts', () => {
  for (const { name, text, entries } of cases) {
    it(`of ${name}`, () => {
      const { sources, services } = readComposePorts(text);
      const found = sources['web']?.ports ?? [];
      assert.equal(found.length, services['web']?.ports?.length);
      assert.deepEqual(
        found.map((entry) => itemOf(text, entry)),
        entries,
      );
    });
  }

  it('have the scalar that an alias stands for', () => {
    const text = `x-p: &p "80"\n${one('[*p]')}`;
    const [entry] = readComposePorts(text).sources['web']?.ports ?? [];
    assert.equal(entry && text.slice(entry.value.start, entry.value.end), '"80"');
  });

  it('have the entries that a later one replaces', () => {
    const text = one('["80:80", "0.0.0.0:80:80", "80:80/tcp"]');
    const ports = readComposePorts(text).sources['web']?.ports ?? [];
    assert.equal(ports.length, 1);
    assert.deepEqual(
      ports[0]?.hides.map((entry) => itemOf(text, entry)),
      [['"80:80"'], ['"0.0.0.0:80:80"']],
    );
  });

  it('have exposed ports, the key of the service and its network mode', () => {
    const text = one('[80]').replace('image: a', 'image: a, expose: [1, "2"], network_mode: none');
    const web = readComposePorts(text).sources['web'];
    assert.ok(web);
    assert.deepEqual(
      web.expose.map((entry) => itemOf(text, entry)),
      [['1'], ['"2"']],
    );
    assert.equal(text.slice(web.key.start, web.key.end), 'web');
    assert.equal(web.networkMode, 'none');
  });

  it('name the file of each entry', () => {
    const files = [
      { name: 'a.yaml', text: `include: [inc.yaml]\n${one('[80]')}` },
      { name: 'b.yaml', text: 'services: {web: {ports: [81]}}' },
    ];
    const inc = 'services: {web: {ports: [82]}, db: {image: d, ports: [83]}}';
    const readFile = (path: string): string | undefined => (path === 'inc.yaml' ? inc : undefined);
    const { sources } = joinComposePorts(files, { readFile });
    const described = (entry: EntrySource): string =>
      `${entry.file} ${entry.obstacle ?? 'editable'}`;
    assert.deepEqual(sources['web']?.ports.map(described), [
      'inc.yaml include',
      'a.yaml editable',
      'b.yaml editable',
    ]);
    assert.deepEqual(sources['db']?.ports.map(described), ['inc.yaml include']);
  });
});

function one(ports: string): string {
  return `services:\n  web: {image: a, ports: ${ports}}\n`;
}

function itemOf(text: string, { item, obstacle }: EntrySource): readonly string[] {
  const written = text.slice(item.start, item.end);
  return obstacle === undefined ? [written] : [written, obstacle];
}
