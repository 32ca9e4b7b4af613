import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Span } from '../../../../src/core/parsed.ts';
import type { WantedForward } from '../../../../src/core/forwardLine.ts';
import {
  addForward,
  changeForward,
  removeForward,
} from '../../../../src/adapters/vagrant/edits.ts';
import {
  loadVagrantfileReader,
  type VagrantfileReader,
} from '../../../../src/adapters/vagrant/vagrantfile.ts';
import { portCount } from '../../../../src/core/portRange.ts';
import { propertyRuns, propertyTimeout } from '../../propertyRuns.ts';
import { readVectors } from '../../vectors.ts';
import { edited } from './edited.ts';

/** An edit is checked by reading the file again: dearer than other properties. */
const runs = { numRuns: Math.ceil(propertyRuns.numRuns / 10) };

/** The forwards of a file have host ports below; those that are added, from here on. */
const firstAdded = 20_000;

const port = fc.integer({ min: 1, max: 9_999 });
const quote = fc.constantFrom('"', "'");

/** Ways to write a call, with a variable that holds the configuration. */
const forward = fc
  .tuple(port, port, quote, fc.constantFrom(', ', ',\n      ', ','), fc.nat(5), fc.boolean())
  .map(([guest, host, sign, comma, kind, isUdp]) => (config: string): string => {
    const type = `${sign}forwarded_port${sign}`;
    const udp = isUdp ? [`protocol: ${sign}udp${sign}`] : [];
    const options = [`guest: ${guest}`, `host: ${host}`, ...udp].join(comma);
    const rockets = [`:host => ${host}`, `:guest => ${guest}`].join(comma);
    switch (kind) {
      case 0:
        return `${config}.vm.network(${type}, ${options})`;
      case 1:
        return `${config}.vm.network :forwarded_port, ${rockets}`;
      case 2:
        return `${config}.vm.network ${type}, ${options} if true`;
      case 3:
        return `(${guest}..${guest + 2}).each { |p| ${config}.vm.network ${type}, guest: p, host: p }`;
      default:
        return `${config}.vm.network ${type}, ${options}`;
    }
  });

const other = fc.constantFrom(
  ...['# a comment', '# vm.network "forwarded_port"', '', '', '=begin\n x\n=end', 'x = 1; y = 2'],
  ...['C.vm.box = "debian"', "C.vm.box = 'debian' # box", 'C.vm.hostname = <<~H.strip\n  a\nH'],
  ...['C.vm.network "private_network", type: "dhcp"', 'C.ssh.port = 22 if false', 'port = 3'],
  'C.vm.provision "shell", inline: <<-S, run: "always" # ü\n  echo "😀"\n  S',
  'C.vm.provider "virtualbox" do |v|\n    v.memory = 1\n  end',
);

const line = fc
  .tuple(
    fc.oneof(
      other.map((text) => () => text),
      forward,
    ),
    fc.constantFrom('', ' # é', ';'),
  )
  .map(([text, end]) => (config: string): string => {
    const written = text(config).replaceAll('C.', `${config}.`);
    return /^(#|=begin|$)|<</.test(written) ? written : written + end;
  });

const block = fc.array(line, { maxLength: 6 });

const machine = fc
  .tuple(fc.constantFrom('"a"', ':b', "'c'"), block, fc.boolean())
  .map(([name, lines, isInline]) => (config: string): string => {
    const inner = lines.map((text) => text('m'));
    return isInline
      ? `${config}.vm.define(${name}) { |m| }`
      : [`${config}.vm.define ${name} do |m|`, ...inner, 'end'].join('\n');
  });

/** A Vagrantfile in one of several styles. */
const vagrantfile = fc
  .tuple(
    fc.constantFrom('config', 'c'),
    fc.array(fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: machine }), {
      maxLength: 8,
    }),
    fc.constantFrom('', '  ', '\t'),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\n', '\n\n# end'),
  )
  .map(([config, lines, indent, eol, end]) => {
    const body = lines
      .map((text) => text(config))
      .join('\n')
      .replace(/^(?!=|$)/gm, indent);
    const inner = body === '' ? '' : `${body}\n`;
    return `Vagrant.configure("2") do |${config}|\n${inner}end${end}`.replaceAll('\n', eol);
  });

const wantedForward = fc
  .record({
    guest: port,
    count: fc.integer({ min: 1, max: 4 }),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    hostIp: fc.constantFrom('', '127.0.0.1'),
    autoCorrect: fc.boolean(),
  })
  .map(({ guest, count, ...others }): WantedForward => {
    const end = count - 1;
    return {
      ...others,
      guest: { start: guest, end: guest + end },
      host: { start: firstAdded, end: firstAdded + end },
    };
  });

describe('edits of any Vagrantfile', () => {
  let read: VagrantfileReader;

  before(async () => {
    read = await loadVagrantfileReader();
  });

  function callOfHost(text: string, host: number): Span | undefined {
    return read(text).forwarded.find((declared) => declared.host === host)?.call;
  }

  /** Takes away what was added, call by call. */
  function withoutAdded(text: string): string {
    const added = read(text).forwarded.find(({ host = 0 }) => host >= firstAdded);
    if (added === undefined) return text;
    const edit = removeForward(text, read, added.call, { isWhole: true });
    assert(edit.ok, `${edit.ok ? '' : edit.reason}\n${text}`);
    return withoutAdded(edited(text, edit));
  }

  it('add what the removal takes away again, to the byte', function () {
    this.timeout(2 * propertyTimeout);
    let made = 0;
    fc.assert(
      fc.property(
        vagrantfile,
        wantedForward,
        fc.constantFrom('loop' as const, 'lines' as const),
        fc.constantFrom(undefined, 'a', 'b'),
        (text, wanted, rangeStyle, name) => {
          const target = { ...wanted, ...(name === undefined ? {} : { machine: name }) };
          const edit = addForward(text, read, target, { rangeStyle });
          if (!edit.ok) return;
          made++;
          const added = edited(text, edit);
          const before = read(text);
          const ports = name === undefined ? before.machines.length : 1;
          assert.equal(
            read(added).forwarded.length - before.forwarded.length,
            ports * portCount(wanted.guest),
          );
          assert.equal(withoutAdded(added), text);
        },
      ),
      runs,
    );
    assert(made > runs.numRuns / 5, `${made} of ${runs.numRuns}`);
  });

  it('change what another change brings back, to the byte', function () {
    this.timeout(2 * propertyTimeout);
    let made = 0;
    fc.assert(
      fc.property(vagrantfile, fc.nat(9), (text, pick) => {
        const { forwarded } = read(text);
        const { call, host = 0, origin } = forwarded[pick % Math.max(1, forwarded.length)] ?? {};
        if (call === undefined || origin === 'repeated') return;
        const to = (start: number) => ({ host: { start, end: start } });
        const edit = changeForward(text, read, call, to(firstAdded));
        if (!edit.ok) return;
        made++;
        const changed = edited(text, edit);
        const back = callOfHost(changed, firstAdded);
        assert(back !== undefined);
        assert.equal(edited(changed, changeForward(changed, read, back, to(host))), text);
      }),
      runs,
    );
    assert(made > runs.numRuns / 5, `${made} of ${runs.numRuns}`);
  });

  it('never throw, and never break what they cannot understand', function () {
    this.timeout(2 * propertyTimeout);
    const vectors = readVectors('vagrant.json') as readonly { readonly vagrantfile: string }[];
    const texts = fc.constantFrom(...vectors.map(({ vagrantfile: text }) => text));
    const range = { start: firstAdded, end: firstAdded + 1 };
    const wanted: WantedForward = { guest: range, host: range, protocol: 'tcp' };
    fc.assert(
      fc.property(texts, texts, fc.nat(), fc.nat(), (left, right, start, length) => {
        const at = start % (left.length + 1);
        const text = left.slice(0, at) + right.slice(right.length - (length % (right.length + 1)));
        const calls = [...(read.layout(text)?.calls ?? []), { start: at, end: at }];
        const edits = [
          addForward(text, read, wanted, { rangeStyle: 'loop' }),
          ...calls.map((call) => removeForward(text, read, call, { isWhole: true })),
          ...calls.map((call) => changeForward(text, read, call, { hostIp: '::1', id: 'x' })),
        ];
        const errors = countErrors(text);
        for (const edit of edits) if (edit.ok) assert(countErrors(edited(text, edit)) <= errors);
      }),
      runs,
    );
  });

  function countErrors(text: string): number {
    return read(text).problems.filter(({ severity }) => severity === 'error').length;
  }
});
