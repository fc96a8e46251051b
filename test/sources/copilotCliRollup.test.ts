import assert from 'node:assert/strict';
import {
  noteCompaction,
  noteRequest,
  noteResume,
  type Open,
  type Rollup,
  settle,
  startRollup,
} from '../../src/sources/copilotCli/rollup.js';
import { type Sum, type Sums, sumOf } from '../../src/sources/copilotCli/sums.js';

const sum = (output: number, requests = 1, input = output * 10): Sum => ({
  input,
  cacheRead: 0,
  cacheWrite: 0,
  output,
  reasoning: 0,
  requests,
});
const of = (figures: Sum, model = 'm'): Sums => ({ [`#${model}`]: figures });

let number = 0;
function message(rollup: Rollup, output: number, model = 'm'): void {
  const open: Open = { id: `${number++}`, at: number, model, output, project: '', branch: '', agent: '' };
  noteRequest(rollup, model, sum(output, 1, 0), open);
}

/** Plays steps: a number is a message's output, an object a shutdown's figures. Gives the last settlement. */
function play(...steps: (number | 'resume' | 'compaction' | Sums)[]) {
  const rollup = startRollup();
  let last: { output: number; input: number; requests: number; covered: number[] } | undefined;
  for (const step of steps) {
    if (step === 'resume') noteResume(rollup);
    else if (step === 'compaction') noteCompaction(rollup);
    else if (typeof step === 'number') message(rollup, step);
    else {
      const { sums, covered } = settle(JSON.parse(JSON.stringify(rollup)), step);
      assert.deepEqual(settle(rollup, step), { sums, covered }, 'the state is plain JSON');
      const { output, input, requests } = sumOf(sums, 'm');
      last = { output, input, requests, covered: covered.map((each) => each.output) };
    }
  }
  return last;
}

describe('shutdowns of Copilot CLI, as cumulative figures', () => {
  it('of one run: its own', () => {
    assert.deepEqual(play(17, 34, of(sum(51, 2))), { output: 51, input: 510, requests: 2, covered: [17, 34] });
  });

  it('with calls that no message tells: its own', () => {
    assert.deepEqual(play(17, of(sum(60, 3))), { output: 60, input: 600, requests: 3, covered: [17] });
  });

  it('that start anew with every run: added', () => {
    const first = of(sum(51, 2));
    assert.deepEqual(play(17, 34, first, 'resume', 204, of(sum(204, 1))), {
      output: 255,
      input: 2550,
      requests: 3,
      covered: [204],
    });
    assert.deepEqual(play(17, 34, first, 'resume', 10, of(sum(10, 1))), {
      output: 61,
      input: 610,
      requests: 3,
      covered: [10],
    });
  });

  it('that go on over a resume: the last', () => {
    assert.deepEqual(play(17, 34, of(sum(51, 2)), 'resume', 204, of(sum(255, 3))), {
      output: 255,
      input: 2550,
      requests: 3,
      covered: [204],
    });
    assert.deepEqual(play(of(sum(51, 2)), 'resume', of(sum(51, 2))), {
      output: 51,
      input: 510,
      requests: 2,
      covered: [],
    });
  });

  it('told apart by the number of requests where messages tell no output', () => {
    assert.deepEqual(play(0, 0, of(sum(51, 2)), 'resume', 0, 0, of(sum(204, 2)))?.output, 255);
    assert.deepEqual(play(0, 0, of(sum(51, 2)), 'resume', 0, 0, of(sum(204, 4)))?.output, 204);
  });

  it('after a run that crashed: what the crashed one said of itself is kept, not covered', () => {
    const played = play(17, of(sum(17)), 'resume', 500, 'resume', 34, of(sum(34)));
    assert.deepEqual(played, { output: 551, input: 510, requests: 3, covered: [34] });
  });

  it('after a run that crashed, where the next one goes on from the shutdown before it', () => {
    const played = play(17, of(sum(17)), 'resume', 8, 'resume', 34, of(sum(51, 2)), 'resume', 5, of(sum(56, 3)));
    assert.deepEqual(played, { output: 64, input: 560, requests: 4, covered: [5] });
  });

  it('after a compaction that reset the count: what came before is kept, not covered', () => {
    assert.deepEqual(play(1000, 'compaction', 34, of(sum(34))), {
      output: 1034,
      input: 340,
      requests: 2,
      covered: [34],
    });
  });

  it('after a compaction that did not: all is covered', () => {
    assert.deepEqual(play(17, 'compaction', 34, of(sum(51, 2))), {
      output: 51,
      input: 510,
      requests: 2,
      covered: [17, 34],
    });
  });

  it('a model’s figures that fall start a new count for all', () => {
    const two = { ...of(sum(100)), ...of(sum(50), 'n') };
    assert.equal(play(two, 'resume', of(sum(200)))?.output, 300);
  });

  it('give a message of a model they do not know the one whose output lacks most', () => {
    const rollup = startRollup();
    for (const [output, model] of [
      [100, 'unknown'],
      [7, 'small'],
      [90, 'auto'],
    ] as const)
      message(rollup, output, model);
    const { covered } = settle(rollup, { ...of(sum(190), 'large'), ...of(sum(7), 'small') });
    assert.deepEqual(
      covered.map((each) => each.model),
      ['large', 'small', 'large'],
    );
  });
});
