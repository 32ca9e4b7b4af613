import assert from 'node:assert/strict';
import { parsePublish } from '../../../src/core/portSpec.ts';
import { warningsOf } from '../../../src/core/publishWarnings.ts';

function warningsIn(text: string): string[] {
  const parsed = parsePublish(text);
  assert.ok(parsed.ok, text);
  return warningsOf(parsed.value).map(
    ({ code, start, end }) => `${code} ${text.slice(start, end)}`,
  );
}

describe('publish warnings', () => {
  const cases: readonly (readonly [text: string, ...warnings: string[]])[] = [
    ['80'],
    ['8080:80'],
    ['127.0.0.1:8080:80/udp'],
    ['[::1]:8000-8010:9000-9010'],
    ['[]:8080:80'],
    ['127.0.0.1::80'],
    ['target=80,published=8080,protocol=udp'],
    ['target=80,host_ip=127.0.0.1', 'hostIpIgnored host_ip=127.0.0.1'],
    ['hostip=::1,target=80', 'hostIpIgnored hostip=::1'],
    ['target=80, HOST-IP=x', 'hostIpIgnored  HOST-IP=x'],
    ['target=80,mode=host,name=web', 'nameIgnored mode=host', 'nameIgnored name=web'],
    ['target=80, published=8080', 'nameIgnored  published=8080'],
    ['target=80,Target=81', 'nameIgnored Target=81'],
    ['target=80,target=81,target=82', 'repeatedName target=80', 'repeatedName target=81'],
    ['target=80,published=127.0.0.1:8080', 'hostIpInPublished 127.0.0.1'],
    ['published=[::1]:8080,target=80', 'hostIpInPublished [::1]'],
    ['::1', 'readAsPort ::1'],
    ['::80', 'readAsPort ::80'],
    ['::80/udp'],
    ['::1:8080:80', 'unbracketedIpv6 ::1'],
    ['+80', 'signedPort +80'],
    ['0--0:80', 'signedPort 0--0', 'hostPortZero 0--0'],
    ['8080:0', 'containerPortZero 0'],
    ['0-2', 'containerPortZero 0-2'],
    ['0:80', 'hostPortZero 0'],
    ['0-2:80', 'hostRangeFromZero 0-2'],
    ['0-2:80-82', 'hostRangeFromZero 0-2'],
    ['8000-8010:80', 'engineChooses 8000-8010'],
    ['published=8000-8010,target=80', 'engineChooses 8000-8010'],
    [
      'target=80,published=::1:0,host_ip=::1,foo=',
      'hostIpInPublished ::1',
      'hostPortZero 0',
      'hostIpIgnored host_ip=::1',
      'nameIgnored foo=',
    ],
  ];
  for (const [text, ...warnings] of cases) {
    it(text, () => {
      assert.deepEqual(warningsIn(text), warnings);
    });
  }

  const messages: readonly (readonly [text: string, message: string])[] = [
    [
      'target=80,published=8080,host_ip=127.0.0.2',
      'docker run ignores host_ip=: the port would open on all interfaces. Write 127.0.0.2:8080:80/tcp instead.',
    ],
    [
      'target=80,host_ip=localhost',
      'docker run ignores host_ip=: the port would open on all interfaces. Write 127.0.0.1::80/tcp instead.',
    ],
    [
      '::1:8080:80',
      'Docker CLI 20.10 and Compose refuse an IPv6 address without brackets. Write [::1]:8080:80/tcp instead.',
    ],
    [
      '::1',
      'Docker reads ::1 as container port 1 without an address. Write [::1]::PORT to bind to this address, or 1 for the port.',
    ],
  ];
  for (const [text, message] of messages) {
    it(`tells the next step for ${text}`, () => {
      const parsed = parsePublish(text);
      assert.ok(parsed.ok);
      assert.equal(warningsOf(parsed.value)[0]?.message, message);
    });
  }
});
