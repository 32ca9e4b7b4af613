import assert from 'node:assert/strict';
import type { Container } from '../../../src/core/container.ts';
import { isInCall, suggestGuestPorts } from '../../../src/core/forwardSuggestions.ts';
import {
  forwardWritingPlace,
  type ForwardWritingPlace,
} from '../../../src/core/forwardWritingPlace.ts';
import type { VagrantReading } from '../../../src/core/vagrantReading.ts';
import { publishing } from './containers.ts';
import { forward, tools, vagrantfile } from './vagrantfiles.ts';

/** `¦` is the cursor. */
async function at(text: string): Promise<readonly [VagrantReading, ForwardWritingPlace]> {
  const place = forwardWritingPlace(text.replace('¦', ''), text.indexOf('¦'));
  assert(place);
  return [(await tools).read(place.filled), place];
}

describe('isInCall', () => {
  const web = forward('guest: 80, host: ¦');
  const table: readonly (readonly [name: string, text: string, expected: boolean])[] = [
    ['a call', vagrantfile(web), true],
    ['a call that says no more', vagrantfile(forward('host: ¦')), true],
    ['a call that is not done', vagrantfile(forward('guest: ¦, host: ')), true],
    [
      'a call that is not done above others',
      vagrantfile(forward('guest: ¦, host: '), web.replace('¦', '8080')),
      true,
    ],
    ['a call above others', vagrantfile(web, forward('guest: 81, host: 8081')), true],
    ['a loop', vagrantfile('(1..2).each do |p|', forward('guest: p, host: ¦'), 'end'), true],
    ['a call that Ruby decides about', vagrantfile(forward('guest: f(), host: ¦')), true],
    ['a comment', vagrantfile(`# ${web}`), false],
    ['a comment of several lines', `=begin\n${web}\n=end\n${vagrantfile()}`, false],
    ['a text', vagrantfile('a = <<~RUBY', web, 'RUBY'), false],
  ];
  for (const [name, text, expected] of table) {
    it(`is ${expected} in ${name}`, async () => {
      assert.equal(isInCall(...(await at(text))), expected);
    });
  }
});

describe('suggestGuestPorts', () => {
  const containers = [
    publishing(['8080:80', '9000-9001:9000-9001', '127.0.0.1:7000:7000', '5300:53/udp']),
  ];

  async function first(count: number, text: string, known: readonly Container[] = containers) {
    return suggestGuestPorts(...(await at(text)), known)
      .slice(0, count)
      .map(({ text: port, service = '-', origin }) => `${port} ${service}: ${origin}`);
  }

  it('names what containers publish for others, then what is common', async () => {
    assert.deepEqual(await first(5, vagrantfile(forward('guest: ¦'))), [
      '8080 http-alt: published by web-1',
      '9000 php-fpm: published by web-1',
      '9001 -: published by web-1',
      '21 ftp: commonly exposed',
      '22 ssh: commonly exposed',
    ]);
  });

  it('names only ports of the protocol', async () => {
    const text = vagrantfile(forward('guest: ¦, host: 1, protocol: "udp"'));
    assert.deepEqual(await first(2, text), [
      '5300 -: published by web-1',
      '53 domain: commonly exposed',
    ]);
  });

  it('names none of a container that another forward of the machine leads to', async () => {
    const define = (name: string, ...lines: readonly string[]): readonly string[] => [
      `config.vm.define "${name}" do |config|`,
      ...lines,
      'end',
    ];
    const web = forward('guest: 8080, host: 8080');
    const own = vagrantfile(...define('a', web, forward('guest: ¦')));
    assert.deepEqual(await first(1, own), ['9000 php-fpm: published by web-1']);
    const other = vagrantfile(...define('a', web), ...define('b', forward('guest: ¦')));
    assert.deepEqual(await first(1, other), ['8080 http-alt: published by web-1']);
  });

  it('names no port twice', async () => {
    const [reading, place] = await at(vagrantfile(forward('guest: ¦')));
    const ports = suggestGuestPorts(reading, place, containers).map(({ text }) => text);
    assert.equal(new Set(ports).size, ports.length);
  });

  it('names the first ports of a long range', async () => {
    const long = [publishing(['20000-20999:20000-20999'])];
    const found = await first(51, vagrantfile(forward('guest: ¦')), long);
    assert.match(found[49] ?? '', /^20049 /);
    assert.equal(found[50], '21 ftp: commonly exposed');
  });
});
