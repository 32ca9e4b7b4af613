import assert from 'node:assert/strict';
import { parseProcNet } from '../../../../src/adapters/host/procNet.ts';

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

/** A line as the kernel writes it (net/ipv4/tcp_ipv4.c, get_tcp4_sock). */
function line(local: string, state: string, inode: number): string {
  const remote = `${local.replace(/:.*/, '').replace(/./g, '0')}:0000`;
  return `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`;
}

describe('parseProcNet', () => {
  const addresses: readonly [local: string, hostIp: string, port: number][] = [
    ['0100007F:1F90', '127.0.0.1', 8080],
    ['00000000:0016', '0.0.0.0', 22],
    ['0501A8C0:FFFF', '192.168.1.5', 65_535],
    ['00000000000000000000000000000000:0050', '::', 80],
    ['00000000000000000000000001000000:0050', '::1', 80],
    ['B80D0120000000000000000001000000:01BB', '2001:db8::1', 443],
    ['000080FE00000000FF005450FE12AB9F:01BB', 'fe80::5054:ff:9fab:12fe', 443],
    ['0000000000000000FFFF00000100007F:1F90', '127.0.0.1', 8080],
    ['0000000000000000FFFF000000000000:1F90', '0.0.0.0', 8080],
  ];
  for (const [local, hostIp, port] of addresses) {
    it(`reads ${local} as ${hostIp} port ${port}`, () => {
      assert.deepEqual(parseProcNet(header + line(local, '0A', 1603), 'tcp'), [
        { hostIp, port, inode: '1603' },
      ]);
    });
  }

  it('takes TCP sockets that listen, and UDP sockets that are not connected', () => {
    const states = ['01', '06', '07', '0A'];
    const text = header + states.map((state, at) => line('0100007F:1F90', state, at)).join('');
    assert.deepEqual(
      parseProcNet(text, 'tcp').map(({ inode }) => inode),
      ['3'],
    );
    assert.deepEqual(
      parseProcNet(text, 'udp').map(({ inode }) => inode),
      ['2'],
    );
  });

  it('reads nothing in what it does not know', () => {
    const garbage = ['', 'x', header, '0: 0100007F 0 0A', '0: 0100007F:1F90 00000000:0000 0A'];
    for (const text of garbage) assert.deepEqual(parseProcNet(text, 'tcp'), []);
  });
});
