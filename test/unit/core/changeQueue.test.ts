import assert from 'node:assert/strict';
import { Bell } from '../../../src/core/bell.ts';
import { ChangeQueue } from '../../../src/core/changeQueue.ts';
import { ManualClock } from './manualClock.ts';

describe('ChangeQueue', () => {
  let clock: ManualClock;
  let queue: ChangeQueue<string>;

  beforeEach(() => {
    clock = new ManualClock();
    queue = new ChangeQueue(new Bell(clock), clock, (change) => change.startsWith('calm'));
  });

  /** Takes each batch when it is due, for as long as the clock goes on. */
  async function batchesDuring(
    ms: number,
    step: () => void,
  ): Promise<{ at: number; size: number }[]> {
    const batches: { at: number; size: number }[] = [];
    for (let passed = 0; passed < ms; passed += 10) {
      step();
      if (queue.due <= clock.now()) batches.push({ at: clock.now(), size: queue.take().length });
      await clock.advance(10);
    }
    return batches;
  }

  it('has nothing due at first, nor after a batch', () => {
    assert.equal(queue.due, Infinity);
    queue.changed('start a');
    queue.take();
    assert.equal(queue.due, Infinity);
  });

  it('wants the first change to be acted on at once', async () => {
    await clock.advance(5_000);
    queue.changed('start a');
    assert.equal(queue.due, 5_000);
    assert.deepEqual(queue.take(), ['start a']);
  });

  it('gives every change once, in order', () => {
    const changes = ['start a', 'calm b', 'die c', 'start a'];
    for (const change of changes) queue.changed(change);
    assert.deepEqual(queue.take(), changes);
    assert.deepEqual(queue.take(), []);
  });

  it('waits after a batch before the next, longer each time up to a bound', async () => {
    const batches = await batchesDuring(3_000, () => {
      queue.changed('die a');
    });
    const starts = batches.map(({ at }) => at);
    assert.deepEqual(starts, [0, 50, 150, 350, 750, 1_150, 1_550, 1_950, 2_350, 2_750]);
  });

  it('does not wait after a pause, and counts the gaps from the shortest again', async () => {
    await batchesDuring(1_000, () => {
      queue.changed('die a');
    });
    await clock.advance(1_000);
    queue.take();
    await clock.advance(1_000);
    queue.changed('start b');
    assert.equal(queue.due, clock.now());
    queue.take();
    queue.changed('start c');
    assert.equal(queue.due, clock.now() + 50);
  });

  it('makes a few batches of a hundred changes', async () => {
    let left = 100;
    const batches = await batchesDuring(3_000, () => {
      if (left > 0) queue.changed(`die ${left}`);
      left -= 1;
    });
    assert.ok(batches.length <= 6, `${batches.length} batches`);
    assert.equal(
      batches.reduce((sum, { size }) => sum + size, 0),
      100,
    );
  });

  describe('a change that can wait', () => {
    it('waits for others to come, but not for ever', async () => {
      queue.changed('calm a');
      assert.equal(queue.due, 100);
      await clock.advance(60);
      queue.changed('calm b');
      assert.equal(queue.due, 100);
      assert.deepEqual(queue.take(), ['calm a', 'calm b']);
    });

    it('is taken along by one that cannot', async () => {
      queue.changed('calm a');
      await clock.advance(60);
      queue.changed('start b');
      assert.equal(queue.due, 60);
      assert.deepEqual(queue.take(), ['calm a', 'start b']);
    });

    it('does not hold up one that came before', () => {
      queue.changed('start a');
      queue.changed('calm b');
      assert.equal(queue.due, 0);
    });
  });

  describe('the end of the stream', () => {
    it('is thrown once it came', () => {
      queue.throwIfEnded();
      const error = new Error('unexpected end');
      queue.ended(error);
      assert.throws(() => {
        queue.throwIfEnded();
      }, error);
    });

    it('is the first one that is told', () => {
      queue.ended(new Error('first'));
      queue.ended(new Error('second'));
      assert.throws(() => {
        queue.throwIfEnded();
      }, /first/);
    });

    it('is thrown even when nothing was said', () => {
      queue.ended(undefined);
      let thrown = false;
      try {
        queue.throwIfEnded();
      } catch {
        thrown = true;
      }
      assert.ok(thrown);
    });
  });

  it('rings the bell for what is due earlier than anything before, and for the end', async () => {
    const bell = new Bell(clock);
    queue = new ChangeQueue(bell, clock, (change) => change.startsWith('calm'));
    let rings = 0;
    const listen = async (): Promise<void> => {
      for (;;) {
        await bell.wait(Infinity);
        rings += 1;
      }
    };
    void listen();
    const ringsAfter = async (action: () => void): Promise<number> => {
      rings = 0;
      action();
      await clock.settle();
      return rings;
    };
    const change = (text: string) => (): void => {
      queue.changed(text);
    };
    assert.equal(await ringsAfter(change('calm a')), 1);
    assert.equal(await ringsAfter(change('calm b')), 0);
    assert.equal(await ringsAfter(change('start c')), 1);
    assert.equal(await ringsAfter(change('start d')), 0);
    assert.equal(
      await ringsAfter(() => {
        queue.ended(new Error('over'));
      }),
      1,
    );
  });
});
