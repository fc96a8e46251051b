import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RequestObservation } from '../../src/core/observation.js';
import { noTokens } from '../../src/core/usage.js';
import { noteLine, noteStart, startRuns, withKilled } from '../../src/sources/claudeCode/killedRuns.js';

type Step = 'prompt' | [id: string, input: number, output?: number, model?: string] | Told;
/** A `cost-state`: its input by model, whether it follows a compaction, since when it counts. */
interface Told {
  readonly told: Readonly<Record<string, number>>;
  readonly compacted?: boolean;
  readonly since?: number;
}

/** Plays lines and figures; gives the input by model that the last figures are taken to hold. */
function play(...steps: Step[]): Record<string, number> {
  let runs = startRuns();
  let last: Record<string, number> = {};
  for (const step of steps) {
    if (step === 'prompt') noteStart(runs);
    else if (Array.isArray(step)) {
      const [id, input, output = 0, model = 'm'] = step;
      noteLine(runs, { ...noTokens, id, model, input, output } as RequestObservation);
    } else {
      const models = Object.entries(step.told).map(([model, input]) => ({ ...noTokens, model, input, webSearches: 0 }));
      const output = (sum: { model: string }) => ({ ...sum, output: 1_000_000 }) as (typeof models)[number];
      const told = withKilled(runs, step.since ?? 1, models.map(output), step.compacted === true);
      last = Object.fromEntries(told.map(({ model, input }) => [model, input]));
    }
    runs = JSON.parse(JSON.stringify(runs));
  }
  return last;
}

describe('figures of Claude Code that leave out a run that was killed', () => {
  const first: Step[] = ['prompt', ['a', 10], { told: { m: 10 } }];

  it('are as they are where every run came to its end', () => {
    assert.deepEqual(play(...first, 'prompt', ['b', 20], { told: { m: 30 } }), { m: 30 });
    assert.deepEqual(play(...first, 'prompt', ['b', 20], { told: { m: 130 }, compacted: true }), { m: 130 });
  });

  it('get what its lines told, from then on', () => {
    const killed: Step[] = [...first, 'prompt', ['k', 500], 'prompt', ['b', 20], { told: { m: 30 } }];
    assert.deepEqual(play(...killed), { m: 530 });
    assert.deepEqual(play(...killed, 'prompt', { told: { m: 130 }, compacted: true }), { m: 630 });
  });

  it('get it where the run after it compacted', () => {
    assert.deepEqual(play(...first, 'prompt', ['k', 500], 'prompt', ['b', 20], { told: { m: 130 }, compacted: true }), {
      m: 630,
    });
  });

  it('get nothing where what was compacted could hold it: then too little is told, never too much', () => {
    assert.deepEqual(play(...first, 'prompt', ['k', 50], 'prompt', ['b', 20], { told: { m: 130 }, compacted: true }), {
      m: 130,
    });
  });

  it('get nothing where no prompt tells the runs apart, or the last one alone is too much', () => {
    assert.deepEqual(play(...first, ['k', 500], ['b', 20], { told: { m: 30 } }), { m: 30 });
    assert.deepEqual(play(...first, 'prompt', ['k', 500], 'prompt', ['b', 21], { told: { m: 30 } }), { m: 30 });
  });

  it('get nothing without a compaction where other agents used more than the lines tell', () => {
    assert.deepEqual(play(...first, 'prompt', ['k', 500], 'prompt', ['b', 20], { told: { m: 35 } }), { m: 35 });
  });

  it('forget it once they count from another instant', () => {
    const killed: Step[] = [...first, 'prompt', ['k', 500], 'prompt', ['b', 20], { told: { m: 30 } }];
    assert.deepEqual(play(...killed, 'prompt', ['c', 7], { told: { m: 7 }, since: 2 }), { m: 7 });
  });

  it('are weighed model by model', () => {
    const steps: Step[] = [...first, 'prompt', ['k', 500], ['n', 5, 0, 'n'], 'prompt', ['b', 20]];
    assert.deepEqual(play(...steps, { told: { m: 30, n: 5 } }), { m: 530, n: 5 });
  });

  it('take a response once, with the line that tells most output', () => {
    const lines: Step[] = [
      ['k', 500, 1],
      ['k', 500, 9],
      ['k', 500, 2],
    ];
    assert.deepEqual(play(...first, 'prompt', ...lines, 'prompt', ['b', 20], { told: { m: 30 } }), { m: 530 });
  });

  it('are left as they are after very many prompts', () => {
    const many = Array.from({ length: 300 }, (_, index): Step[] => ['prompt', [`${index}`, 500]]).flat();
    assert.deepEqual(play(...first, ...many, 'prompt', ['b', 20], { told: { m: 30 } }), { m: 30 });
  });
});
