import assert from 'node:assert/strict';
import { matchBindings } from '../../../../src/adapters/docker/matchBindings.ts';
import type { Allocation, Binding, HostPortRequest } from '../../../../src/core/container.ts';

/** `[IP:]REQUEST` where the request is a port, a range, `*` for any. */
function binding(text: string): Binding {
  const [, hostIp = '', request = ''] = /^(?:(.*):)?([^:]*)$/.exec(text) ?? [];
  return { publishedBy: 'publish', hostIp, hostPort: hostPort(request), allocated: [] };
}

function hostPort(text: string): HostPortRequest {
  if (text === '*') return { kind: 'dynamic' };
  const [start, end] = text.split('-').map(Number);
  return end === undefined
    ? { kind: 'fixed', port: start ?? 0 }
    : { kind: 'range', range: { start: start ?? 0, end } };
}

function allocation(text: string): Allocation {
  const colon = text.lastIndexOf(':');
  return { hostIp: text.slice(0, colon), hostPort: Number(text.slice(colon + 1)) };
}

function held(allocations: readonly Allocation[]): string {
  return allocations.map(({ hostIp, hostPort }) => `${hostIp}:${hostPort}`).join(' ');
}

describe('matchBindings', () => {
  const cases: readonly (readonly [
    string,
    readonly string[],
    readonly string[],
    readonly string[],
  ])[] = [
    [
      'a fixed port on both families',
      ['8080'],
      ['0.0.0.0:8080', ':::8080'],
      ['0.0.0.0:8080 :::8080'],
    ],
    ['one family where the engine has no other', ['8080'], ['0.0.0.0:8080'], ['0.0.0.0:8080']],
    ['a port on loopback', ['127.0.0.1:80'], ['127.0.0.1:80'], ['127.0.0.1:80']],
    ['0.0.0.0 as IPv4 alone', ['0.0.0.0:80'], ['0.0.0.0:80'], ['0.0.0.0:80']],
    ['IPv6 in any case', ['2001:DB8::1:80'], ['2001:db8::1:80'], ['2001:db8::1:80']],
    ['nothing while it is stopped', ['8080', '*'], [], ['', '']],
    [
      'a port chosen from a range',
      ['8000-8010'],
      ['0.0.0.0:8003', ':::8003'],
      ['0.0.0.0:8003 :::8003'],
    ],
    [
      'two host ports of one container port, in the order of the configuration',
      ['9090', '8080'],
      ['0.0.0.0:8080', ':::8080', '0.0.0.0:9090', ':::9090'],
      ['0.0.0.0:9090 :::9090', '0.0.0.0:8080 :::8080'],
    ],
    [
      'one host port on two addresses',
      ['127.0.0.1:80', '127.0.0.2:80'],
      ['127.0.0.2:80', '127.0.0.1:80'],
      ['127.0.0.1:80', '127.0.0.2:80'],
    ],
    [
      'a dynamic port after a fixed one that fits it too',
      ['*', '8080'],
      ['0.0.0.0:8080', ':::8080', '0.0.0.0:32768', ':::32768'],
      ['0.0.0.0:32768 :::32768', '0.0.0.0:8080 :::8080'],
    ],
    [
      'a dynamic port on loopback beside one on all addresses',
      ['*', '127.0.0.1:*'],
      ['127.0.0.1:32769', '0.0.0.0:32770', ':::32770'],
      ['0.0.0.0:32770 :::32770', '127.0.0.1:32769'],
    ],
    [
      'two dynamic ports',
      ['*', '*'],
      [':::32769', ':::32768', '0.0.0.0:32769', '0.0.0.0:32768'],
      ['0.0.0.0:32768 :::32768', '0.0.0.0:32769 :::32769'],
    ],
    [
      'different dynamic ports of the two families',
      ['*'],
      ['0.0.0.0:32768', ':::32770'],
      ['0.0.0.0:32768 :::32770'],
    ],
    ['the default address of the engine', ['8080'], ['127.0.0.1:8080'], ['127.0.0.1:8080']],
    [
      'a name that the engine took for every address',
      ['localhost:8080'],
      ['0.0.0.0:8080'],
      ['0.0.0.0:8080'],
    ],
    ['the same line told twice', ['8080'], ['0.0.0.0:8080', '0.0.0.0:8080'], ['0.0.0.0:8080']],
  ];
  for (const [what, configured, allocations, expected] of cases) {
    it(`gives ${what}`, () => {
      const matched = matchBindings(configured.map(binding), allocations.map(allocation));
      assert.deepEqual(
        matched.map(({ allocated }) => held(allocated)),
        expected,
      );
    });
  }

  it('tells what nobody configured as a binding of its own', () => {
    const [configured, other] = matchBindings(
      [binding('8080')],
      ['0.0.0.0:8080', '0.0.0.0:9999'].map(allocation),
    );
    assert.equal(held(configured?.allocated ?? []), '0.0.0.0:8080');
    assert.deepEqual(other, {
      publishedBy: 'unknown',
      hostIp: '0.0.0.0',
      hostPort: { kind: 'unknown' },
      allocated: [{ hostIp: '0.0.0.0', hostPort: 9999 }],
    });
  });
});
