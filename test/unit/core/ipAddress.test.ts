import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { formatIpAddress, parseIpAddress } from '../../../src/core/ipAddress.ts';
import { propertyRuns, propertyTimeout } from '../propertyRuns.ts';

const accepted: readonly (readonly [string, string])[] = [
  ['127.0.0.1', '127.0.0.1'],
  ['0.0.0.0', '0.0.0.0'],
  ['255.255.255.255', '255.255.255.255'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['2001:DB8::1', '2001:db8::1'],
  ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  ['::FFFF:c000:201', '::ffff:192.0.2.1'],
  ['::1.2.3.4', '::102:304'],
  ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
];

const refused = [
  '',
  ' ',
  '0',
  '127.1',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '1.2.3.0256',
  '010.0.0.1',
  '127.0.0.01',
  '1.2.3.',
  '.1.2.3',
  '0x7f.0.0.1',
  '١.2.3.4',
  ' 127.0.0.1',
  '127.0.0.1 ',
  '127.0.0.1/32',
  'localhost',
  '*',
  ':',
  ':::',
  '1',
  ':1',
  '1:',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '::1:2:3:4:5:6:7:8',
  '1::2::3',
  '12345::',
  '::g',
  'fe80::1%eth0',
  'fe80::1%',
  '::1/128',
  '[::1]',
  '1.2.3.4::',
  '::1.2.3.4:5',
  '1:2:3:4:5:6:7:1.2.3.4',
  '1:2:3:4:5:6::1.2.3.4',
  '::1.2.3',
  '::01.2.3.4',
  '\u0000',
  '\uD800::',
];

describe('IP address', () => {
  for (const [text, printed] of accepted) {
    it(`${text} prints as ${printed}`, () => {
      const address = parseIpAddress(text);
      assert.ok(address);
      assert.equal(formatIpAddress(address), printed);
    });
  }

  for (const text of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.equal(parseIpAddress(text), undefined);
    });
  }

  it('takes every literal IPv6 address and prints it as a URL shows it', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const address = parseIpAddress(text);
        assert.ok(address, text);
        const printed = formatIpAddress(address);
        const url = (literal: string): string => new URL(`http://[${literal}]/`).hostname;
        assert.equal(url(printed), url(text));
        assert.deepEqual(parseIpAddress(printed), address);
        if (!printed.startsWith('::ffff:')) assert.equal(`[${printed}]`, url(text));
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);

  it('agrees with Node on what is a literal address', () => {
    const part = fc.constantFrom('0', '1', 'ffff', '12', ':', '::', '.', '255', '256', '01', 'g');
    const pieces = fc.array(part, { maxLength: 18 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(pieces, fc.ipV4(), fc.ipV4Extended()), (text) => {
        assert.equal(parseIpAddress(text)?.family ?? 0, isIP(text));
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);
});
