import assert from 'node:assert/strict';
import {
  addressesOverlap,
  bracketed,
  familyOf,
  isAnyAddress,
  isLoopbackAddress,
  reachOf,
  type AddressFamily,
  type Reach,
} from '../../../src/core/address.ts';

describe('address', () => {
  const addresses: readonly (readonly [string, Reach, AddressFamily])[] = [
    ['', 'allInterfaces', 'ipv4'],
    ['0.0.0.0', 'allInterfaces', 'ipv4'],
    ['::', 'allInterfaces', 'ipv6'],
    ['::0', 'allInterfaces', 'ipv6'],
    ['0::', 'allInterfaces', 'ipv6'],
    ['0:0:0:0:0:0:0:0', 'allInterfaces', 'ipv6'],
    ['0000::0000', 'allInterfaces', 'ipv6'],
    ['::ffff:0.0.0.0', 'allInterfaces', 'ipv4'],
    ['127.0.0.1', 'thisHost', 'ipv4'],
    ['127.0.0.2', 'thisHost', 'ipv4'],
    ['127.255.255.254', 'thisHost', 'ipv4'],
    ['::1', 'thisHost', 'ipv6'],
    ['::0:1', 'thisHost', 'ipv6'],
    ['0:0:0:0:0:0:0:1', 'thisHost', 'ipv6'],
    ['::ffff:127.0.0.1', 'thisHost', 'ipv4'],
    ['::ffff:7f00:1', 'thisHost', 'ipv4'],
    ['192.168.1.9', 'specific', 'ipv4'],
    ['10.0.0.0', 'specific', 'ipv4'],
    ['128.127.0.1', 'specific', 'ipv4'],
    ['1.127.0.0', 'specific', 'ipv4'],
    ['fe80::1', 'specific', 'ipv6'],
    ['2001:db8::', 'specific', 'ipv6'],
    ['::1:0', 'specific', 'ipv6'],
    ['1::', 'specific', 'ipv6'],
    // No address at all: whatever it is, it is not open to everyone.
    ['127.0.0.1.nip.io', 'specific', 'ipv4'],
    ['localhost', 'specific', 'ipv4'],
  ];

  for (const [address, reach, family] of addresses) {
    it(`${address || '(empty)'} is ${reach}, ${family}`, () => {
      assert.equal(reachOf(address), reach);
      assert.equal(isAnyAddress(address), reach === 'allInterfaces');
      assert.equal(isLoopbackAddress(address), reach === 'thisHost');
      assert.equal(familyOf(address), family);
    });
  }

  const pairs: readonly (readonly [string, string, boolean])[] = [
    ['', '', true],
    ['', '127.0.0.1', true],
    ['', '::1', true],
    ['0.0.0.0', '127.0.0.1', true],
    ['0.0.0.0', '0.0.0.0', true],
    ['0.0.0.0', '::', false],
    ['0.0.0.0', '::1', false],
    ['::', '::1', true],
    ['::', '127.0.0.1', false],
    ['::', '0:0:0:0:0:0:0:0', true],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.2', false],
    ['127.0.0.1', '::1', false],
    ['2001:DB8::1', '2001:db8:0::1', true],
    ['2001:db8::1', '2001:db8::2', false],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
  ];

  for (const [left, right, overlap] of pairs) {
    it(`${left || '(empty)'} and ${right || '(empty)'} ${overlap ? 'share' : 'do not share'} a port`, () => {
      assert.equal(addressesOverlap(left, right), overlap);
      assert.equal(addressesOverlap(right, left), overlap);
    });
  }

  it('writes only IPv6 in brackets', () => {
    assert.equal(bracketed('::1'), '[::1]');
    assert.equal(bracketed('127.0.0.1'), '127.0.0.1');
    assert.equal(bracketed(''), '');
  });
});
