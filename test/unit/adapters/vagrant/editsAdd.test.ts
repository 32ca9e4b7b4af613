import assert from 'node:assert/strict';
import { vagrantLine, type WantedForward } from '../../../../src/core/forwardLine.ts';
import { addForward } from '../../../../src/adapters/vagrant/edits.ts';
import { defaultStyle } from '../../../../src/core/forwardText.ts';
import {
  loadVagrantfileReader,
  type VagrantfileReader,
} from '../../../../src/adapters/vagrant/vagrantfile.ts';
import { configure, edited } from './edited.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly wanted?: Partial<WantedForward>;
  readonly rangeStyle?: 'loop' | 'lines';
  readonly result: string;
}

const one = (port: number) => ({ start: port, end: port });
const usual: WantedForward = { guest: one(443), host: one(8443), protocol: 'tcp' };
const range = { guest: { start: 49000, end: 49900 }, host: { start: 49000, end: 49900 } };
const web = '  config.vm.network "forwarded_port", guest: 80, host: 8080';
const added = '  config.vm.network "forwarded_port", guest: 443, host: 8443';
const box = '  config.vm.box = "debian/bookworm64"';

describe('adding a forward to a Vagrantfile', () => {
  let read: VagrantfileReader;

  before(async () => {
    read = await loadVagrantfileReader();
  });

  function adds(cases: readonly Case[]): void {
    for (const { name, text, wanted, rangeStyle = 'loop', result } of cases) {
      it(name, () => {
        const edit = addForward(text, read, { ...usual, ...wanted }, { rangeStyle });
        assert.equal(edited(text, edit), result);
      });
    }
  }

  describe('where', () => {
    adds([
      {
        name: 'behind the last forward',
        text: configure(box, web, web.replaceAll('80', '81'), '  config.ssh.port = 1'),
        result: configure(box, web, web.replaceAll('80', '81'), added, '  config.ssh.port = 1'),
      },
      {
        name: 'behind the comment at the end of its line',
        text: configure(`${web} # the page`, '', '  # more', '  config.ssh.port = 1'),
        result: configure(`${web} # the page`, added, '', '  # more', '  config.ssh.port = 1'),
      },
      {
        name: 'behind the box, as far away as what follows it',
        text: configure(box, '', '  # The memory', '  config.vm.provider "x"'),
        result: configure(box, '', added, '', '  # The memory', '  config.vm.provider "x"'),
      },
      {
        name: 'behind the box, next to what follows it',
        text: configure(box, '  config.vm.provider "x"'),
        result: configure(box, added, '  config.vm.provider "x"'),
      },
      {
        name: 'behind other networks',
        text: configure(box, '', '  config.vm.network "public_network"', '', '  x = 1'),
        result: configure(box, '', '  config.vm.network "public_network"', added, '', '  x = 1'),
      },
      {
        name: 'behind a box whose name is a heredoc',
        text: configure('  config.vm.box = <<~BOX.strip', '    debian', '  BOX', '  x = 1'),
        result: configure(
          '  config.vm.box = <<~BOX.strip',
          '    debian',
          '  BOX',
          added,
          '  x = 1',
        ),
      },
      {
        name: 'first in a block without any',
        text: configure('  # Nothing yet'),
        result: configure(added, '  # Nothing yet'),
      },
      {
        name: 'in an empty block',
        text: configure(),
        result: configure(added),
      },
      {
        name: 'apart, where forwards are',
        text: configure('  # a', web, '', '  # b', web.replaceAll('80', '81')),
        result: configure('  # a', web, '', '  # b', web.replaceAll('80', '81'), '', added),
      },
      {
        name: 'behind a condition on the last forward',
        text: configure(`${web} if true`),
        result: configure(`${web} if true`, added),
      },
      {
        name: 'behind the branch that holds the last forward',
        text: configure('  if ENV["X"]', `  ${web}`, '  end', '  x = 1'),
        result: configure('  if ENV["X"]', `  ${web}`, '  end', added, '  x = 1'),
      },
      {
        name: 'in the block that has forwards',
        text: configure(web) + configure(box),
        result: configure(web, added) + configure(box),
      },
      {
        name: 'in the block of a machine',
        text: configure(
          web,
          '  config.vm.define "db" do |db|',
          '    db.vm.hostname = "db"',
          '  end',
        ),
        wanted: { machine: 'db' },
        result: configure(
          web,
          '  config.vm.define "db" do |db|',
          '    db.vm.hostname = "db"',
          '    db.vm.network "forwarded_port", guest: 443, host: 8443',
          '  end',
        ),
      },
      {
        name: 'outside the blocks of the machines, for all of them',
        text: configure(
          box,
          '  config.vm.define :a do |a|',
          '    a.vm.network :forwarded_port, guest: 80, host: 8080',
          '  end',
          '  config.vm.define :b',
        ),
        result: configure(
          box,
          '  config.vm.network :forwarded_port, guest: 443, host: 8443',
          '  config.vm.define :a do |a|',
          '    a.vm.network :forwarded_port, guest: 80, host: 8080',
          '  end',
          '  config.vm.define :b',
        ),
      },
      {
        name: 'in the place of the one for SSH that Vagrant adds',
        text: configure(web),
        wanted: { guest: one(22), host: one(2022), id: 'ssh' },
        result: configure(
          web,
          '  config.vm.network "forwarded_port", guest: 22, host: 2022, id: "ssh"',
        ),
      },
      {
        name: 'for the machine of a file that defines none',
        text: configure(web),
        wanted: { machine: 'default' },
        result: configure(web, added),
      },
    ]);
  });

  describe('how', () => {
    const single = "Vagrant.configure('2') do |c|\n";
    adds([
      {
        name: 'with the quotes of the file',
        text: `${single}  c.vm.box = 'x'\nend\n`,
        wanted: { hostIp: '127.0.0.1', id: "it's" },
        result: `${single}  c.vm.box = 'x'\n  c.vm.network 'forwarded_port', guest: 443, host: 8443, host_ip: '127.0.0.1', id: 'it\\'s'\nend\n`,
      },
      {
        name: 'with rockets and parentheses',
        text: configure('  config.vm.network(:forwarded_port, :host => 8080, :guest => 80)'),
        wanted: { protocol: 'udp', autoCorrect: true },
        result: configure(
          '  config.vm.network(:forwarded_port, :host => 8080, :guest => 80)',
          '  config.vm.network(:forwarded_port, :host => 8443, :guest => 443, :protocol => "udp", :auto_correct => true)',
        ),
      },
      {
        name: 'without spaces',
        text: configure('  config.vm.network(:forwarded_port,guest:80,host:8080)'),
        wanted: { guestIp: '10.0.2.15' },
        result: configure(
          '  config.vm.network(:forwarded_port,guest:80,host:8080)',
          '  config.vm.network(:forwarded_port,guest:443,host:8443,guest_ip:"10.0.2.15")',
        ),
      },
      {
        name: 'on several lines',
        text: configure(
          '  config.vm.network "forwarded_port",',
          '    guest: 80,',
          '    host: 8080',
        ),
        result: configure(
          '  config.vm.network "forwarded_port",',
          '    guest: 80,',
          '    host: 8080',
          '  config.vm.network "forwarded_port",',
          '    guest: 443,',
          '    host: 8443',
        ),
      },
      {
        name: 'on several lines in parentheses',
        text: configure(
          '  config.vm.network(',
          '    :forwarded_port,',
          '    guest: 80,',
          '    host: 8080,',
          '  )',
        ),
        result: configure(
          '  config.vm.network(',
          '    :forwarded_port,',
          '    guest: 80,',
          '    host: 8080,',
          '  )',
          '  config.vm.network(',
          '    :forwarded_port,',
          '    guest: 443,',
          '    host: 8443)',
        ),
      },
      {
        name: 'through the variable that the neighbour uses',
        text: configure('  vm = config.vm', '  vm.network "forwarded_port", guest: 80, host: 8080'),
        result: configure(
          '  vm = config.vm',
          '  vm.network "forwarded_port", guest: 80, host: 8080',
          '  vm.network "forwarded_port", guest: 443, host: 8443',
        ),
      },
      {
        name: 'through a parameter without a name',
        text: 'Vagrant.configure("2") do\n  _1.vm.network :forwarded_port, guest: 80, host: 8080\nend\n',
        result:
          'Vagrant.configure("2") do\n  _1.vm.network :forwarded_port, guest: 80, host: 8080\n  _1.vm.network :forwarded_port, guest: 443, host: 8443\nend\n',
      },
      {
        name: 'with tabs',
        text: configure('\tconfig.vm.box = "x"'),
        wanted: range,
        result: configure(
          '\tconfig.vm.box = "x"',
          '\t(49000..49900).each do |port|',
          '\t\tconfig.vm.network "forwarded_port", guest: port, host: port',
          '\tend',
        ),
      },
      {
        name: 'with CRLF, in a file without a last line break',
        text: 'Vagrant.configure("2") do |config|\r\n  config.vm.box = "x"\r\n\r\n  x = 1\r\nend',
        result: `Vagrant.configure("2") do |config|\r\n  config.vm.box = "x"\r\n\r\n${added}\r\n\r\n  x = 1\r\nend`,
      },
      {
        name: 'behind text that is not ASCII',
        text: configure('  # ünï 😀', `${web} # 漢字`),
        result: configure('  # ünï 😀', `${web} # 漢字`, added),
      },
      {
        name: 'on the line of a block that has one only',
        text: 'Vagrant.configure("2") { |c| c.vm.box = "x" }',
        result:
          'Vagrant.configure("2") { |c| c.vm.box = "x"; c.vm.network "forwarded_port", guest: 443, host: 8443 }',
      },
      {
        name: 'on the line of an empty block',
        text: 'Vagrant.configure("2") { |c| }',
        wanted: { guest: { start: 1, end: 2 }, host: { start: 3, end: 4 } },
        result:
          'Vagrant.configure("2") { |c| (1..2).each { |port| c.vm.network "forwarded_port", guest: port, host: port + 2 } }',
      },
      {
        name: 'between two statements of a line',
        text: configure(`${web}; x = 1 # both`),
        result: configure(`${web};${added.slice(1)}; x = 1 # both`),
      },
      {
        name: 'on the line of an empty block that ends with end',
        text: 'Vagrant.configure("2") do |c|end',
        result:
          'Vagrant.configure("2") do |c| c.vm.network "forwarded_port", guest: 443, host: 8443 end',
      },
      {
        name: 'before the first of a line',
        text: 'Vagrant.configure("2") { |c| c.ssh.port = 1 }',
        result:
          'Vagrant.configure("2") { |c| c.vm.network "forwarded_port", guest: 443, host: 8443; c.ssh.port = 1 }',
      },
    ]);
  });

  describe('as a range', () => {
    const loop = (head: string, options: string) => [
      `  ${head}`,
      `    config.vm.network "forwarded_port", ${options}`,
      '  end',
    ];
    adds([
      {
        name: 'in one loop',
        text: configure(web),
        wanted: range,
        result: configure(web, ...loop('(49000..49900).each do |port|', 'guest: port, host: port')),
      },
      {
        name: 'with higher host ports',
        text: configure(web),
        wanted: { ...range, host: { start: 50000, end: 50900 } },
        result: configure(
          web,
          ...loop('(49000..49900).each do |port|', 'guest: port, host: port + 1000'),
        ),
      },
      {
        name: 'with lower host ports, and what else is wanted',
        text: configure(web),
        wanted: {
          ...range,
          host: { start: 48000, end: 48900 },
          protocol: 'udp',
          autoCorrect: true,
        },
        result: configure(
          web,
          ...loop(
            '(49000..49900).each do |port|',
            'guest: port, host: port - 1000, protocol: "udp", auto_correct: true',
          ),
        ),
      },
      {
        name: 'with a variable of its own',
        text: `port = 1\n${configure('  number = 2', web)}`,
        wanted: range,
        result: `port = 1\n${configure('  number = 2', web, ...loop('(49000..49900).each do |port2|', 'guest: port2, host: port2'))}`,
      },
      {
        name: 'with the variable of the loop beside it',
        text: configure(...loop('(1..2).each do |i|', 'guest: i, host: i + 8000')),
        wanted: range,
        result: configure(
          ...loop('(1..2).each do |i|', 'guest: i, host: i + 8000'),
          ...loop('(49000..49900).each do |i|', 'guest: i, host: i'),
        ),
      },
      {
        name: 'on one line, as the loop beside it',
        text: configure(
          '  [1].each { |i| config.vm.network :forwarded_port, guest: i, host: i + 8000 }',
        ),
        wanted: range,
        result: configure(
          '  [1].each { |i| config.vm.network :forwarded_port, guest: i, host: i + 8000 }',
          '  (49000..49900).each { |i| config.vm.network :forwarded_port, guest: i, host: i }',
        ),
      },
      {
        name: 'with another variable than a for has left',
        text: configure(...loop('for port in 1..2', 'guest: port, host: port + 8000')),
        wanted: range,
        result: configure(
          ...loop('for port in 1..2', 'guest: port, host: port + 8000'),
          ...loop('(49000..49900).each do |number|', 'guest: number, host: number'),
        ),
      },
      {
        name: 'as lines',
        text: configure(web),
        wanted: { guest: { start: 1, end: 2 }, host: { start: 3, end: 4 } },
        rangeStyle: 'lines',
        result: configure(
          web,
          '  config.vm.network "forwarded_port", guest: 1, host: 3',
          '  config.vm.network "forwarded_port", guest: 2, host: 4',
        ),
      },
    ]);
  });

  describe('is refused', () => {
    const refused = (reason: string): string => `refused: ${reason}`;
    adds([
      {
        name: 'without a configuration',
        text: '# nothing\n',
        result: refused('The file has no `Vagrant.configure("2")` block.'),
      },
      {
        name: 'in a configuration of version 1',
        text: 'Vagrant.configure("1") { |config| }\n',
        result: refused('The file has no `Vagrant.configure("2")` block.'),
      },
      {
        name: 'in a file that is no Ruby',
        text: 'Vagrant.configure("2") do |config|\n',
        result: refused(
          'Vagrant cannot load the file (line 1): expected a block beginning with `do` to end with `end`.',
        ),
      },
      {
        name: 'for a machine that is not there',
        text: configure(web),
        wanted: { machine: 'db' },
        result: refused('The file defines no machine "db".'),
      },
      {
        name: 'for a machine without a block',
        text: configure('  config.vm.define "db"'),
        wanted: { machine: 'db' },
        result: refused('Machine "db" has no block of its own in the file.'),
      },
      {
        name: 'for a machine that a loop defines',
        text: configure('  [1].each { |i| config.vm.define("m#{i}") { |m| m.vm.box = "x" } }'),
        wanted: { machine: 'm1' },
        result: refused('Machine "m1" has no block of its own in the file.'),
      },
      {
        name: 'when Vagrant would merge it',
        text: configure(web),
        wanted: { guest: one(81), host: one(8080) },
        result: refused('Vagrant would merge it with the forward of line 2.'),
      },
      {
        name: 'when Vagrant would refuse the file',
        text: configure(web),
        wanted: { guest: one(81), host: one(8080), id: 'other' },
        result: refused(
          "Vagrant would refuse the file: Forwarded port '8080' (host port) is declared multiple times with the protocol 'tcp'.",
        ),
      },
      {
        name: 'when a condition decides about the configuration',
        text: `if ENV["X"]\n${configure(web)}end\n`,
        result: refused('Only Ruby knows what would be forwarded: depends on `if ENV["X"]`.'),
      },
      {
        name: 'with ports that are none',
        text: configure(web),
        wanted: { host: one(65_536) },
        result: refused('Ports to forward must be 1 to 65535.'),
      },
      {
        name: 'with ranges that do not fit',
        text: configure(web),
        wanted: { ...range, host: one(1) },
        result: refused('The range of the guest and that of the host must be of the same size.'),
      },
      {
        name: 'with one id for several',
        text: configure(web),
        wanted: { ...range, id: 'web' },
        result: refused('All forwards of a range cannot have the same id.'),
      },
      {
        name: 'in a block without a parameter',
        text: 'Vagrant.configure("2") do\nend\n',
        result: refused('The block names no parameter.'),
      },
      {
        name: 'behind what leaves the block',
        text: configure('  next', box),
        result: refused('Vagrant would then not forward host port 8443 to guest port 443.'),
      },
    ]);
  });
});

describe('the Ruby text of a forward', () => {
  it('is as vagrant init writes it', () => {
    assert.equal(
      vagrantLine({ guest: one(80), host: one(8080), protocol: 'tcp', hostIp: '127.0.0.1' }),
      'config.vm.network "forwarded_port", guest: 80, host: 8080, host_ip: "127.0.0.1"',
    );
  });

  it('is a loop for a range', () => {
    assert.equal(
      vagrantLine({ ...range, protocol: 'udp' }),
      '(49000..49900).each do |port|\n  config.vm.network "forwarded_port", guest: port, host: port, protocol: "udp"\nend',
    );
  });

  it('is in another style if asked', () => {
    const forward = { ...defaultStyle, callee: 'web.vm.network', hasSymbolProtocol: true };
    assert.equal(
      vagrantLine(
        { guest: { start: 1, end: 2 }, host: { start: 3, end: 4 }, protocol: 'udp' },
        { forward, range: 'lines' },
      ),
      'web.vm.network "forwarded_port", guest: 1, host: 3, protocol: :udp\nweb.vm.network "forwarded_port", guest: 2, host: 4, protocol: :udp',
    );
  });
});

describe('text in a Vagrantfile', () => {
  const texts = ['a"b', 'a\\b', '#{x}', '#@x', '#$x', "it's", 'é😀', 'a\tb', 'a # b'];
  for (const quote of ['"', "'"]) {
    for (const id of texts) {
      it(`is read as it was given: ${JSON.stringify(id)} in ${quote}`, async () => {
        const read = await loadVagrantfileReader();
        const text = `Vagrant.configure(${quote}2${quote}) { |c| }`;
        const edit = addForward(text, read, { ...usual, id }, { rangeStyle: 'loop' });
        assert.equal(read(edited(text, edit)).forwarded[0]?.id, id);
      });
    }
  }
});
