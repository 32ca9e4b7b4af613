import assert from 'node:assert/strict';
import { readGuestPorts, readHostPorts } from '../../../src/core/vagrantInput.ts';

const wrongPort = 'Use a port from 1 to 65535, or a range such as 8000-8010.';
const wrongProtocol = 'Vagrant forwards only TCP and UDP.';

describe('readGuestPorts', () => {
  const table: readonly (readonly [text: string, result: string])[] = [
    ['80', '80-80/tcp'],
    [' 8000-8010 ', '8000-8010/tcp'],
    ['5353/UDP', '5353-5353/udp'],
    ['8010-8000', 'The range ends before it starts.'],
    ['', wrongPort],
    ['0', wrongPort],
    ['65536', wrongPort],
    ['-1', wrongPort],
    ['http', wrongPort],
    ['80/sctp', wrongProtocol],
    ['80/tcp/udp', wrongProtocol],
  ];
  for (const [text, result] of table) {
    it(JSON.stringify(text), () => {
      const read = readGuestPorts(text);
      const { ports, protocol } = read.ok ? read.value : { ports: undefined, protocol: '' };
      const words = ports && `${ports.start}-${ports.end}/${protocol}`;
      assert.equal(read.ok ? words : read.message, result);
    });
  }
});

describe('readHostPorts', () => {
  const guest = { start: 8000, end: 8010 };
  const table: readonly (readonly [text: string, result: string])[] = [
    ['9000', '9000-9010'],
    ['9000-9010', '9000-9010'],
    ['9000-9009', 'The host range has 10 ports and the guest range has 11. Use equal ranges.'],
    ['65530', 'The last port would be 65540, above 65535.'],
    ['9000/udp', wrongPort],
  ];
  for (const [text, result] of table) {
    it(text, () => {
      const read = readHostPorts(text, guest);
      assert.equal(read.ok ? `${read.value.start}-${read.value.end}` : read.message, result);
    });
  }
});
