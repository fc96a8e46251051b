import assert from 'node:assert/strict';
import { CallError } from '../../../src/protocol/rpc.js';
import { Counter } from '../../../src/vscode/counter.js';
import { Throttle, type Timers } from '../../../src/vscode/throttle.js';
import { at, idle, session, today, zone } from '../../page/harness/figures.js';
import { type FakeLedger, fakeLedger } from './fakeLedger.js';

/** A clock that only moves when told to. */
function fakeTimers() {
  let now = 0;
  const waiting = new Set<{ at: number; action: () => void }>();
  const timers: Timers = {
    now: () => now,
    after(delay, action) {
      const entry = { at: now + delay, action };
      waiting.add(entry);
      return { cancel: () => waiting.delete(entry) };
    },
  };
  return {
    timers,
    waiting,
    pass(time: number) {
      now += time;
      for (const entry of [...waiting].filter(({ at: due }) => due <= now)) {
        waiting.delete(entry);
        entry.action();
      }
    },
  };
}

describe('throttle', () => {
  it('lets the first value through at once, then the last one of each gap', () => {
    const { timers, pass } = fakeTimers();
    const seen: number[] = [];
    const throttle = new Throttle<number>(2000, (value) => seen.push(value), timers);
    throttle.push(1);
    throttle.push(2);
    throttle.push(3);
    pass(1999);
    assert.deepEqual(seen, [1]);
    pass(1);
    assert.deepEqual(seen, [1, 3]);
    throttle.push(4);
    pass(2000);
    pass(5000);
    throttle.push(5);
    assert.deepEqual(seen, [1, 3, 4, 5]);
  });

  it('lets nothing through after its end, and leaves no timer', () => {
    const { timers, waiting, pass } = fakeTimers();
    const seen: number[] = [];
    const throttle = new Throttle<number>(2000, (value) => seen.push(value), timers);
    throttle.push(1);
    throttle.push(2);
    throttle.dispose();
    pass(9000);
    assert.deepEqual([seen, waiting.size], [[1], 0]);
  });
});

describe('refresh loop', () => {
  const asking = () => ({
    now: at,
    zone,
    folders: [],
    windowSince: at,
    editorSession: 'm1-ab',
    branch: null,
    restricted: false,
  });
  const states = (fake: FakeLedger) => fake.asked.filter(({ method }) => method === 'state').length / 2;
  const settle = async () => {
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  };

  it('asks once more for all that came while a question was open', async () => {
    const [fake, clock] = [fakeLedger(), fakeTimers()];
    const counter = new Counter({ reader: fake, asking, timers: clock.timers });
    const all = [counter.refresh()];
    await Promise.resolve();
    for (let call = 0; call < 20; call++) all.push(counter.refresh());
    await settle();
    clock.pass(300);
    await Promise.all(all);
    assert.deepEqual([states(fake), counter.figures?.today.totals.total], [2, 100]);
  });

  it('shows the kept figures until the first answer, and leaves them when there is none', async () => {
    const fake = fakeLedger();
    fake.error = new CallError('closed', '', 'gone');
    const counter = new Counter({ reader: fake, asking, kept: { today, session } });
    await counter.refresh();
    assert.deepEqual([counter.figures, counter.stopped], [{ today, session }, undefined]);
  });

  it('marks figures as stopped while the worker is gone, and no longer', async () => {
    const counter = new Counter({ reader: fakeLedger(), asking, kept: { today, session } });
    counter.setStopped('crashed');
    assert.deepEqual(counter.figures?.today.state.problems, [{ code: 'stopped', detail: 'crashed' }]);
    counter.setStopped(undefined);
    assert.deepEqual(counter.figures, { today, session });
  });

  it('says that it cannot count when a question fails, until one is answered', async () => {
    const [fake, clock] = [fakeLedger(), fakeTimers()];
    const counter = new Counter({ reader: fake, asking, timers: clock.timers });
    fake.error = new CallError('failed', 'full', 'disk full');
    await counter.refresh();
    assert.equal(counter.stopped, 'full');
    fake.error = undefined;
    clock.pass(300);
    await counter.refresh();
    assert.equal(counter.stopped, undefined);
  });

  it('knows that figures of yesterday are not of today', () => {
    const counter = new Counter({
      reader: fakeLedger(),
      asking: () => ({ ...asking(), now: at + 86_400_000 }),
      kept: { today, session },
    });
    assert.equal(counter.isToday, false);
  });

  it('tells of progress and stops telling after its end', () => {
    const counter = new Counter({ reader: fakeLedger(), asking });
    let told = 0;
    counter.onChange(() => told++);
    counter.setProgress({ ...idle, phase: 'reading' });
    counter.dispose();
    counter.setProgress(idle);
    assert.equal(told, 1);
  });
});
