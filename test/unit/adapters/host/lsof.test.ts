import assert from 'node:assert/strict';
import { parseLsof } from '../../../../src/adapters/host/lsof.ts';

describe('parseLsof', () => {
  it('reads processes with their sockets', () => {
    const text = [
      ...[
        'p411',
        'crapportd',
        'f4',
        'tIPv4',
        'PTCP',
        'n*:49152',
        'f5',
        'tIPv6',
        'PTCP',
        'n*:49152',
      ],
      ...['p812', 'cpostgres', 'f7', 'tIPv6', 'PTCP', 'n[::1]:5432'],
      ...['f8', 'tIPv4', 'PTCP', 'n127.0.0.1:5432'],
      ...['p900', 'cGoogle\\x20Chrome', 'f30', 'tIPv4', 'PUDP', 'n*:5353'],
      '',
    ].join('\n');
    const rapportd = { pid: 411, program: 'rapportd' };
    const postgres = { pid: 812, program: 'postgres' };
    assert.deepEqual(parseLsof(text), [
      { hostIp: '0.0.0.0', port: 49_152, protocol: 'tcp', ...rapportd },
      { hostIp: '::', port: 49_152, protocol: 'tcp', ...rapportd },
      { hostIp: '::1', port: 5432, protocol: 'tcp', ...postgres },
      { hostIp: '127.0.0.1', port: 5432, protocol: 'tcp', ...postgres },
      { hostIp: '0.0.0.0', port: 5353, protocol: 'udp', pid: 900, program: 'Google Chrome' },
    ]);
  });

  it('does without file descriptors, which lsof 4.99 leaves out', () => {
    const text = 'p9416\ncnode\ntIPv6\nPTCP\nn*:18082\ntIPv4\nPTCP\nn127.0.0.1:18081\n';
    assert.deepEqual(
      parseLsof(text).map(({ hostIp, port }) => [hostIp, port]),
      [
        ['::', 18_082],
        ['127.0.0.1', 18_081],
      ],
    );
  });

  it('leaves out connected and unbound sockets, and other protocols', () => {
    for (const name of ['10.0.0.5:52011->1.1.1.1:443', '*:*', '*:0', 'localhost:80', '']) {
      assert.deepEqual(parseLsof(`p1\ncx\nf1\ntIPv4\nPUDP\nn${name}\n`), []);
    }
    assert.deepEqual(parseLsof('p1\ncx\nf1\ntIPv4\nPICMP\nn*:80\n'), []);
    assert.deepEqual(parseLsof(''), []);
  });

  it('reads an address with its interface', () => {
    const [found] = parseLsof('p1\ncx\nf1\ntIPv6\nPUDP\nn[fe80::1%en0]:123\n');
    assert.deepEqual(found, {
      hostIp: 'fe80::1',
      port: 123,
      protocol: 'udp',
      pid: 1,
      program: 'x',
    });
  });
});
