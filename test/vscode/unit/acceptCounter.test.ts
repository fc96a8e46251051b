import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { AcceptCounter } from '../../../src/vscode/hooked/acceptCounter.js';
import type { AcceptFailure } from '../../../src/vscode/hooked/acceptState.js';
import type { SeenUse } from '../../../src/vscode/hooked/recorder.js';

const here = { name: 'here' };
const commit = 'editor.action.inlineSuggest.commit';

/** Timers tell no time of day: theirs began here. */
const began = Date.UTC(2026, 0, 9, 12);

/** A counter whose timers the test moves; tokens are words. */
function rig(countTokens?: (texts: readonly string[]) => Promise<readonly number[]>) {
  let now = 5_000;
  let waiting: { at: number; action: () => void }[] = [];
  const uses: SeenUse[] = [];
  const asked: (readonly string[])[] = [];
  const failures: AcceptFailure[] = [];
  const document = { text: '' };
  const edits: { use: string; at: number; inserted: readonly string[] }[] = [];
  const counter = new AcceptCounter({
    countTokens:
      countTokens ??
      (async (texts) => {
        asked.push(texts);
        return texts.map((text) => text.split(' ').length);
      }),
    record: (use) => {
      uses.push(use);
      return use.id ?? `id-${uses.length}`;
    },
    textOf: () => document.text,
    edited: (use, at, _document, inserted) => edits.push({ use, at: at - began, inserted }),
    onFailure: (failure) => failures.push(failure),
    clock: () => began - 5_000 + now,
    timers: {
      now: () => now,
      after(delay, action) {
        const timer = { at: now + delay, action };
        waiting.push(timer);
        return { cancel: () => (waiting = waiting.filter((other) => other !== timer)) };
      },
    },
  });
  const pass = async (time: number) => {
    for (const end = now + time; ; ) {
      const [next] = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) {
        now = end;
        return;
      }
      now = next.at;
      waiting = waiting.filter((other) => other !== next);
      next.action();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const accept = (text: string) => {
    counter.changed({ document: here, contentChanges: [{ text, rangeLength: 0, rangeOffset: 0 }] });
    counter.accepted(commit, here);
  };
  const undo = (length: number) =>
    counter.changed({ document: here, contentChanges: [{ text: '', rangeLength: length, rangeOffset: 0 }], reason: 1 });
  /** A change of the one document, and of its text. */
  const write = (rangeOffset: number, rangeLength: number, text: string) => {
    document.text = document.text.slice(0, rangeOffset) + text + document.text.slice(rangeOffset + rangeLength);
    counter.changed({ document: here, contentChanges: [{ text, rangeLength, rangeOffset }] });
  };
  return { counter, uses, write, edits, asked, failures, pass, accept, undo, timers: () => waiting.length };
}

describe('accepted suggestions', () => {
  it('are counted together once it is quiet, and recorded as what they are', async () => {
    const { accept, pass, uses, asked } = rig();
    accept('one two');
    await pass(1_000);
    accept('three');
    await pass(1_999);
    assert.deepEqual(asked, []);
    await pass(1);
    assert.deepEqual(asked, [['one two', 'three']]);
    assert.deepEqual(uses[0], {
      id: undefined,
      kind: 'inline',
      startedAt: began,
      at: began,
      entrypoint: commit,
      model: 'unknown',
      input: 0,
      output: 2,
      outcome: 'accepted',
      acceptedTokens: 2,
      droppedTokens: 0,
    });
    assert.deepEqual(
      uses.map(({ output, at }) => [output, at - began]),
      [
        [2, 0],
        [1, 1_000],
      ],
    );
  });

  it('wait ten seconds at most', async () => {
    const { accept, pass, asked } = rig();
    for (let second = 0; second < 10; second++) {
      accept('x');
      await pass(1_000);
    }
    assert.equal(asked[0]?.length, 10);
  });

  it('are dropped when undone within ten seconds, recorded or not yet', async () => {
    const { accept, undo, pass, uses } = rig();
    accept('one two');
    undo(7);
    await pass(2_000);
    assert.deepEqual([uses.length, uses[0]?.outcome, uses[0]?.droppedTokens], [1, 'dropped', 2]);
    accept('three four five');
    await pass(3_000);
    undo(15);
    assert.deepEqual(
      uses
        .slice(1)
        .map(({ id, outcome, output, acceptedTokens, droppedTokens }) => [
          id,
          outcome,
          output,
          acceptedTokens,
          droppedTokens,
        ]),
      [
        [undefined, 'accepted', 3, 3, 0],
        ['id-2', 'dropped', 3, 0, 3],
      ],
    );
  });

  it('are edits: the lines that they mostly wrote, as those stand once it is quiet', async () => {
    const { counter, write, edits, pass } = rig();
    write(0, 0, 'let total = add(');
    write(4, 12, 'total = add(first, second, third);\n  done(total);\nreturn');
    counter.accepted(commit, here);
    write(0, 3, 'const');
    await pass(1_000);
    write(60, 0, ' total + everything + that + is + left;');
    await pass(2_000);
    const told = ['const total = add(first, second, third);', '  done(total);'];
    assert.deepEqual(edits, [{ use: 'id-1', at: 0, inserted: told }]);
  });

  it('taken word by word are one edit; what was there before is none of it, nor what was undone', async () => {
    const { counter, write, edits, pass } = rig();
    write(0, 0, 'x');
    for (const [length, replaced] of [
      [6, 1],
      [17, 6],
      [24, 17],
    ] as const) {
      write(0, replaced, 'x = alpha(beta, gamma);\n'.slice(0, length));
      counter.accepted(commit, here);
      await pass(500);
    }
    await pass(2_000);
    write(24, 0, 'never');
    counter.accepted(commit, here);
    write(24, 5, '');
    await pass(2_000);
    assert.deepEqual(
      edits.map(({ inserted }) => inserted),
      [['x = alpha(beta, gamma);'], []],
    );
  });

  it('stay when something else is undone, or too late', async () => {
    const { accept, undo, pass, uses } = rig();
    accept('one two');
    undo(3);
    await pass(10_001);
    undo(7);
    assert.deepEqual(
      uses.map(({ outcome }) => outcome),
      ['accepted'],
    );
  });

  it('switch themselves off after five in a row that changed nothing', () => {
    const { counter, accept, failures } = rig();
    for (let miss = 0; miss < 4; miss++) counter.accepted(commit, here);
    accept('x');
    for (let miss = 0; miss < 4; miss++) counter.accepted(commit, here);
    assert.deepEqual(failures, []);
    counter.accepted(commit, here);
    assert.deepEqual(failures, [{ code: 'noChange' }]);
  });

  it('never throw into the editor: an exception is a failure', async () => {
    const { counter, failures, accept, pass } = rig(() => Promise.reject(new Error('no tokenizer')));
    counter.changed({ document: here, contentChanges: [{ text: 'x', rangeLength: 0, rangeOffset: 0 }] });
    counter.changed(null as never);
    accept('x');
    await pass(2_000);
    assert.deepEqual(failures.at(-1), { code: 'error', text: 'no tokenizer' });
    assert.equal(failures.length, 2);
  });

  it('leave no timer behind', async () => {
    const { counter, accept, timers, pass } = rig();
    accept('x');
    await pass(5_000);
    assert.equal(timers(), 0);
    accept('y');
    counter.dispose();
    assert.equal(timers(), 0);
  });
});
