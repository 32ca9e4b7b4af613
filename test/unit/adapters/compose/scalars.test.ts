import assert from 'node:assert/strict';
import { resolveScalar } from '../../../../src/adapters/compose/scalars.ts';

/** A plain scalar, its Go type, and its value where the text does not say it. */
const plainScalars: readonly (readonly [text: string, type: string, value?: unknown])[] = [
  ['', 'null'],
  ['~', 'null'],
  ['null', 'null'],
  ['nULL', 'string'],
  ['true', 'bool', true],
  ['FALSE', 'bool', false],
  ['yes', 'string'],
  ['on', 'string'],
  ['80', 'int', '80'],
  ['+80', 'int', '80'],
  ['-80', 'int', '-80'],
  ['0123', 'int', '83'],
  ['00', 'int', '0'],
  ['0o120', 'int', '80'],
  ['0x50', 'int', '80'],
  ['-0x50', 'int', '-80'],
  ['0b1010', 'int', '10'],
  ['8_080', 'int', '8080'],
  ['10_', 'int', '10'],
  ['_10', 'string'],
  ['0o80', 'string'],
  ['0b2', 'string'],
  ['0x', 'string'],
  ['9223372036854775807', 'int', '9223372036854775807'],
  ['9223372036854775808', 'uint64', '9223372036854775808'],
  ['99999999999999999999', 'float', 1e20],
  ['080', 'float', 80],
  ['08_0', 'float', 80],
  ['80.0', 'float', 80],
  ['80.', 'float', 80],
  ['.5', 'float', 0.5],
  ['-.5', 'float', -0.5],
  ['.5_0', 'string'],
  ['1e3', 'float', 1000],
  ['1e400', 'string'],
  ['-0', 'float', -0],
  ['.inf', 'float', Infinity],
  ['-.Inf', 'float', -Infinity],
  ['.nan', 'float', NaN],
  ['22:22', 'string'],
  ['8080:80', 'string'],
  ['190:20:30', 'string'],
  ['3000-3005', 'string'],
  ['2001-12-14', 'time', '2001-12-14 00:00:00 +0000 UTC'],
  ['2001-1-2 3:4:5.50', 'time', '2001-01-02 03:04:05.5 +0000 UTC'],
  ['2001-01-02T03:04:05+02:00', 'time', '2001-01-02 03:04:05 +0200 +0200'],
  ['2001-02-30', 'string'],
  ['2001-01-02T03:04:05', 'string'],
  ['2000-10', 'string'],
];

describe('a plain scalar', () => {
  for (const [text, type, value = text] of plainScalars) {
    it(`${JSON.stringify(text)} is ${type}`, () => {
      const reading = resolveScalar(text, false);
      assert.ok(reading.ok);
      assert.equal(reading.value.type, type);
      if (type === 'null') return;
      assert.deepEqual(Object.values(reading.value)[1], value);
    });
  }
});

describe('a scalar that is not plain', () => {
  it('is a string in quotes', () => {
    const reading = resolveScalar('80', true);
    assert.deepEqual(reading, { ok: true, value: { type: 'string', value: '80' } });
  });

  const tag = (name: string): string => `tag:yaml.org,2002:${name}`;
  const tagged: readonly (readonly [tag: string, text: string, expected: unknown])[] = [
    [tag('str'), '80', { type: 'string', value: '80' }],
    [tag('int'), '80', { type: 'int', text: '80' }],
    [tag('float'), '80', { type: 'float', value: 80 }],
    [tag('null'), '', { type: 'null' }],
    [tag('binary'), 'ODA=', { type: 'string', value: '80' }],
    [tag('int'), 'abc', 'cannot construct !!str `abc` as a !!int'],
    [tag('bool'), 'yes', 'cannot construct !!str `yes` as a !!bool'],
    [tag('binary'), '?', '!!binary value contains invalid base64 data'],
    ['!custom', '80', { type: 'string', value: '80' }],
  ];
  for (const [name, text, expected] of tagged) {
    it(`has the type of its tag: ${name} ${text}`, () => {
      const reading = resolveScalar(text, true, name);
      assert.deepEqual(reading.ok ? reading.value : reading.message, expected);
    });
  }
});
