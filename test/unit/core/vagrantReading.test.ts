import assert from 'node:assert/strict';
import { callAt, isSameForwarding, unreadAt } from '../../../src/core/vagrantReading.ts';
import { forward, readingOf, tools, vagrantfile } from './vagrantfiles.ts';

describe('callAt', () => {
  it('finds the call that an offset is in or right after, with its forwards', async () => {
    const call = forward('guest: 80, host: 8080');
    const text = vagrantfile('config.vm.box = "a"', `${call} # web`);
    const reading = (await tools).read(text);
    const start = text.indexOf(call);
    const hosts = (offset: number): unknown =>
      callAt(reading, offset)?.forwards.map(({ host }) => host);
    assert.deepEqual(hosts(start), [8080]);
    assert.deepEqual(hosts(start + call.length), [8080]);
    assert.equal(hosts(start - 1), undefined);
    assert.equal(hosts(start + call.length + 1), undefined);
  });

  it('gives a call in a loop all of its forwards', async () => {
    const call = forward('guest: p, host: p + 1000');
    const text = vagrantfile(`(7000..7002).each { |p| ${call} }`);
    const found = callAt((await tools).read(text), text.indexOf(call));
    assert.deepEqual(
      found?.forwards.map(({ host }) => host),
      [8000, 8001, 8002],
    );
  });

  it('gives a call that Vagrant merges the forward that comes of both', async () => {
    const earlier = forward('guest: 80, host: 8080');
    const text = vagrantfile(earlier, forward('guest: 81, host: 8080'));
    const found = callAt((await tools).read(text), text.indexOf(earlier));
    assert.equal(found?.call.start, text.indexOf(earlier));
    assert.deepEqual(
      found.forwards.map(({ guest }) => guest),
      [81],
    );
  });
});

describe('unreadAt', () => {
  it('finds the innermost place that only Ruby would tell', async () => {
    const call = forward('guest: 80, host: ENV["PORT"]');
    const text = vagrantfile(call);
    const reading = (await tools).read(text);
    assert.match(unreadAt(reading, text.indexOf(call))?.reason ?? '', /ENV/);
    assert.equal(unreadAt(reading, 0), undefined);
  });
});

describe('isSameForwarding', () => {
  const one = forward('guest: 80, host: 8080');
  const two = forward('guest: 53, host: 5353, protocol: "udp"');
  const table: readonly [name: string, before: string[], after: string[], isSame: boolean][] = [
    ['other order, other text', [one, two], [two, '# web', one], true],
    ['an id', [one], [`${one}, id: "web"`], true],
    ['an address that means every one', [one], [`${one}, host_ip: ""`], true],
    ['one more', [one], [one, two], false],
    ['another address', [one], [`${one}, host_ip: "127.0.0.1"`], false],
    ['auto_correct', [one], [`${one}, auto_correct: true`], false],
    ['left out at up', [one], [`${one}, disabled: true`], false],
  ];
  for (const [name, before, after, isSame] of table) {
    it(name, async () => {
      assert.equal(isSameForwarding(await readingOf(...before), await readingOf(...after)), isSame);
    });
  }
});
