import assert from 'node:assert/strict';
import { removeForward } from '../../../../src/adapters/vagrant/edits.ts';
import {
  loadVagrantfileReader,
  type VagrantfileReader,
} from '../../../../src/adapters/vagrant/vagrantfile.ts';
import { callWith, configure, edited } from './edited.ts';

type Row = readonly [name: string, before: string, after: string];

const web = 'config.vm.network "forwarded_port", guest: 80, host: 8080';
const other = 'config.vm.network "forwarded_port", guest: 81, host: 8081';

describe('removing a forward from a Vagrantfile', () => {
  let read: VagrantfileReader;

  before(async () => {
    read = await loadVagrantfileReader();
  });

  /** Removals of the call with `guest: 80` or the like first; a refusal stands in place of a text. */
  function removes(rows: readonly Row[], isWhole = false): void {
    for (const [name, text, after] of rows) {
      it(name, () => {
        const edit = removeForward(text, read, callWith(read, text, 'network'), { isWhole });
        assert.equal(edited(text, edit), after);
      });
    }
  }

  describe('with its lines', () => {
    removes([
      ['one', configure(`  ${web}`, `  ${other}`), configure(`  ${other}`)],
      [
        'one with a comment',
        configure('  # a', `  ${web} # é`, '  x = 1'),
        configure('  # a', '  x = 1'),
      ],
      ['one with a semicolon', configure(`  ${web};`, '  x = 1'), configure('  x = 1')],
      ['one with a condition', configure(`  ${web} if true`, '  x = 1'), configure('  x = 1')],
      [
        'several, with the comments between them',
        configure(
          '  config.vm.network "forwarded_port", # a',
          '    guest: 80,',
          '    # b',
          '    host: 8080 # c',
          '  x = 1',
        ),
        configure('  x = 1'),
      ],
      [
        'several in parentheses',
        configure(
          '  config.vm.network(',
          '    "forwarded_port", guest: 80, host: 8080,',
          '  )',
          '  x = 1',
        ),
        configure('  x = 1'),
      ],
      [
        'those after a backslash',
        configure(
          '  config.vm.network "forwarded_port", \\',
          '    guest: 80, host: 8080',
          '  x = 1',
        ),
        configure('  x = 1'),
      ],
      [
        'CRLF',
        configure(`  ${web}`, `  ${other}`).replaceAll('\n', '\r\n'),
        configure(`  ${other}`).replaceAll('\n', '\r\n'),
      ],
      ['the only', configure(`  ${web}`), configure()],
      [
        'the only of a machine',
        configure('  config.vm.define "a" do |a|', `    ${web.replace('config', 'a')}`, '  end'),
        configure('  config.vm.define "a" do |a|', '  end'),
      ],
    ]);
  });

  describe('with one of two blank lines', () => {
    removes([
      [
        'between two',
        configure('  x = 1', '', `  ${web}`, '', '  y = 1'),
        configure('  x = 1', '', '  y = 1'),
      ],
      ['before the end', configure('  x = 1', '', `  ${web}`), configure('  x = 1')],
      [
        'but not the one before what stays',
        configure('  x = 1', '', `  ${web}`, '  y = 1'),
        configure('  x = 1', '', '  y = 1'),
      ],
      ['but not the one behind', configure(`  ${web}`, '', '  y = 1'), configure('', '  y = 1')],
    ]);
  });

  describe('from its line', () => {
    removes([
      ['the first', configure(`  ${web}; ${other} # both`), configure(`  ${other} # both`)],
      ['the last', configure(`  x = 1; ${web} # both`), configure('  x = 1 # both')],
      ['one between others', configure(`  x = 1; ${web}; y = 1`), configure('  x = 1; y = 1')],
      [
        'the only of a block',
        `Vagrant.configure("2") { |config| ${web} }`,
        'Vagrant.configure("2") { |config| }',
      ],
      [
        'the last of a block',
        `Vagrant.configure("2") { |config| ${other}; ${web} }`.replace(other, 'x = 1'),
        'Vagrant.configure("2") { |config| x = 1 }',
      ],
      [
        'that of the opening',
        `Vagrant.configure("2") do |config| ${web}\nend\n`,
        'Vagrant.configure("2") do |config|\nend\n',
      ],
      [
        'that of the end',
        `Vagrant.configure("2") do |config|\n  ${web} end\n`,
        'Vagrant.configure("2") do |config|\n   end\n',
      ],
      [
        'beside a heredoc',
        configure(`  ${web}; x = <<~X`, `    ${web}`, '  X'),
        configure('  x = <<~X', `    ${web}`, '  X'),
      ],
      [
        'behind a heredoc',
        configure(`  x = <<~X; ${web}`, `    ${web}`, '  X'),
        configure('  x = <<~X', `    ${web}`, '  X'),
      ],
    ]);
  });

  describe('as a whole', () => {
    removes(
      [
        [
          'a loop',
          configure(
            '  (80..90).each do |p| # a',
            `    ${web.replace(/8080/, 'p').replace(/80/, 'p')}`,
            '  end # b',
            '  x = 1',
          ),
          configure('  x = 1'),
        ],
        ['a loop on one line', configure(`  [80].each { |p| ${web} }`), configure()],
        ['a for', configure('  for p in [80]', `    ${web}`, '  end'), configure()],
        [
          'a loop in a loop',
          configure('  2.times do', `    [1].each { ${web} }`, '  end', '  x = 1'),
          configure('  x = 1'),
        ],
        [
          'a call in a loop that does more',
          configure('  [80].each do |p|', `    ${web}`, '    puts p', '  end'),
          configure('  [80].each do |p|', '    puts p', '  end'),
        ],
        [
          'a loop under a condition',
          configure('  [80].each do |p|', `    ${web}`, '  end if true'),
          configure(),
        ],
        [
          'a machine of a loop',
          configure(
            '  %w[a b].each do |n|',
            '    config.vm.define(n) do |m|',
            `      ${web.replace('config', 'm')}`,
            '    end',
            '  end',
          ),
          configure('  %w[a b].each do |n|', '    config.vm.define(n) do |m|', '    end', '  end'),
        ],
        [
          'what Vagrant merges',
          configure(`  ${web}`, '  x = 1', `  ${other.replace('8081', '8080')}`),
          configure('  x = 1'),
        ],
        [
          'what Vagrant merges on one line: no',
          configure(`  ${web}; ${other.replace('8081', '8080')}`),
          'refused: The calls stand on one line.',
        ],
        [
          'a loop whose value is used: no',
          configure(`  x = [80].each { ${web} }`),
          'refused: The call is part of a larger statement.',
        ],
        [
          'a method: no',
          `def f(config)\n  ${web}\nend\n${configure('  f config')}`,
          'refused: A method of the file declares it.',
        ],
        [
          'a method in the configuration: no',
          configure('  def f(config)', `    ${web}`, '  end', '  f config'),
          'refused: A method of the file declares it.',
        ],
        [
          'a loop that starts with more: no',
          configure(`  (config.vm.communicator = "winrm"; [80]).each { ${web} }`),
          'refused: Vagrant would then forward other ports of its own.',
        ],
        [
          'a loop that starts with a machine: no',
          configure(`  for p in (config.vm.define "a"; [80]) do ${web} end`),
          'refused: The file would then define other machines.',
        ],
        [
          'a loop that starts with a heredoc, with its lines',
          configure(`  [<<~A].each { ${web} }`, '    a', '  A', '  x = 1'),
          configure('  x = 1'),
        ],
        [
          'a loop that starts with a heredoc, in a line: no',
          configure(`  x = 1; [<<~A].each { ${web} }`, '    a', '  A'),
          'refused: The call is part of a larger statement.',
        ],
        [
          'a lambda: no',
          configure(`  f = -> { ${web} }`, '  f.call'),
          'refused: A method of the file declares it.',
        ],
      ],
      true,
    );
  });

  describe('is refused', () => {
    removes([
      [
        'in a loop',
        configure(`  [80, 81].each { |p| ${web.replace('8080', 'p')} }`),
        'refused: A loop declares 2 forwards with this call.',
      ],
      ['as a value', configure(`  x = ${web}`), 'refused: The call is part of a larger statement.'],
      [
        'with a rescue',
        configure(`  ${web} rescue nil`),
        'refused: Only Ruby knows what it forwards: depends on what `rescue` catches.',
      ],
      [
        'where a condition decides',
        configure(`  ${web} if ENV["P"]`),
        'refused: Only Ruby knows what it forwards: depends on `if ENV["P"]`.',
      ],
      [
        'where the environment decides',
        configure(`  ${web.replace('8080', 'ENV["P"]')}`),
        'refused: Only Ruby knows what it forwards: `ENV["P"]` depends on the environment.',
      ],
      [
        'where no call is run',
        configure(`  ${web} if false`),
        'refused: No forward is declared there.',
      ],
    ]);

    it('where its type is computed', () => {
      const text = configure(
        '  type = :forwarded_port',
        '  config.vm.network type, guest: 80, host: 8080',
      );
      const call = read(text).forwarded[0]?.call ?? { start: 0, end: 0 };
      const edit = removeForward(text, read, call);
      assert.equal(edited(text, edit), 'refused: The call is computed in Ruby.');
    });

    it('where the forward of an outer block would take its place', () => {
      const text = configure(
        `  ${other.replace('8081', '8080')}`,
        '  config.vm.define "a" do |a|',
        `    ${web.replace('config', 'a')}`,
        '  end',
      );
      assert.equal(
        edited(text, removeForward(text, read, callWith(read, text, 'guest: 80'))),
        'refused: Vagrant would then forward host port 8080 to guest port 81 of a.',
      );
    });

    it('for other machines than it reaches', () => {
      const text = configure(`  ${web}`, '  config.vm.define "a"', '  config.vm.define "b"');
      const call = callWith(read, text, '80');
      assert.equal(
        edited(text, removeForward(text, read, call, { machines: ['a'] })),
        'refused: The call is for a, b.',
      );
      assert.equal(
        edited(text, removeForward(text, read, call, { machines: ['a', 'b'] })),
        text.replace(`  ${web}\n`, ''),
      );
    });
  });

  describe('of two that Vagrant merges', () => {
    const text = configure(`  ${web}`, `  ${other.replace('8081', '8080')}`);

    it('takes the earlier, which has no effect', () => {
      const edit = removeForward(text, read, callWith(read, text, 'guest: 80'));
      assert.equal(edited(text, edit), text.replace(`  ${web}\n`, ''));
    });

    it('refuses the later, as the earlier would take its place', () => {
      const edit = removeForward(text, read, callWith(read, text, 'guest: 81'));
      assert.equal(
        edited(text, edit),
        'refused: Vagrant merges it with an earlier call, which would take its place.',
      );
    });

    it('refuses the earlier if the later needs it', () => {
      const named = configure(`  ${web}, id: "x", auto_correct: true`, `  ${other}, id: "x"`);
      const edit = removeForward(named, read, callWith(read, named, 'guest: 80'));
      assert.match(edited(named, edit), /^refused: Vagrant would then forward /);
    });
  });
});
