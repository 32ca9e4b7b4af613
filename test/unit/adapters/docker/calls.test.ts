import assert from 'node:assert/strict';
import { PassThrough, type Readable } from 'node:stream';
import { mock } from 'node:test';
import { Calls, type EngineCall } from '../../../../src/adapters/docker/calls.ts';
import { isTimeout } from '../../../../src/adapters/docker/connectionError.ts';

const forever = new AbortController().signal;

const hang = (): Promise<never> => new Promise(() => undefined);

describe('Calls', () => {
  let logged: EngineCall[];
  let calls: Calls;
  beforeEach(() => {
    logged = [];
    calls = new Calls({ timeout: 10, log: (call) => logged.push(call) });
  });

  it('gives the answer and logs the call', async () => {
    assert.equal(await calls.make('GET /x', forever, () => Promise.resolve(7)), 7);
    assert.deepEqual(
      logged.map(({ call, error }) => [call, error]),
      [['GET /x', undefined]],
    );
  });

  it('passes on what a call throws, and logs it', async () => {
    const failing = calls.make('GET /x', forever, () => Promise.reject(new Error('no')));
    await assert.rejects(failing, /no/);
    assert.deepEqual(
      logged.map(({ error }) => error),
      ['Error: no'],
    );
  });

  describe('in time', () => {
    beforeEach(() => {
      mock.timers.enable({ apis: ['setTimeout'] });
    });
    afterEach(() => {
      mock.timers.reset();
    });

    it('ends a call whose time is up, and tells it so', async () => {
      const outcomes: string[] = [];
      const made = calls.make('GET /x', forever, hang).catch((error: unknown) => {
        outcomes.push(isTimeout(error) ? 'timeout' : String(error));
      });
      mock.timers.tick(9_999);
      await Promise.resolve();
      assert.deepEqual(outcomes, []);
      mock.timers.tick(1);
      await made;
      assert.deepEqual(outcomes, ['timeout']);
    });

    it('does not end a stream that was opened in time', async () => {
      const opening = (): Promise<Readable> => Promise.resolve(new PassThrough());
      const stream = await calls.open('GET /events', forever, opening);
      mock.timers.tick(60_000);
      assert.equal(stream.destroyed, false);
      stream.destroy();
    });
  });

  it('ends a call whose signal aborts', async () => {
    const controller = new AbortController();
    const made = calls.make('GET /x', controller.signal, hang);
    controller.abort(new Error('enough'));
    await assert.rejects(made, /enough/);
    await assert.rejects(calls.make('GET /x', controller.signal, hang), /enough/);
  });

  it('ends all calls, and makes no more', async () => {
    const made = calls.make('GET /x', forever, hang);
    calls.end();
    await assert.rejects(made, { code: 'ECONNRESET' });
    await assert.rejects(calls.make('GET /x', forever, hang), { code: 'ECONNRESET' });
  });

  it('destroys an open stream when all end or its signal aborts', async () => {
    const open = (signal: AbortSignal): Promise<Readable> =>
      calls.open('GET /events', signal, () => Promise.resolve(new PassThrough()));
    const controller = new AbortController();
    const [one, other] = [await open(controller.signal), await open(forever)];
    controller.abort();
    assert.deepEqual([one.destroyed, other.destroyed], [true, false]);
    calls.end();
    assert.equal(other.destroyed, true);
  });
});
