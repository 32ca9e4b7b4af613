import assert from 'node:assert/strict';
import { parseNetstat } from '../../../../src/adapters/host/netstat.ts';

const english = [
  '',
  'Active Connections',
  '',
  '  Proto  Local Address          Foreign Address        State           PID',
  '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1136',
  '  TCP    127.0.0.1:8080         0.0.0.0:0              LISTENING       5120',
  '  TCP    192.168.1.5:50321      20.54.37.64:443        ESTABLISHED     3780',
  '  TCP    [::]:135               [::]:0                 LISTENING       1136',
  '  TCP    [::1]:50322            [::1]:50323            TIME_WAIT       0',
  '  UDP    0.0.0.0:5353           *:*                                    2212',
  '  UDP    [fe80::1c2d:3e4f%12]:1900  *:*                                4368',
  '',
].join('\r\n');

describe('parseNetstat', () => {
  it('reads sockets that wait for whoever comes', () => {
    assert.deepEqual(parseNetstat(english), [
      { hostIp: '0.0.0.0', port: 135, protocol: 'tcp', pid: 1136 },
      { hostIp: '127.0.0.1', port: 8080, protocol: 'tcp', pid: 5120 },
      { hostIp: '::', port: 135, protocol: 'tcp', pid: 1136 },
      { hostIp: '0.0.0.0', port: 5353, protocol: 'udp', pid: 2212 },
      { hostIp: 'fe80::1c2d:3e4f', port: 1900, protocol: 'udp', pid: 4368 },
    ]);
  });

  it('needs no word of the system’s language', () => {
    const german = '  TCP    0.0.0.0:445            0.0.0.0:0              ABHÖREN         4\n';
    assert.deepEqual(parseNetstat(german), [
      { hostIp: '0.0.0.0', port: 445, protocol: 'tcp', pid: 4 },
    ]);
  });

  it('knows no process 0', () => {
    const [found] = parseNetstat('  TCP    0.0.0.0:80    0.0.0.0:0    LISTENING    0');
    assert.deepEqual(found, { hostIp: '0.0.0.0', port: 80, protocol: 'tcp' });
  });

  it('reads nothing in anything else', () => {
    for (const text of ['', 'TCP', 'TCP x 0.0.0.0:0', 'netstat: not found', 'UDP *:* *:* 7']) {
      assert.deepEqual(parseNetstat(text), []);
    }
  });
});
