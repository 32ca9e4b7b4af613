import assert from 'node:assert/strict';
import { editForwards } from '../../../../src/adapters/vagrant/editForwards.ts';
import {
  loadVagrantfileReader,
  type VagrantfileReader,
} from '../../../../src/adapters/vagrant/vagrantfile.ts';
import { declaredEdit } from '../../../../src/core/planCompose.ts';
import type { PlannedEdit } from '../../../../src/core/plannedEdit.ts';
import { declaring, defaultMachine } from '../../core/stagedChanges.ts';

const one = `Vagrant.configure("2") do |config|
  config.vm.box = "debian/bookworm64" # the box
  config.vm.network "forwarded_port", guest: 80, host: 8080 # web
  (9000..9010).each do |port|
    config.vm.network "forwarded_port", guest: port, host: port, protocol: "udp"
  end
end
`;

const several = `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 22, host: 2022
  config.vm.define "web" do |web|
    web.vm.network "forwarded_port", guest: 80, host: 8080
  end
  config.vm.define "db" do |db|
  end
end
`;

interface Wish {
  readonly was?: string;
  readonly rule?: string;
  readonly machine?: string;
  readonly autoCorrect?: boolean;
}

describe('editForwards', () => {
  let read: VagrantfileReader;
  before(async () => {
    read = await loadVagrantfileReader();
  });

  function edit(
    text: string,
    wishes: readonly Wish[],
    rangeStyle: 'loop' | 'lines' = 'loop',
  ): PlannedEdit {
    const edits = wishes.map(({ machine = 'default', autoCorrect, ...wish }) => ({
      ...declaredEdit(declaring({ ...wish, owner: { ...defaultMachine, name: machine } })),
      ...(autoCorrect === undefined ? {} : { autoCorrect }),
    }));
    return editForwards(edits, { path: '/srv/Vagrantfile', text, rangeStyle }, read);
  }

  function after(text: string, ...wishes: readonly Wish[]): string {
    const planned = edit(text, wishes);
    assert.ok(planned.ok, planned.ok ? '' : planned.reason);
    return planned.files[0]?.after ?? text;
  }

  function reason(text: string, ...wishes: readonly Wish[]): string {
    const planned = edit(text, wishes);
    assert.ok(!planned.ok);
    return planned.reason;
  }

  it('adds a forward behind the others, and a range as one loop', () => {
    const added = after(one, { rule: '127.0.0.1:8443:443' }, { rule: '49000-49900:49000-49900' });
    assert.ok(added.includes('guest: 443, host: 8443, host_ip: "127.0.0.1"'), added);
    assert.ok(added.includes('(49000..49900).each do |port|'), added);
    assert.ok(added.includes('guest: 80, host: 8080 # web\n'), added);
  });

  it('writes a range as lines where that is wanted', () => {
    const planned = edit(one, [{ rule: '7000-7001:7000-7001' }], 'lines');
    const text = planned.ok ? (planned.files[0]?.after ?? '') : '';
    assert.equal(text.match(/host: 700[01]/g)?.length, 2);
  });

  it('changes what is to change and nothing else', () => {
    assert.equal(
      after(one, { was: '8080:80', rule: '127.0.0.1:8081:80', autoCorrect: true }),
      one.replace('host: 8080 # web', 'host: 8081, host_ip: "127.0.0.1", auto_correct: true # web'),
    );
    assert.equal(
      after(one, { was: '8080:80', rule: '8080:81/udp' }),
      one.replace('guest: 80, host: 8080', 'guest: 81, host: 8080, protocol: "udp"'),
    );
  });

  it('changes a loop by its bounds, and removes it whole', () => {
    assert.equal(
      after(one, { was: '9000-9010:9000-9010/udp', rule: '9000-9020:9000-9020/udp' }),
      one.replace('(9000..9010)', '(9000..9020)'),
    );
    const removed = after(one, { was: '9000-9010:9000-9010/udp' });
    assert.doesNotMatch(removed, /each/);
  });

  it('removes a forward with its line', () => {
    assert.equal(
      after(one, { was: '8080:80' }),
      one
        .split('\n')
        .filter((line) => !line.includes('8080'))
        .join('\n'),
    );
  });

  it('makes one edit upon the other', () => {
    const text = after(
      one,
      { was: '8080:80', rule: '8081:80' },
      { was: '8081:80', rule: '8082:80' },
    );
    assert.equal(text, one.replace('host: 8080', 'host: 8082'));
    const back = edit(one, [
      { was: '8080:80', rule: '8081:80' },
      { was: '8081:80', rule: '8080:80' },
    ]);
    assert.deepEqual(back, { ok: true, files: [] });
  });

  it('keeps CRLF', () => {
    const crlf = one.replaceAll('\n', '\r\n');
    const added = after(crlf, { rule: '8443:443' });
    assert.doesNotMatch(added, /[^\r]\n/);
  });

  it('adds to the block of one machine', () => {
    const text = after(several, { rule: '5432:5432', machine: 'db' });
    assert.match(text, /define "db" do \|db\|\n {4}db\.vm\.network "forwarded_port", guest: 5432/);
  });

  it('refuses what would change another machine too', () => {
    assert.match(
      reason(several, { was: '2022:22', machine: 'db' }),
      /The call is for (db, web|web, db)/,
    );
  });

  it('refuses what is not there, a part of a loop, and what Vagrant cannot forward', () => {
    assert.match(reason(one, { was: '8088:80' }), /^No forward of default is 8088 → 80\/tcp/);
    assert.match(reason(one, { was: '9000:9000/udp' }), /^No forward of default is 9000/);
    assert.equal(reason(one, { rule: '8443:443/sctp' }), 'Vagrant forwards only TCP and UDP.');
    assert.equal(reason(one, { rule: '443' }), 'A forward needs a host port.');
    assert.match(reason(one, { rule: '8080:90' }), /would merge it with the forward of line 3/);
  });
});
