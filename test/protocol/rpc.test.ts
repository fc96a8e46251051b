import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { newCancellation, workerWire } from '../../src/platform/workerWire.js';
import { CallError, connect, type Frame, type Handlers, type Wire } from '../../src/protocol/rpc.js';

type Service = {
  add(input: { readonly a: number; readonly b: number }): number;
  fail(input: string): never;
  wait(input: Record<string, never>): string;
  odd(input: Record<string, never>): unknown;
};
type News = { changed: number };
type None = Record<string, never>;

interface Ends {
  readonly left: Wire;
  readonly right: Wire;
  readonly frames: Frame[];
  cut(): void;
}

/** Two ends of a wire that copies frames, later than they are sent, as a real one does. */
function wirePair(): Ends {
  const frames: Frame[] = [];
  const ends = [0, 1].map(() => ({ receive: (_frame: Frame) => {}, closed: () => {} }));
  const wire = (own: number): Wire => ({
    send(frame) {
      const copy = structuredClone(frame);
      frames.push(copy);
      queueMicrotask(() => ends[1 - own]?.receive(copy));
    },
    listen(receive, closed) {
      ends[own] = { receive, closed };
    },
  });
  const cut = () => {
    for (const end of ends) end.closed();
  };
  return { left: wire(0), right: wire(1), frames, cut };
}

const handlers: Handlers<Service> = {
  add: ({ a, b }) => a + b,
  fail(input) {
    throw Object.assign(new Error(`not ${input}`), { reason: 'busy' });
  },
  wait: (_input, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped'), { once: true })),
  odd: () => () => 'a function cannot be sent',
};

function joined(given: Partial<Handlers<Service>> = {}) {
  const ends = wirePair();
  const caller = connect<None, Service, None, News>({ wire: ends.left, handlers: {}, newCancellation });
  const service = connect<Service, None, News, None>({
    wire: ends.right,
    handlers: { ...handlers, ...given },
    newCancellation,
  });
  return { ...ends, caller, service };
}

/** What became of a call: its output or its fate, or `hangs` when it had none within a moment. */
async function fateOf(call: Promise<unknown>): Promise<unknown> {
  const late = new Promise((resolve) => setTimeout(resolve, 100, 'hangs'));
  return Promise.race([
    call.then(
      (output) => ['done', output],
      (error: unknown) => (error instanceof CallError ? [error.fate, error.reason] : ['threw', (error as Error).name]),
    ),
    late,
  ]);
}

describe('a call', () => {
  it('is done with its output', async () => {
    assert.deepEqual(await fateOf(joined().caller.call('add', { a: 2, b: 3 })), ['done', 5]);
  });

  it('is failed with the reason of the other side', async () => {
    const { caller } = joined();
    assert.deepEqual(await fateOf(caller.call('fail', 'now')), ['failed', 'busy']);
    await assert.rejects(caller.call('fail', 'now'), { message: 'not now' });
  });

  it('is failed when there is no such method, be it the name of a built-in one', async () => {
    const { caller } = joined();
    for (const name of ['nothing', 'toString', '__proto__', 'constructor']) {
      assert.deepEqual(await fateOf(caller.call(name as 'add', { a: 1, b: 1 })), ['failed', 'no-such-method'], name);
    }
  });

  it('is failed when the other side throws nothing at all', async () => {
    const thrower = () => Promise.reject(undefined);
    assert.deepEqual(await fateOf(joined({ add: thrower }).caller.call('add', { a: 1, b: 1 })), ['failed', '']);
  });

  it('is failed when its output cannot be sent', async () => {
    assert.equal(((await fateOf(joined().caller.call('odd', {}))) as string[])[0], 'failed');
  });

  it('is rejected when its input cannot be sent, and leaves nothing open', async () => {
    const { caller } = joined();
    const input = { a: (() => 1) as unknown as number, b: 1 };
    assert.equal(((await fateOf(caller.call('add', input))) as string[])[0], 'threw');
    assert.deepEqual(await fateOf(caller.call('add', { a: 1, b: 1 })), ['done', 2]);
  });

  it('is cancelled by its signal: before it is sent, and while it runs', async () => {
    const { caller, frames } = joined();
    const early = new AbortController();
    early.abort();
    assert.deepEqual(await fateOf(caller.call('wait', {}, early.signal)), ['cancelled', '']);
    assert.equal(frames.length, 0);
    const late = new AbortController();
    const call = caller.call('wait', {}, late.signal);
    setTimeout(() => late.abort(), 5);
    assert.deepEqual(await fateOf(call), ['cancelled', '']);
  });

  it('is closed when the wire ends, and at once on a wire that has ended', async () => {
    const { caller, cut } = joined();
    const call = caller.call('wait', {});
    setTimeout(cut, 5);
    assert.deepEqual(await fateOf(call), ['closed', '']);
    assert.deepEqual(await fateOf(caller.call('add', { a: 1, b: 1 })), ['closed', '']);
    assert.equal(caller.closed, true);
  });

  it('is closed when either end closes, running or new', async () => {
    for (const side of ['caller', 'service'] as const) {
      const pair = joined();
      const call = pair.caller.call('wait', {});
      await Promise.resolve();
      pair[side].close();
      const fate = (await fateOf(call)) as string[];
      assert.ok(['closed', 'cancelled'].includes(fate[0] ?? ''), `${side}: ${fate}`);
      assert.equal(((await fateOf(pair.caller.call('add', { a: 1, b: 1 }))) as string[])[0], 'closed', side);
    }
  });

  it('aborts what the other side runs for it when the wire ends', async () => {
    let aborted = false;
    const wait: Handlers<Service>['wait'] = (_input, signal) =>
      new Promise(() => signal.addEventListener('abort', () => (aborted = true)));
    const { caller, cut } = joined({ wait });
    void caller.call('wait', {}).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 5));
    cut();
    assert.equal(aborted, true);
  });

  it('gets its own answer, whatever the order of the answers', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(8), { minLength: 1, maxLength: 20 }), async (delays) => {
        const add: Handlers<Service>['add'] = ({ a, b }) => new Promise((resolve) => setTimeout(resolve, b, a));
        const { caller } = joined({ add });
        const found = await Promise.all(delays.map((delay, index) => caller.call('add', { a: index, b: delay })));
        assert.deepEqual(
          found,
          delays.map((_, index) => index),
        );
      }),
      { numRuns: 30, seed: 11 },
    ));

  it('is not troubled by answers that nobody waits for', async () => {
    const { caller, right } = joined();
    right.send({ t: 'done', id: 99, output: 1 });
    right.send({ t: 'failed', id: 99, reason: '', message: '' });
    assert.deepEqual(await fateOf(caller.call('add', { a: 1, b: 2 })), ['done', 3]);
  });
});

describe('an event', () => {
  it('reaches every listener until it is released', async () => {
    const { caller, service } = joined();
    const seen: string[] = [];
    const release = caller.on('changed', (value) => seen.push(`one ${value}`));
    caller.on('changed', (value) => seen.push(`two ${value}`));
    service.emit('changed', 1);
    await Promise.resolve();
    release();
    service.emit('changed', 2);
    await new Promise((resolve) => setTimeout(resolve, 1));
    assert.deepEqual(seen, ['one 1', 'two 1', 'two 2']);
  });
});

describe('the wire between threads', () => {
  it('carries calls, and closes them when the other end is gone', async () => {
    const { port1, port2 } = new MessageChannel();
    const caller = connect<None, Service, None, News>({ wire: workerWire(port1), handlers: {}, newCancellation });
    connect<Service, None, News, None>({ wire: workerWire(port2), handlers, newCancellation });
    assert.deepEqual(await fateOf(caller.call('add', { a: 2, b: 2 })), ['done', 4]);
    assert.equal(((await fateOf(caller.call('odd', {}))) as string[])[0], 'failed');
    const call = caller.call('wait', {});
    port2.close();
    assert.deepEqual(await fateOf(call), ['closed', '']);
  });
});
