import assert from 'node:assert/strict';
import { Bell } from '../../../src/core/bell.ts';
import { ManualClock } from './manualClock.ts';

describe('Bell', () => {
  let clock: ManualClock;
  let bell: Bell;
  /** When each wait was over, in ms. */
  let woken: number[];

  beforeEach(() => {
    clock = new ManualClock();
    bell = new Bell(clock);
    woken = [];
  });

  function wait(moment: number): void {
    void bell.wait(moment).then(() => woken.push(clock.now()));
  }

  it('wakes who waits at once, and drops the timer', async () => {
    wait(1_000);
    await clock.advance(10);
    bell.ring();
    await clock.settle();
    assert.deepEqual(woken, [10]);
    assert.equal(clock.waiting, 0);
  });

  it('wakes at the moment when nothing rings', async () => {
    wait(1_000);
    await clock.advance(999);
    assert.deepEqual(woken, []);
    await clock.advance(1);
    assert.deepEqual(woken, [1_000]);
  });

  it('sets no timer for an infinite wait', async () => {
    wait(Infinity);
    assert.equal(clock.waiting, 0);
    await clock.advance(86_400_000);
    assert.deepEqual(woken, []);
    bell.ring();
    await clock.settle();
    assert.equal(woken.length, 1);
  });

  it('keeps one ring for the next who waits, however often it rang', async () => {
    bell.ring();
    bell.ring();
    wait(Infinity);
    await clock.settle();
    assert.equal(woken.length, 1);
    wait(Infinity);
    await clock.settle();
    assert.equal(woken.length, 1);
  });

  it('does not wait for a moment that has passed', async () => {
    await clock.advance(500);
    wait(100);
    await clock.settle();
    assert.deepEqual(woken, [500]);
  });

  it('does not hold back a ring for later that came while someone waited', async () => {
    wait(Infinity);
    bell.ring();
    await clock.settle();
    wait(Infinity);
    await clock.settle();
    assert.equal(woken.length, 1);
  });
});
