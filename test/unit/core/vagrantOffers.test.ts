import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/textEdit.ts';
import { offeredForwardEdits } from '../../../src/core/vagrantOffers.ts';
import { callAt } from '../../../src/core/vagrantReading.ts';
import { forward, tools, vagrantfile } from './vagrantfiles.ts';

const addAutoCorrect = 'Add auto_correct: true';
const restrict = 'Restrict to This Host (host_ip: "127.0.0.1")';
const ownId = 'Give It an id of Its Own';

/** By title: the lines of the block after the edit, or why it cannot be made. */
async function offered(lines: readonly string[], at: string): Promise<Record<string, unknown>> {
  const text = vagrantfile(...lines);
  const ready = await tools;
  const called = callAt(ready.read(text), text.lastIndexOf(at));
  assert.ok(called);
  return Object.fromEntries(
    offeredForwardEdits(text, called, ready).map(({ title, edit }) => [
      title,
      edit.ok
        ? applyEdits(text, edit.edits)
            .split('\n')
            .slice(1, -2)
            .map((line) => line.trim())
        : edit.reason,
    ]),
  );
}

describe('offeredForwardEdits', () => {
  const web = forward('guest: 80, host: 8080');

  it('offers what fits a plain forward', async () => {
    assert.deepEqual(await offered([web, '# end'], web), {
      [addAutoCorrect]: [`${web}, auto_correct: true`, '# end'],
      [restrict]: [`${web}, host_ip: "127.0.0.1"`, '# end'],
      'Remove Forward': ['# end'],
    });
  });

  it('offers no change that is there already', async () => {
    const line = forward('guest: 80, host: 8080, host_ip: "127.0.0.1", auto_correct: true');
    assert.deepEqual(Object.keys(await offered([line], line)), ['Remove Forward']);
  });

  it('folds the case of a protocol', async () => {
    const line = forward('guest: 53, host: 5353, protocol: "UDP"');
    const { 'Write the Protocol as "udp"': lines } = await offered([line], line);
    assert.deepEqual(lines, [forward('guest: 53, host: 5353, protocol: "udp"')]);
  });

  it('gives an id to what Vagrant merges by one', async () => {
    const [a, b] = ['guest: 80, host: 8080, id: "a"', 'guest: 81, host: 8081, id: "a"'].map(
      forward,
    );
    assert.ok(a !== undefined && b !== undefined);
    const { [ownId]: lines } = await offered([a, b], b);
    assert.deepEqual(lines, [a, b.replace('"a"', '"a-2"')]);
  });

  it('says why an id does not help two forwards of one host port', async () => {
    const { [ownId]: reason } = await offered([web, web], web);
    assert.match(String(reason), /declared multiple times/);
  });

  it('removes a loop as a whole', async () => {
    const call = forward('guest: p, host: p');
    const { 'Remove 11 Forwards of This Loop': lines } = await offered(
      [`(8000..8010).each { |p| ${call} }`, web],
      call,
    );
    assert.deepEqual(lines, [web]);
  });
});
