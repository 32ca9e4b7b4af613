import assert from 'node:assert/strict';
import type { ForwardChanges } from '../../../../src/adapters/vagrant/editIntent.ts';
import {
  changeForward,
  giveId,
  setAutoCorrect,
  setHostIp,
} from '../../../../src/adapters/vagrant/edits.ts';
import {
  loadVagrantfileReader,
  type VagrantfileReader,
} from '../../../../src/adapters/vagrant/vagrantfile.ts';
import { callWith, configure, edited } from './edited.ts';

type Row = readonly [name: string, before: string, changes: ForwardChanges, after: string];

const one = (port: number) => ({ start: port, end: port });
const ports = (start: number, end: number) => ({ start, end });
const start = 'config.vm.network "forwarded_port", ';

describe('changing a forward of a Vagrantfile', () => {
  let read: VagrantfileReader;

  before(async () => {
    read = await loadVagrantfileReader();
  });

  /** Changes of the call that has `guest: 80` or the like first; in a configuration block. */
  function changes(rows: readonly Row[]): void {
    for (const [name, before, wanted, after] of rows) {
      it(name, () => {
        const text = configure(before);
        const edit = changeForward(text, read, callWith(read, text, 'network'), wanted);
        const result = edited(text, edit);
        assert.equal(result, after.startsWith('refused: ') ? after : configure(after));
      });
    }
  }

  describe('by its values', () => {
    changes([
      [
        'a port',
        `${start}guest: 80, host: 8080`,
        { host: one(8081) },
        `${start}guest: 80, host: 8081`,
      ],
      [
        'both ports',
        `${start}guest: 80, host: 8080 # é`,
        { guest: one(81), host: one(8081) },
        `${start}guest: 81, host: 8081 # é`,
      ],
      [
        'a port in quotes',
        `${start}guest: "80", host: '8080'`,
        { host: one(8081) },
        `${start}guest: "80", host: '8081'`,
      ],
      [
        'a port with an underscore',
        `${start}guest: 80, host: 8_080`,
        { host: one(8081) },
        `${start}guest: 80, host: 8081`,
      ],
      [
        'one of two that are given',
        `${start}guest: 1, guest: 80, host: 8080`,
        { guest: one(81) },
        `${start}guest: 1, guest: 81, host: 8080`,
      ],
      [
        'a protocol',
        `${start}guest: 80, host: 8080, protocol: 'udp'`,
        { protocol: 'tcp' },
        `${start}guest: 80, host: 8080, protocol: 'tcp'`,
      ],
      [
        'a protocol that is a symbol',
        `${start}guest: 80, host: 8080, protocol: :udp`,
        { protocol: 'tcp' },
        `${start}guest: 80, host: 8080, protocol: :tcp`,
      ],
      [
        'an address',
        `${start}guest: 80, host: 8080, host_ip: "0.0.0.0"`,
        { hostIp: '::1' },
        `${start}guest: 80, host: 8080, host_ip: "::1"`,
      ],
      [
        'an address that is nil',
        `${start}guest: 80, host: 8080, host_ip: nil`,
        { hostIp: '::1' },
        `${start}guest: 80, host: 8080, host_ip: "::1"`,
      ],
      [
        'a symbol that cannot hold it',
        `${start}guest: 80, host: 8080, id: :web`,
        { id: 'web-2' },
        `${start}guest: 80, host: 8080, id: "web-2"`,
      ],
      [
        'auto_correct',
        `${start}guest: 80, host: 8080, auto_correct: false`,
        { autoCorrect: true },
        `${start}guest: 80, host: 8080, auto_correct: true`,
      ],
      [
        'nothing',
        `${start}guest: 0x50, host: 8_080`,
        {
          guest: one(80),
          host: one(8080),
          protocol: 'tcp',
          hostIp: '',
          autoCorrect: false,
          id: '',
        },
        `${start}guest: 0x50, host: 8_080`,
      ],
      [
        'a value beside one that Ruby computes',
        `x = 80; ${start}guest: x, host: 8080`,
        { host: one(8081) },
        `x = 80; ${start}guest: x, host: 8081`,
      ],
      [
        'a value in a call with a condition',
        `${start}guest: 80, host: 8080 if true`,
        { host: one(8081) },
        `${start}guest: 80, host: 8081 if true`,
      ],
      [
        'a value in a line with another call',
        `${start}guest: 80, host: 8080; ${start}guest: 81, host: 81`,
        { host: one(8081) },
        `${start}guest: 80, host: 8081; ${start}guest: 81, host: 81`,
      ],
      [
        'a value beside a heredoc',
        `${start}guest: 80, host: 8080; x = <<~X\n  host: 8080\nX`,
        { host: one(8081) },
        `${start}guest: 80, host: 8081; x = <<~X\n  host: 8080\nX`,
      ],
    ]);
  });

  describe('by more options', () => {
    changes([
      [
        'at the end',
        `${start}guest: 80, host: 8080`,
        { hostIp: '127.0.0.1', protocol: 'udp' },
        `${start}guest: 80, host: 8080, host_ip: "127.0.0.1", protocol: "udp"`,
      ],
      [
        'before a comment',
        `${start}guest: 80, host: 8080 # web`,
        { autoCorrect: true },
        `${start}guest: 80, host: 8080, auto_correct: true # web`,
      ],
      [
        'in parentheses',
        `config.vm.network(:forwarded_port, :guest=>80,:host=>8080)`,
        { autoCorrect: true, guestIp: '10.0.2.15' },
        `config.vm.network(:forwarded_port, :guest=>80,:host=>8080,:guest_ip=>"10.0.2.15",:auto_correct=>true)`,
      ],
      [
        'with the quotes of the call',
        `config.vm.network 'forwarded_port', guest: 80, host: 8080`,
        { id: 'web' },
        `config.vm.network 'forwarded_port', guest: 80, host: 8080, id: 'web'`,
      ],
      [
        'the one that is missing',
        `${start}guest: 80`,
        { host: one(8080) },
        `${start}guest: 80, host: 8080`,
      ],
      [
        'on lines of their own',
        `${start}\n  guest: 80,\n  host: 8080`,
        { autoCorrect: true, id: 'x' },
        `${start}\n  guest: 80,\n  host: 8080,\n  auto_correct: true,\n  id: "x"`,
      ],
      [
        'behind the comment of the last',
        `${start}\n  guest: 80, # in\n  host: 8080 # out`,
        { autoCorrect: true },
        `${start}\n  guest: 80, # in\n  host: 8080, auto_correct: true # out`,
      ],
      [
        'on a line behind the comment of the last',
        `${start}\n  guest: 80,\n  host: 8080 # out`,
        { autoCorrect: true, id: 'x' },
        `${start}\n  guest: 80,\n  host: 8080, # out\n  auto_correct: true,\n  id: "x"`,
      ],
      [
        'behind a comma',
        `config.vm.network(:forwarded_port,\n  guest: 80,\n  host: 8080, # out\n)`,
        { id: 'x' },
        `config.vm.network(:forwarded_port,\n  guest: 80,\n  host: 8080, # out\n  id: "x",\n)`,
      ],
      [
        'with CRLF',
        `${start}\r\n  guest: 80,\r\n  host: 8080 # out\r`,
        { id: 'x' },
        `${start}\r\n  guest: 80,\r\n  host: 8080, # out\r\n  id: "x"\r`,
      ],
      [
        'to a loop',
        `(1..2).each { |p| ${start}guest: p, host: p }`,
        { hostIp: '127.0.0.1' },
        `(1..2).each { |p| ${start}guest: p, host: p, host_ip: "127.0.0.1" }`,
      ],
    ]);
  });

  describe('by fewer options', () => {
    changes([
      [
        'the last',
        `${start}guest: 80, host: 8080, auto_correct: true`,
        { autoCorrect: false },
        `${start}guest: 80, host: 8080`,
      ],
      [
        'one in between',
        `${start}guest: 80, id: "x", host: 8080`,
        { id: '' },
        `${start}guest: 80, host: 8080`,
      ],
      [
        'the first',
        `${start}host_ip: "::1", guest: 80, host: 8080`,
        { hostIp: '' },
        `${start}guest: 80, host: 8080`,
      ],
      [
        'several',
        `${start}host_ip: "::1", guest: 80, host: 8080, id: "x", guest_ip: "a"`,
        { hostIp: '', id: '', guestIp: '' },
        `${start}guest: 80, host: 8080`,
      ],
      [
        'with its line',
        `${start}\n  guest: 80,\n  id: "x",\n  host: 8080`,
        { id: '' },
        `${start}\n  guest: 80,\n  host: 8080`,
      ],
      [
        'behind a comment that stays',
        `${start}\n  guest: 80, host: 8080,\n  # out\n  id: "x"`,
        { id: '' },
        `${start}\n  guest: 80, host: 8080\n  # out`,
      ],
      [
        'before a comment that stays',
        `${start}\n  id: "x", # name\n  guest: 80, host: 8080`,
        { id: '' },
        `${start}\n  # name\n  guest: 80, host: 8080`,
      ],
      [
        'and one more',
        `${start}guest: 80, host: 8080, auto_correct: true`,
        { autoCorrect: false, id: 'x' },
        `${start}guest: 80, host: 8080, id: "x"`,
      ],
      [
        'one that is given twice: no',
        `${start}guest: 80, host: 8080, id: "x", id: "y"`,
        { id: '' },
        'refused: Vagrant would then forward host port 8080 to guest port 80.',
      ],
    ]);
  });

  describe('by the bounds of a loop', () => {
    const loop = (head: string, options: string) => `${head}\n  ${start}${options}\nend`;
    const usual = loop('(8000..8010).each do |port|', 'guest: port, host: port');
    const computed = 'refused: The ports of this loop are computed in Ruby.';
    changes([
      [
        'both',
        usual,
        { guest: ports(9000, 9005), host: ports(9000, 9005) },
        loop('(9000..9005).each do |port|', 'guest: port, host: port'),
      ],
      [
        'one bound',
        usual,
        { guest: ports(8000, 8020), host: ports(8000, 8020) },
        loop('(8000..8020).each do |port|', 'guest: port, host: port'),
      ],
      [
        'the distance',
        usual,
        { host: ports(9000, 9010) },
        loop('(8000..8010).each do |port|', 'guest: port, host: port + 1000'),
      ],
      [
        'the distance back',
        loop('(8000..8010).each { |p|', 'guest: p, host: p+1000').replace(/end$/, '}'),
        { host: ports(8000, 8010) },
        loop('(8000..8010).each { |p|', 'guest: p, host: p').replace(/end$/, '}'),
      ],
      [
        'a guest that is computed from it',
        loop('(8000..8010).each do |p|', 'guest: p - 1000, host: p'),
        { guest: ports(100, 101), host: ports(200, 201) },
        loop('(1100..1101).each do |p|', 'guest: p - 1000, host: p - 900'),
      ],
      [
        'without the last',
        loop('for p in 8000...8010 do', 'guest: p, host: p'),
        { guest: ports(8000, 8010), host: ports(8000, 8010) },
        loop('for p in 8000...8011 do', 'guest: p, host: p'),
      ],
      [
        'with more options',
        usual,
        { host: ports(9000, 9010), protocol: 'udp' },
        loop('(8000..8010).each do |port|', 'guest: port, host: port + 1000, protocol: "udp"'),
      ],
      [
        'to ranges that do not fit: no',
        usual,
        { host: one(9000) },
        'refused: The range of the guest and that of the host must be of the same size.',
      ],
      [
        'to ports that are none: no',
        usual,
        { host: ports(0, 10) },
        'refused: Ports to forward must be 1 to 65535.',
      ],
      [
        'by one id for all: no',
        usual,
        { id: 'x' },
        'refused: All forwards of a loop cannot have the same id.',
      ],
      [
        'with more in it: no',
        loop('(8000..8010).each do |port|', 'guest: port, host: port; puts port'),
        { host: ports(9000, 9010) },
        computed,
      ],
      [
        'over a list: no',
        loop('[80, 81].each do |port|', 'guest: port, host: port'),
        { host: ports(90, 91) },
        computed,
      ],
      [
        'over computed bounds: no',
        loop('x = 1; (x..2).each do |port|', 'guest: port, host: port'),
        { host: ports(3, 4) },
        computed,
      ],
      [
        'with other steps: no',
        loop('(1..2).each do |port|', 'guest: port, host: port * 10'),
        { guest: ports(3, 4), host: ports(3, 4) },
        computed,
      ],
      [
        'that runs in a loop: no',
        `2.times {\n${loop('(1..2).each do |port|', 'guest: port, host: port')}\n}`,
        { host: one(3) },
        'refused: Vagrant merges it with another call, and Ruby computes one of them.',
      ],
    ]);
  });

  describe('is refused', () => {
    changes([
      [
        'for a variable',
        `x = 8080; ${start}guest: 80, host: x`,
        { host: one(8081) },
        'refused: `host: x` is computed in Ruby.',
      ],
      [
        'for arithmetic',
        `${start}guest: 80, host: 8000 + 80`,
        { host: one(8081) },
        'refused: `host: 8000 + 80` is computed in Ruby.',
      ],
      [
        'for interpolation',
        `${start}guest: 80, host: "80#{80}"`,
        { host: one(8081) },
        'refused: `host: "80#{80}"` is computed in Ruby.',
      ],
      [
        'for options from elsewhere',
        `x = { guest: 80, host: 8080 }; ${start}**x`,
        { host: one(8081) },
        'refused: The call has no options that are written out as `name: value`.',
      ],
      [
        'for options that overrule it',
        `x = { id: "y" }; ${start}guest: 80, host: 8080, **x`,
        { id: 'z' },
        'refused: Vagrant would then forward host port 8080 to guest port 80.',
      ],
      [
        'for the environment',
        `${start}guest: 80, host: ENV["P"]`,
        { host: one(8081) },
        'refused: Only Ruby knows what it forwards: `ENV["P"]` depends on the environment.',
      ],
      [
        'under a condition',
        `${start}guest: 80, host: 8080 if ENV["P"]`,
        { host: one(8081) },
        'refused: Only Ruby knows what it forwards: depends on `if ENV["P"]`.',
      ],
      [
        'for a range',
        `${start}guest: 80, host: 8080`,
        { guest: ports(80, 81), host: ports(80, 81) },
        'refused: The call forwards one port; a range needs a loop.',
      ],
      [
        'for a port that is none',
        `${start}guest: 80, host: 8080`,
        { host: one(0) },
        'refused: Ports to forward must be 1 to 65535.',
      ],
      [
        'for a host port that is taken',
        `${start}guest: 80, host: 8080\n${start}guest: 81, host: 81`,
        { host: one(81) },
        'refused: Vagrant would then not forward host port 81 to guest port 80.',
      ],
      [
        'where the call does not run',
        `${start}guest: 80, host: 8080 if false`,
        { host: one(8081) },
        'refused: No forward is declared there.',
      ],
    ]);
  });

  describe('of several machines', () => {
    const outer = '  config.vm.network :forwarded_port, guest: 80, host: 8080';
    const text = configure(
      outer,
      '  config.vm.define "a"',
      '  config.vm.define "b" do |b|',
      '    b.vm.network :forwarded_port, guest: 81, host: 8081',
      '  end',
    );

    it('changes the outer for all', () => {
      const call = callWith(read, text, '8080');
      const edit = changeForward(text, read, call, { host: one(9090) }, { machines: ['b', 'a'] });
      assert.equal(edited(text, edit), text.replace('8080', '9090'));
    });

    it('changes an outer loop for all', () => {
      const loop = text
        .replace(outer, `  (1..9).each { |p|\n  ${outer} }`)
        .replace(/80, .*8080/, 'p, host: p');
      const call = callWith(read, loop, 'guest: p');
      const edit = changeForward(loop, read, call, { guest: ports(5, 6), host: ports(7, 8) });
      assert.equal(
        edited(loop, edit),
        loop.replace('1..9', '5..6').replace('host: p', 'host: p + 2'),
      );
    });

    it('refuses the outer for one', () => {
      const call = callWith(read, text, '8080');
      const edit = changeForward(text, read, call, { host: one(9090) }, { machines: ['a'] });
      assert.equal(edited(text, edit), 'refused: The call is for a, b.');
    });

    it('changes the inner for one', () => {
      const call = callWith(read, text, '8081');
      const edit = changeForward(text, read, call, { host: one(9090) }, { machines: ['b'] });
      assert.equal(edited(text, edit), text.replace('8081', '9090'));
    });

    it('refuses what would replace the forward of another block', () => {
      const call = callWith(read, text, '8081');
      const edit = changeForward(text, read, call, { host: one(8080) });
      assert.match(edited(text, edit), /^refused: Vagrant would then not forward .* of b\.$/);
    });
  });

  describe('that Vagrant merges with another', () => {
    const twice = configure(`  ${start}guest: 80, host: 8080`, `  ${start}guest: 81, host: 8080`);
    const named = configure(
      `  ${start}guest: 80, host: 8080, id: "web", auto_correct: true`,
      `  ${start}guest: 81, host: 8081, id: "web"`,
    );

    it('parts the later', () => {
      const edit = changeForward(twice, read, callWith(read, twice, '81'), { host: one(8081) });
      assert.equal(
        edited(twice, edit),
        twice.replace('guest: 81, host: 8080', 'guest: 81, host: 8081'),
      );
    });

    it('parts the earlier', () => {
      const edit = changeForward(twice, read, callWith(read, twice, 'guest: 80'), {
        host: one(8081),
      });
      assert.equal(edited(twice, edit), twice.replace('8080', '8081'));
    });

    it('changes what they give together', () => {
      const edit = changeForward(named, read, callWith(read, named, 'auto'), {
        autoCorrect: false,
      });
      assert.equal(edited(named, edit), named.replace(', auto_correct: true', ''));
    });

    it('cannot take away what the other gives', () => {
      const edit = changeForward(named, read, callWith(read, named, '81'), { autoCorrect: false });
      assert.equal(
        edited(named, edit),
        'refused: Vagrant merges it with an earlier call that says otherwise.',
      );
    });

    it('is refused beside one that is computed', () => {
      const text = named.replace('8080', '8000 + 80');
      const edit = changeForward(text, read, callWith(read, text, '8081'), { host: one(9090) });
      assert.equal(
        edited(text, edit),
        'refused: Vagrant merges it with another call, and Ruby computes one of them.',
      );
    });

    it('cannot be a range', () => {
      const range = { guest: ports(81, 82), host: ports(8081, 8082) };
      const edit = changeForward(named, read, callWith(read, named, '8081'), range);
      assert.equal(
        edited(named, edit),
        'refused: The call forwards one port; a range needs a loop.',
      );
    });

    it('gets an id of its own', () => {
      const edit = giveId(named, read, callWith(read, named, '8081'));
      assert.equal(edited(named, edit), named.replace(/id: "web"\n/, 'id: "web-2"\n'));
    });

    it('gets an id that no other has', () => {
      const text = named.replace('end\n', `  ${start}guest: 82, host: 8082, id: "web-2"\nend\n`);
      const edit = giveId(text, read, callWith(read, text, '8081'));
      assert.equal(edited(text, edit), text.replace('id: "web"\n', 'id: "web-3"\n'));
    });

    it('gets none where Vagrant would refuse the file', () => {
      const edit = giveId(twice, read, callWith(read, twice, '81'));
      assert.match(
        edited(twice, edit),
        /^refused: Vagrant would refuse the file: .* multiple times/,
      );
    });
  });

  it('is one edit where two would touch', () => {
    const text = configure(`  ${start}guest: 80, host: 8080, auto_correct: true`);
    const call = callWith(read, text, '80');
    const edit = changeForward(text, read, call, { autoCorrect: false, id: 'x', host: one(81) });
    const at = text.indexOf('8080');
    const replaced = '8080, auto_correct: true';
    assert.deepEqual(edit, {
      ok: true,
      edits: [{ start: at, end: at + replaced.length, text: '81, id: "x"' }],
    });
  });

  it('sets auto_correct and the address', () => {
    const text = configure(`  ${start}guest: 80, host: 8080`);
    const call = callWith(read, text, '80');
    const auto = edited(text, setAutoCorrect(text, read, call, true));
    assert.equal(auto, text.replace('8080', '8080, auto_correct: true'));
    assert.equal(edited(auto, setAutoCorrect(auto, read, callWith(read, auto, '80'), false)), text);
    const local = edited(text, setHostIp(text, read, call, '127.0.0.1'));
    assert.equal(local, text.replace('8080', '8080, host_ip: "127.0.0.1"'));
    assert.equal(edited(local, setHostIp(local, read, callWith(read, local, '80'), '')), text);
  });
});
