import assert from 'node:assert/strict';
import { Monitor, type Cadence } from '../../../src/core/monitor.ts';
import type { SourceState } from '../../../src/core/source.ts';
import { ManualClock } from './manualClock.ts';
import { ScriptedSource } from './scriptedSource.ts';

type State = SourceState<readonly string[], string>;

interface Monitored {
  readonly clock: ManualClock;
  readonly source: ScriptedSource;
  readonly monitor: Monitor<readonly string[], string, string>;
  readonly states: State[];
}

function monitored(cadence: Cadence = { kind: 'events' }): Monitored {
  const clock = new ManualClock();
  const source = new ScriptedSource(() => clock.now());
  const states: State[] = [];
  const report = (state: State): void => {
    states.push(state);
  };
  return { clock, source, states, monitor: new Monitor(source, report, clock, cadence) };
}

/** The same, connected, with everything before forgotten. */
async function connected(cadence?: Cadence): Promise<Monitored> {
  const all = monitored(cadence);
  all.monitor.demand();
  await all.clock.settle();
  all.source.calls.length = 0;
  all.states.length = 0;
  return all;
}

const statuses = (states: readonly State[]): string => states.map(({ status }) => status).join(' ');

describe('Monitor', () => {
  describe('at first', () => {
    it('asks nothing before someone looks', async () => {
      const { clock, source, states } = monitored();
      await clock.advance(3_600_000);
      assert.equal(source.methods, '');
      assert.deepEqual(states, []);
    });

    it('listens before it reads, so that no change is missed', async () => {
      const { clock, source, monitor, states } = monitored();
      source.held.add('watch');
      monitor.demand();
      await clock.settle();
      assert.equal(source.methods, 'watch');
      source.last.answer([]);
      await clock.settle();
      assert.equal(source.methods, 'watch read');
      assert.equal(source.last.previous, undefined);
      assert.deepEqual(states, [
        { status: 'loading', since: 0 },
        { status: 'ready', value: ['start'], at: 0, complete: true },
      ]);
    });

    it('starts by a refresh as well', async () => {
      const { clock, source, monitor } = monitored();
      monitor.refresh();
      await clock.settle();
      assert.equal(source.methods, 'watch read');
    });

    it('starts once, however many look', async () => {
      const { clock, source, monitor } = monitored();
      monitor.demand();
      monitor.demand();
      await clock.settle();
      monitor.demand();
      await clock.settle();
      assert.equal(source.methods, 'watch read');
    });

    it('shows what is known so far as incomplete', async () => {
      const { clock, source, monitor, states } = monitored();
      source.held.add('read');
      monitor.demand();
      await clock.advance(5);
      source.last.partial(['half']);
      await clock.advance(5);
      source.last.answer(['half', 'rest']);
      await clock.settle();
      assert.deepEqual(states.slice(1), [
        { status: 'ready', value: ['half'], at: 5, complete: false },
        { status: 'ready', value: ['half', 'rest'], at: 10, complete: true },
      ]);
    });
  });

  describe('while nothing happens', () => {
    it('asks nothing and sets no timer', async () => {
      const { clock, source, states } = await connected();
      await clock.advance(3_600_000);
      assert.equal(source.methods, '');
      assert.deepEqual(states, []);
      assert.equal(clock.waiting, 0);
    });
  });

  describe('when something changes', () => {
    it('acts on the first change at once', async () => {
      const { clock, source, states } = await connected();
      await clock.advance(60_000);
      source.stream?.changed('start a');
      await clock.settle();
      assert.equal(source.methods, 'update');
      assert.deepEqual(states, [
        { status: 'ready', value: ['start', 'start a'], at: 60_000, complete: true },
      ]);
    });

    it('makes a few updates of a burst of 100, and misses none of it', async () => {
      const { clock, source, states } = await connected();
      const changes = Array.from({ length: 100 }, (_, index) => `die ${index}`);
      for (const change of changes) {
        source.stream?.changed(change);
        await clock.advance(10);
      }
      await clock.advance(1_000);
      assert.deepEqual(source.times('update'), [0, 50, 150, 350, 750, 1_150]);
      assert.deepEqual(lastValue(states), ['start', ...changes]);
    });

    it('makes one update of what comes at one moment', async () => {
      const { clock, source } = await connected();
      for (let index = 0; index < 100; index += 1) source.stream?.changed(`die ${index}`);
      await clock.advance(1_000);
      assert.deepEqual(source.times('update'), [0]);
    });

    it('is not starved by changes that never pause', async () => {
      const { clock, source, states } = await connected();
      for (let passed = 0; passed < 20_000; passed += 10) {
        source.stream?.changed(`die ${passed}`);
        await clock.advance(10);
      }
      const times = source.times('update');
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      assert.ok(Math.max(...gaps) <= 400, `${Math.max(...gaps)} ms without an update`);
      assert.ok(times.length < 60, `${times.length} updates`);
      assert.equal(states.length, times.length);
    });

    it('lets a change that can wait be taken along by one that cannot', async () => {
      const { clock, source } = await connected();
      source.stream?.changed('calm a');
      await clock.advance(60);
      assert.equal(source.methods, '');
      source.stream?.changed('start b');
      await clock.advance(1_000);
      assert.deepEqual(
        source.calls.map(({ changes, at }) => [at, changes]),
        [[60, ['calm a', 'start b']]],
      );
    });

    it('does not let a change wait for ever', async () => {
      const { clock, source } = await connected();
      source.stream?.changed('calm a');
      await clock.advance(1_000);
      assert.deepEqual(source.times('update'), [100]);
    });

    it('tells nobody when nothing came of it', async () => {
      const { clock, source, states } = await connected();
      source.stream?.changed('nothing');
      await clock.settle();
      assert.equal(source.methods, 'update');
      assert.deepEqual(states, []);
    });

    it('applies what was heard during the first read after it', async () => {
      const { clock, source, monitor, states } = monitored();
      source.held.add('read');
      monitor.demand();
      await clock.settle();
      source.stream?.changed('start a');
      await clock.advance(5_000);
      assert.equal(source.methods, 'watch read');
      source.last.answer(['start']);
      await clock.settle();
      assert.equal(source.methods, 'watch read update');
      assert.deepEqual(lastValue(states), ['start', 'start a']);
    });

    it('makes one call at a time', async () => {
      const { clock, source, monitor, states } = await connected();
      source.held.add('update').add('read');
      source.stream?.changed('start a');
      await clock.settle();
      source.stream?.changed('start b');
      monitor.refresh();
      monitor.refresh();
      await clock.advance(5_000);
      assert.equal(source.methods, 'update');
      source.last.answer([]);
      await clock.settle();
      assert.equal(source.methods, 'update read');
      source.last.answer(['read']);
      await clock.settle();
      assert.deepEqual(source.last.changes, ['start b']);
      source.last.answer([]);
      await clock.advance(60_000);
      assert.equal(source.methods, 'update read update');
      assert.equal(source.mostInFlight, 1);
      assert.deepEqual(lastValue(states), ['read', 'start b']);
    });
  });

  describe('refresh', () => {
    it('reads everything again at once, on the same connection', async () => {
      const { clock, source, monitor, states } = await connected();
      source.value = ['again'];
      monitor.refresh();
      await clock.settle();
      assert.equal(source.methods, 'read');
      assert.deepEqual(source.last.previous, ['start']);
      assert.equal(statuses(states), 'ready');
      assert.deepEqual(lastValue(states), ['again']);
    });

    it('during a read asks for another one', async () => {
      const { clock, source, monitor } = await connected();
      source.held.add('read');
      monitor.refresh();
      await clock.settle();
      monitor.refresh();
      source.held.clear();
      source.last.answer(['first']);
      await clock.settle();
      assert.equal(source.methods, 'read read');
    });

    it('connects again at once when the connection is lost', async () => {
      const { clock, source, monitor, states } = await connected();
      source.failing.add('watch');
      source.stream?.ended(new Error('gone'));
      await clock.advance(1_500);
      source.failing.clear();
      states.length = 0;
      source.calls.length = 0;
      monitor.refresh();
      await clock.settle();
      assert.equal(source.methods, 'watch read');
      assert.equal(source.last.at, 1_500);
      assert.equal(statuses(states), 'loading ready');
      assert.deepEqual(states[0], { status: 'loading', since: 1_500, value: ['start'] });
    });
  });

  describe('when the connection fails', () => {
    it('tries again after 1 s, then ever later up to 30 s', async () => {
      const { clock, source, monitor, states } = monitored();
      source.failing.add('watch');
      monitor.demand();
      await clock.advance(125_000);
      assert.deepEqual(
        source.times('watch'),
        [0, 1, 3, 7, 15, 31, 61, 91, 121].map((seconds) => seconds * 1_000),
      );
      assert.deepEqual(states.slice(0, 3), [
        { status: 'loading', since: 0 },
        { status: 'failed', failure: 'watch failed', retryAt: 1_000 },
        { status: 'failed', failure: 'watch failed', retryAt: 3_000 },
      ]);
    });

    it('goes on for as long as it lives', async () => {
      const { clock, source, monitor } = monitored();
      source.failing.add('watch');
      monitor.demand();
      await clock.advance(86_400_000);
      source.failing.clear();
      await clock.advance(30_000);
      assert.equal(source.methods.endsWith('watch watch read'), true);
    });

    it('keeps the last value and says when it was true', async () => {
      const { clock, source, states } = await connected();
      await clock.advance(60_000);
      source.failing.add('watch');
      source.stream?.ended(new Error('gone'));
      await clock.advance(1_000);
      assert.deepEqual(states, [
        { status: 'failed', failure: 'gone', value: ['start'], at: 0, retryAt: 61_000 },
        { status: 'failed', failure: 'watch failed', value: ['start'], at: 0, retryAt: 63_000 },
      ]);
    });

    it('reads everything again once it is back, and counts from 1 s the next time', async () => {
      const { clock, source, states } = await connected();
      source.failing.add('watch');
      source.stream?.ended(new Error('gone'));
      await clock.advance(10_000);
      source.failing.clear();
      source.value = ['back'];
      await clock.advance(10_000);
      assert.deepEqual(lastValue(states), ['back']);
      assert.deepEqual(source.calls.at(-1)?.previous, ['start']);
      await clock.advance(30_000);
      source.stream?.ended(new Error('gone again'));
      await clock.settle();
      const last = states.at(-1);
      assert.equal(last?.status === 'failed' && last.retryAt, clock.now() + 1_000);
    });

    it('goes on waiting longer for one that breaks as soon as it stands', async () => {
      const { clock, source, states } = await connected();
      const waits: number[] = [];
      for (let broken = 0; broken < 4; broken += 1) {
        source.stream?.ended(new Error('gone'));
        await clock.settle();
        const last = states.at(-1);
        const wait = last?.status === 'failed' ? (last.retryAt ?? 0) - clock.now() : 0;
        waits.push(wait);
        await clock.advance(wait);
      }
      assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000]);
    });

    const reads: readonly [string, (all: Monitored) => void, string][] = [
      ['the first read', () => undefined, 'read failed'],
      [
        'a later read',
        ({ monitor }) => {
          monitor.refresh();
        },
        'read failed',
      ],
      [
        'an update',
        ({ source }) => {
          source.stream?.changed('start a');
        },
        'update failed',
      ],
    ];
    for (const [what, provoke, failure] of reads) {
      it(`takes a failure of ${what} for one of the connection`, async () => {
        const first = what === 'the first read';
        const all = first ? monitored() : await connected();
        const { source, clock, states, monitor } = all;
        source.failing.add('read').add('update');
        if (first) monitor.demand();
        else provoke(all);
        await clock.settle();
        const { signal } = source.last;
        const last = states.at(-1);
        assert.deepEqual(last, {
          status: 'failed',
          failure,
          ...(first ? {} : { value: ['start'], at: 0 }),
          retryAt: 1_000,
        });
        assert.ok(signal.aborted, 'what is left of the connection must end');
        source.failing.clear();
        source.calls.length = 0;
        await clock.advance(1_000);
        assert.equal(source.methods, 'watch read');
        assert.equal(states.at(-1)?.status, 'ready');
      });
    }

    it('does not try sooner because the stream goes on, or ends, too', async () => {
      const { clock, source, monitor } = await connected();
      const { stream } = source;
      source.failing.add('read');
      monitor.refresh();
      await clock.advance(300);
      stream?.changed('start a');
      await clock.advance(300);
      stream?.ended(new Error('gone'));
      await clock.advance(399);
      assert.equal(source.methods, 'read');
      await clock.advance(1);
      assert.equal(source.methods, 'read watch read');
    });

    it('waits before it tries again when the stream ended in the middle of a read', async () => {
      const { clock, source, monitor, states } = await connected();
      source.held.add('read');
      monitor.refresh();
      await clock.settle();
      source.stream?.ended(new Error('gone'));
      await clock.advance(200);
      source.last.answer(['read']);
      await clock.settle();
      assert.equal(statuses(states), 'ready failed');
      assert.deepEqual(lastValue(states), ['read']);
      await clock.advance(999);
      assert.equal(source.methods, 'read');
      await clock.advance(1);
      assert.equal(source.methods, 'read watch read');
    });

    it('does not apply what a stream said before it ended: the next read tells', async () => {
      const { clock, source } = await connected();
      source.held.add('update');
      source.stream?.changed('start a');
      await clock.settle();
      source.stream?.changed('start b');
      source.stream?.ended(new Error('gone'));
      source.last.answer([]);
      await clock.advance(1_000);
      assert.equal(source.methods, 'update watch read');
    });
  });

  describe('restart', () => {
    it('forgets the value and connects anew', async () => {
      const { clock, source, monitor, states } = await connected();
      await clock.advance(100);
      monitor.restart();
      await clock.settle();
      assert.equal(source.methods, 'watch read');
      assert.equal(source.last.previous, undefined);
      assert.deepEqual(states[0], { status: 'loading', since: 100 });
      assert.equal(statuses(states), 'loading ready');
    });

    it('drops what the place before still answers', async () => {
      const { clock, source, monitor, states } = await connected();
      source.held.add('read');
      monitor.refresh();
      await clock.settle();
      const before = source.last;
      monitor.restart();
      await clock.settle();
      assert.ok(before.signal.aborted);
      const after = source.last;
      before.partial(['old']);
      before.answer(['old']);
      await clock.settle();
      assert.equal(statuses(states), 'loading');
      after.answer(['new']);
      await clock.settle();
      assert.deepEqual(lastValue(states), ['new']);
      assert.equal(statuses(states), 'loading ready');
    });

    it('drops what the stream before still says', async () => {
      const { clock, source, monitor, states } = await connected();
      const before = source.stream;
      monitor.restart();
      await clock.settle();
      states.length = 0;
      source.calls.length = 0;
      before?.changed('old');
      before?.ended(new Error('old'));
      await clock.advance(60_000);
      assert.deepEqual(states, []);
      assert.equal(source.methods, '');
    });

    it('does not wait for the end of a back-off, and begins a new one', async () => {
      const { clock, source, monitor, states } = monitored();
      source.failing.add('watch');
      monitor.demand();
      await clock.advance(20_000);
      source.calls.length = 0;
      states.length = 0;
      monitor.restart();
      await clock.advance(1_500);
      assert.deepEqual(source.times('watch'), [20_000, 21_000]);
      assert.deepEqual(states[1], { status: 'failed', failure: 'watch failed', retryAt: 21_000 });
    });

    it('by who hears the first report connects once', async () => {
      const clock = new ManualClock();
      const source = new ScriptedSource(() => clock.now());
      let reports = 0;
      const monitor = new Monitor<readonly string[], string, string>(
        source,
        () => {
          reports += 1;
          if (reports === 1) monitor.restart();
        },
        clock,
        { kind: 'events' },
      );
      monitor.demand();
      await clock.settle();
      assert.equal(source.methods, 'watch read');
    });

    it('starts nothing that nobody looks at', async () => {
      const { clock, source, monitor, states } = monitored();
      monitor.restart();
      await clock.advance(1_000);
      assert.equal(source.methods, '');
      assert.deepEqual(states, []);
    });
  });

  describe('dispose', () => {
    const moments: readonly [string, (all: Monitored) => void][] = [
      ['while nothing happens', () => undefined],
      [
        'during a read',
        ({ source, monitor }) => {
          source.held.add('read');
          monitor.refresh();
        },
      ],
      [
        'during an update',
        ({ source }) => {
          source.held.add('update');
          source.stream?.changed('start a');
        },
      ],
      [
        'while a change waits',
        ({ source }) => {
          source.stream?.changed('calm a');
        },
      ],
      [
        'during a back-off',
        ({ source }) => {
          source.failing.add('watch');
          source.stream?.ended(new Error('gone'));
        },
      ],
    ];
    for (const [when, provoke] of moments) {
      it(`${when} ends everything`, async () => {
        const all = monitored();
        const { clock, source, monitor, states } = all;
        monitor.demand();
        await clock.settle();
        const signals = (): AbortSignal[] => source.calls.map(({ signal }) => signal);
        provoke(all);
        await clock.advance(10);
        monitor.dispose();
        assert.ok(signals().every(({ aborted }) => aborted));
        states.length = 0;
        const calls = source.calls.length;
        source.last.answer(['late']);
        source.last.fail(new Error('late'));
        monitor.demand();
        monitor.refresh();
        monitor.restart();
        monitor.setCadence({ kind: 'interval', seconds: 5 });
        await clock.advance(3_600_000);
        assert.deepEqual(states, []);
        assert.equal(source.calls.length, calls);
        assert.equal(clock.waiting, 0);
      });
    }

    it('of a refresh that was wanted reports nothing any more', async () => {
      const { clock, source, monitor, states } = monitored();
      source.failing.add('watch');
      monitor.demand();
      await clock.settle();
      states.length = 0;
      monitor.refresh();
      monitor.dispose();
      await clock.advance(60_000);
      assert.deepEqual(states, []);
    });

    it('by who hears the first report leaves nothing behind', async () => {
      const clock = new ManualClock();
      const source = new ScriptedSource(() => clock.now());
      const monitor = new Monitor<readonly string[], string, string>(
        source,
        () => {
          monitor.dispose();
        },
        clock,
        { kind: 'events' },
      );
      monitor.demand();
      await clock.advance(60_000);
      assert.equal(source.methods, '');
    });
  });

  describe('cadence', () => {
    it('of an interval reads that long after the last answer, and listens to nothing', async () => {
      const { clock, source, monitor } = monitored({ kind: 'interval', seconds: 30 });
      monitor.demand();
      await clock.settle();
      source.held.add('read');
      await clock.advance(40_000);
      source.held.clear();
      source.last.answer(['slow']);
      await clock.advance(59_999);
      assert.deepEqual(source.times('read'), [0, 30_000, 70_000]);
      assert.equal(source.methods, 'read read read');
    });

    it('of an interval counts anew from a refresh', async () => {
      const { clock, source, monitor } = await connected({ kind: 'interval', seconds: 30 });
      await clock.advance(20_000);
      monitor.refresh();
      await clock.advance(29_000);
      assert.deepEqual(source.times('read'), [20_000]);
      await clock.advance(1_000);
      assert.deepEqual(source.times('read'), [20_000, 50_000]);
    });

    it('of an interval backs off as well', async () => {
      const { clock, source, states } = await connected({ kind: 'interval', seconds: 30 });
      source.failing.add('read');
      await clock.advance(33_500);
      assert.deepEqual(source.times('read'), [30_000, 31_000, 33_000]);
      assert.equal(statuses(states), 'failed failed failed');
    });

    it('of manual reads when asked to, and never by itself', async () => {
      const { clock, source, monitor } = monitored({ kind: 'manual' });
      monitor.demand();
      await clock.advance(3_600_000);
      assert.deepEqual(source.times('read'), [0]);
      monitor.refresh();
      await clock.advance(3_600_000);
      assert.deepEqual(source.times('read'), [0, 3_600_000]);
      assert.equal(source.times('watch').length, 0);
      assert.equal(clock.waiting, 0);
    });

    it('of manual does not try again by itself', async () => {
      const { clock, source, monitor, states } = monitored({ kind: 'manual' });
      source.failing.add('read');
      monitor.demand();
      await clock.advance(3_600_000);
      assert.deepEqual(source.times('read'), [0]);
      assert.deepEqual(states.at(-1), { status: 'failed', failure: 'read failed' });
      source.failing.clear();
      monitor.refresh();
      await clock.settle();
      assert.equal(states.at(-1)?.status, 'ready');
    });

    it('can change, and what was read stays', async () => {
      const { clock, source, monitor, states } = monitored();
      monitor.demand();
      await clock.settle();
      const { signal } = source.last;
      source.calls.length = 0;
      states.length = 0;
      monitor.setCadence({ kind: 'interval', seconds: 5 });
      await clock.advance(5_000);
      assert.ok(signal.aborted);
      assert.equal(source.methods, 'read read');
      assert.deepEqual(states[0], { status: 'loading', since: 0, value: ['start'] });
    });

    it('can change before anyone looks, and starts nothing', async () => {
      const { clock, source, monitor } = monitored();
      monitor.setCadence({ kind: 'manual' });
      await clock.settle();
      assert.equal(source.methods, '');
      monitor.demand();
      await clock.settle();
      assert.equal(source.methods, 'read');
    });
  });
});

function lastValue(states: readonly State[]): readonly string[] | undefined {
  const last = states.at(-1);
  return last === undefined || last.status === 'idle' ? undefined : last.value;
}
