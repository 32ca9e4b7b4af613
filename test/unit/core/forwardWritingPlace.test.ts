import assert from 'node:assert/strict';
import { forwardWritingPlace } from '../../../src/core/forwardWritingPlace.ts';
import { forward, vagrantfile } from './vagrantfiles.ts';

/** `¦` is the cursor. */
function placeOf(marked: string): ReturnType<typeof forwardWritingPlace> {
  return forwardWritingPlace(marked.replace('¦', ''), marked.indexOf('¦'));
}

describe('forwardWritingPlace', () => {
  const table: readonly (readonly [call: string, part: 'host' | 'guest', filled: string])[] = [
    [forward('guest: 80, host: ¦'), 'host', forward('guest: 80, host: 1')],
    [forward('guest: ¦'), 'guest', forward('guest: 1')],
    [forward('guest: ¦, host: 8080'), 'guest', forward('guest: 1, host: 8080')],
    [forward('guest: , host: ¦'), 'host', forward('guest:1, host: 1')],
    [forward(':guest => ¦, :host => '), 'guest', forward(':guest => 1, :host =>1')],
    [forward('guest: 80, host: 80¦80 # web'), 'host', forward('guest: 80, host: 1 # web')],
    [forward('guest: 80, host:¦'), 'host', forward('guest: 80, host:1')],
    [forward('host_ip: "127.0.0.1", host: 8¦'), 'host', forward('host_ip: "127.0.0.1", host: 1')],
    [forward(':guest => 80, :host => ¦'), 'host', forward(':guest => 80, :host => 1')],
    [forward('guest: port + 1, host: ¦'), 'host', forward('guest: port + 1, host: 1')],
    [forward('\n  guest: 80,\n  host: ¦'), 'host', forward('\n  guest: 80,\n  host: 1')],
    [
      "web.vm.network('forwarded_port', guest: ¦)",
      'guest',
      "web.vm.network('forwarded_port', guest: 1)",
    ],
    ['web.vm.network :forwarded_port, host: ¦', 'host', 'web.vm.network :forwarded_port, host: 1'],
  ];
  for (const [call, part, filled] of table) {
    it(`is in ${JSON.stringify(call)}`, () => {
      const place = placeOf(vagrantfile(call, 'a = 1'));
      assert.equal(place?.part, part);
      assert.equal(place.filled, vagrantfile(filled, 'a = 1'));
    });
  }

  const nowhere: readonly string[] = [
    forward('guest: 80, host_ip: ¦'),
    forward('guest: 80, id: "host: ¦"'),
    forward('guest: 80, host: "¦"'),
    forward('guest: 80, host: 8¦.x'),
    forward('guest: 80, host: 80 ¦'),
    forward('guest: 80, host: port¦'),
    forward('guest: 80 # , host: ¦'),
    forward('guest: 80, ¦ host: 80'),
    'config.vm.network "private_network", host: ¦',
    'config.vm.box = "a", host: ¦',
    `${forward('guest: 80')}\nfoo host: ¦`,
    'host: ¦',
  ];
  for (const call of nowhere) {
    it(`is not in ${JSON.stringify(call)}`, () => {
      assert.equal(placeOf(vagrantfile(call)), undefined);
    });
  }

  const rest: readonly (readonly [call: string, guest: number | undefined, ports: string])[] = [
    [forward('guest: 80, host: ¦'), 80, 'tcp '],
    [forward('host: ¦, guest: 81, protocol: "udp"'), 81, 'udp '],
    [forward('host: ¦, # all\n  guest: 82,\n  host_ip: "::1"'), 82, 'tcp ::1'],
    [
      forward("host: ¦, :guest => 83, :protocol => 'udp', :host_ip => '1.2.3.4'"),
      83,
      'udp 1.2.3.4',
    ],
    [forward('host: ¦ # guest: 80, protocol: "udp"'), undefined, 'tcp '],
    [`${forward('host: ¦')}\n  ${forward('guest: 80, protocol: "udp"')}`, undefined, 'tcp '],
    [forward('guest_ip: "1", host: ¦, guest: port'), undefined, 'tcp '],
  ];
  for (const [call, guest, ports] of rest) {
    it(`reads what ${JSON.stringify(call)} says besides`, () => {
      const place = placeOf(vagrantfile(call));
      assert.equal(place?.guest, guest);
      assert.equal(`${place?.protocol ?? ''} ${place?.hostIp ?? ''}`, ports);
    });
  }
});
