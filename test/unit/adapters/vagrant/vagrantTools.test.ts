import assert from 'node:assert/strict';
import { loadVagrantTools } from '../../../../src/adapters/vagrant/vagrantTools.ts';
import { applyEdits, type FileEdit } from '../../../../src/core/textEdit.ts';

const call = 'config.vm.network "forwarded_port", guest: 80, host: 8080';
const text = `Vagrant.configure("2") do |config|\n  ${call}\nend\n`;

function after(edit: FileEdit): string {
  assert.ok(edit.ok, 'it can be edited');
  return applyEdits(text, edit.edits);
}

describe('loadVagrantTools', () => {
  it('reads a text once, however often it is asked for', async () => {
    const tools = await loadVagrantTools();
    const reading = tools.read(text);
    const place = reading.forwarded[0]?.call;
    assert.ok(place);
    tools.change(text, place, { autoCorrect: true });
    tools.change(text, place, { hostIp: '127.0.0.1' });
    assert.equal(tools.read(text), reading);
  });

  it('keeps no text for long', async () => {
    const tools = await loadVagrantTools();
    const reading = tools.read(text);
    for (const number of [1, 2, 3]) tools.read(`${text}# ${number}\n`);
    assert.notEqual(tools.read(text), reading);
  });

  it('writes ranges in the style that is asked for', async () => {
    const tools = await loadVagrantTools();
    const range = { start: 90, end: 91 };
    const wanted = { guest: range, host: range, protocol: 'tcp' } as const;
    const loop = after(tools.add(text, wanted, 'loop'));
    assert.match(loop, /\(90\.\.91\)\.each do \|port\|/);
    const lines = after(tools.add(text, wanted, 'lines'));
    assert.match(lines, /guest: 90, host: 90\n.*guest: 91, host: 91\n/);
  });
});
