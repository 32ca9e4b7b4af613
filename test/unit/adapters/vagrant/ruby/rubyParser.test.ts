import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  createRubyParser,
  type RubyParser,
} from '../../../../../src/adapters/vagrant/ruby/rubyParser.ts';

const wasm = createRequire(import.meta.url).resolve('@ruby/prism/src/prism.wasm');

describe('the Ruby parser', () => {
  let parse: RubyParser;

  before(async () => {
    parse = await createRubyParser(await readFile(wasm));
  });

  it('prints no warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => {
      warnings.push(warning);
    };
    process.on('warning', note);
    await createRubyParser(await readFile(wasm));
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    process.off('warning', note);
    assert.deepEqual(warnings, []);
  });

  const readable: readonly string[] = [
    '',
    '\0',
    '\uFEFFx = 1',
    'x = 1\r\n',
    '# encoding: euc-jp\nx = "é"',
    '"\ud800"',
  ];
  for (const text of readable) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parse(text)?.errors, []);
    });
  }

  it('reads what is nested a hundred levels deep', () => {
    assert.deepEqual(parse(`${'['.repeat(100)}1${']'.repeat(100)}`)?.errors, []);
  });

  // From some 150 levels on, prism's stack runs over into its own data; only deeper does that show.
  const nestings: readonly (readonly [open: string, close: string, ...depths: number[]])[] = [
    ['(', ')', 200, 1_000, 20_000],
    ['if x\n', 'end\n', 200, 1_000, 20_000],
    ['x do\n', 'end\n', 200, 1_000],
    ['[', ']', 1_000, 20_000],
    ['{ a: ', '}', 1_000],
    ['"#{', '}"', 1_000],
  ];
  for (const [open, close, ...depths] of nestings) {
    for (const depth of depths) {
      it(`gives up ${depth} levels of ${JSON.stringify(open)}, and reads the next text`, () => {
        assert.equal(parse(`${open.repeat(depth)}1\n${close.repeat(depth)}`), undefined);
        const next = parse('Vagrant.configure("2") { |config| config.vm.network :x, y: { z: 1 } }');
        assert.deepEqual([next?.errors, next?.warnings], [[], []]);
      });
    }
  }
});
