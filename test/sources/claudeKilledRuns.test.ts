import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RequestObservation } from '../../src/core/observation.js';
import { noTokens } from '../../src/core/usage.js';
import { growths, noteLine, noteStart, startRuns } from '../../src/sources/claudeCode/killedRuns.js';

/** A number is a pause, in milliseconds. */
type Step = number | 'prompt' | [id: string, input: number, output?: number, model?: string] | Told;
/** A `cost-state`: its input by model, whether it follows a compaction, since when it counts. */
interface Told {
  readonly told: Readonly<Record<string, number>>;
  readonly compacted?: boolean;
  readonly since?: number;
  /** Milliseconds that all runs in it lasted. */
  readonly lasted?: number;
}

type Grown = Record<string, [input: number, since: number]>;

/** Plays lines and figures, one an instant; gives what the last figures are told to have grown by, and since when, by model. */
function play(...steps: Step[]): Grown {
  let runs = startRuns();
  let last: Grown = {};
  let paused = 0;
  for (const [index, step] of steps.entries()) {
    const at = index + paused;
    if (typeof step === 'number') paused += step;
    else if (step === 'prompt') noteStart(runs, at);
    else if (Array.isArray(step)) {
      const [id, input, output = 0, model = 'm'] = step;
      noteLine(runs, { ...noTokens, id, model, input, output, at } as RequestObservation);
    } else {
      const models = Object.entries(step.told).map(([model, input]) => ({ ...noTokens, model, input, webSearches: 0 }));
      const found = growths(runs, { since: step.since ?? 1, lasted: step.lasted, models }, step.compacted === true, at);
      last = Object.fromEntries(found.map(({ model, input, since }) => [model, [input, since]]));
    }
    runs = JSON.parse(JSON.stringify(runs));
  }
  return last;
}

describe('figures of Claude Code that leave out a run that was killed', () => {
  const first: Step[] = ['prompt', ['a', 10], { told: { m: 10 } }];
  const killed: Step[] = [...first, 'prompt', ['k', 500]];

  it('are weighed as a whole where every run came to its end', () => {
    assert.deepEqual(play(...first, 'prompt', ['b', 20], { told: { m: 30 } }), {});
    assert.deepEqual(play(...first, 'prompt', ['b', 20], { told: { m: 130 }, compacted: true }), {});
  });

  it('are weighed by what they grew by in the run after it, and in those later', () => {
    const after: Step[] = [...killed, 'prompt', ['b', 20], { told: { m: 30 } }];
    assert.deepEqual(play(...after), { m: [20, 5] });
    assert.deepEqual(play(...after, 'prompt', { told: { m: 130 }, compacted: true }), { m: [100, 8] });
  });

  it('are so where the run after it compacted', () => {
    assert.deepEqual(play(...killed, 'prompt', ['b', 20], { told: { m: 130 }, compacted: true }), { m: [120, 5] });
    assert.deepEqual(play(...killed, 'prompt', { told: { m: 130 }, compacted: true }), { m: [120, 5] });
  });

  it('are as a whole where what was compacted could hold it: then too little is told, never too much', () => {
    const small: Step[] = [...first, 'prompt', ['k', 50], 'prompt', ['b', 20]];
    assert.deepEqual(play(...small, { told: { m: 130 }, compacted: true }), {});
  });

  it('are as a whole where no prompt tells the runs apart, or the last one alone is too much', () => {
    assert.deepEqual(play(...first, ['k', 500], ['b', 20], { told: { m: 30 } }), {});
    assert.deepEqual(play(...killed, 'prompt', ['b', 21], { told: { m: 30 } }), {});
  });

  it('are as a whole without a compaction where other agents used more than the lines tell', () => {
    assert.deepEqual(play(...killed, 'prompt', ['b', 20], { told: { m: 35 } }), {});
  });

  it('are weighed so whatever other agents used, where the run that tells them began after the killed one, by what it lasted', () => {
    const started: Step[] = ['prompt', ['a', 10], { told: { m: 10 }, lasted: 3 }, 9000];
    const stopped: Step[] = [...started, 'prompt', ['k', 5], 9000, 'prompt', ['b', 20]];
    assert.deepEqual(play(...stopped, { told: { m: 90 }, lasted: 9 }), { m: [80, 18_007] });
    assert.deepEqual(play(...stopped, { told: { m: 90 }, lasted: 9, compacted: true }), { m: [80, 18_007] });
    assert.deepEqual(play(...stopped, { told: { m: 90 }, lasted: 9009 }), {});
    assert.deepEqual(play(...stopped, { told: { m: 90 } }), {});
    assert.deepEqual(play(...started, 'prompt', ['b', 20], { told: { m: 90 }, lasted: 9 }), {});
    assert.deepEqual(play(...started, ['b', 20], { told: { m: 90 }, lasted: 9 }), {});
  });

  it('are as a whole again once they count from another instant', () => {
    const after: Step[] = [...killed, 'prompt', ['b', 20], { told: { m: 30 } }, 'prompt', ['c', 7]];
    assert.deepEqual(play(...after, { told: { m: 7 }, since: 2 }), {});
  });

  it('are weighed model by model', () => {
    const steps: Step[] = [...killed, ['n', 5, 0, 'n'], 'prompt', ['b', 20]];
    assert.deepEqual(play(...steps, { told: { m: 30, n: 5 } }), { m: [20, 6] });
  });

  it('take a response once, however many lines tell it', () => {
    const lines: Step[] = [
      ['b', 20, 0],
      ['b', 20, 0],
    ];
    assert.deepEqual(play(...killed, 'prompt', ...lines, { told: { m: 30 } }), { m: [20, 5] });
  });

  it('are as a whole after very many prompts', () => {
    const many = Array.from({ length: 300 }, (_, index): Step[] => ['prompt', [`${index}`, 500]]).flat();
    assert.deepEqual(play(...first, ...many, 'prompt', ['b', 20], { told: { m: 30 } }), {});
  });
});
