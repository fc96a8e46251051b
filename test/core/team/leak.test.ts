import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { boundsOf, type TokenRange, type WeekRow, wasteKinds } from '../../../src/core/team/row.js';
import { Random } from '../../kit/generate/random.js';
import { type LeakMember, leakMember, weeks } from '../../kit/leakTeam.js';

/**
 * A leaker has every decrypted row of 13 weeks, and more than he ever will: as many other teams as he likes with rows and
 * true tokens to learn from, and for the linking the true tokens of each person in each week.
 */

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const logOf = (tokens: number) => Math.log10(1_000 + tokens);

/** What can be learned from: this week's row, and the member's mean of all weeks. */
function featuresOf(rows: readonly WeekRow[], index: number): number[] {
  const of = (row: WeekRow) => [
    row.band ?? 3,
    row.band === undefined ? 1 : 0,
    (row.kept ?? 70) / 10,
    row.cache ?? 4,
    (row.cache ?? 4) ** 2,
    row.tools?.length ?? 0,
    // By boxes of their own; without them all have the same here.
    row.score ?? 0,
    row.tokens === undefined ? 0 : logOf(middleOf(row.tokens)),
    ...wasteKinds.map((kind) => (row.waste?.includes(kind) ? 1 : 0)),
  ];
  const all = rows.map(of);
  const now = all[index] as number[];
  return [1, ...now, ...now.map((_, at) => mean(all.map((each) => each[at] as number)))];
}

/** Least squares with a small ridge, by Gauss's elimination. */
function learn(
  inputs: readonly (readonly number[])[],
  outputs: readonly number[],
): (input: readonly number[]) => number {
  const size = (inputs[0] as readonly number[]).length;
  const matrix = Array.from({ length: size }, (_, row) => [
    ...Array.from(
      { length: size },
      (_, column) =>
        inputs.reduce((sum, input) => sum + (input[row] as number) * (input[column] as number), 0) +
        (row === column ? 1 : 0),
    ),
    inputs.reduce((sum, input, at) => sum + (input[row] as number) * (outputs[at] as number), 0),
  ]);
  for (let pivot = 0; pivot < size; pivot++) {
    const from = matrix[pivot] as number[];
    for (const [row, into] of matrix.entries()) {
      if (row === pivot) continue;
      const factor = (into[pivot] as number) / (from[pivot] as number);
      for (let column = pivot; column <= size; column++)
        into[column] = (into[column] as number) - factor * (from[column] as number);
    }
  }
  const weights = matrix.map((row, at) => (row[size] as number) / (row[at] as number));
  return (input) => weights.reduce((sum, weight, at) => sum + weight * (input[at] as number), 0);
}

const team = (seed: string, size: number) =>
  Array.from({ length: size }, (_, index) => leakMember(new Random(`${seed}/${index}`)));
/** Of members who ticked these boxes beside the board. */
const samples = (members: readonly LeakMember[], ticked: Ticked = {}): readonly Sample[] =>
  members.flatMap((member) => {
    const rows = member.rowsWith(ticked);
    return member.tokens.map((tokens, index) => ({
      input: featuresOf(rows, index),
      tokens,
      range: rows[index]?.tokens,
    }));
  });

function explained(truth: readonly number[], told: readonly number[], prior: number): number {
  const miss = truth.reduce((sum, value, index) => sum + (value - (told[index] as number)) ** 2, 0);
  return 1 - miss / truth.reduce((sum, value) => sum + (value - prior) ** 2, 0);
}

type Ticked = Parameters<LeakMember['rowsWith']>[0];

interface Sample {
  readonly input: readonly number[];
  readonly tokens: number;
  readonly range?: TokenRange | undefined;
}

/** The middle of a range by its logarithm. */
function middleOf(range: TokenRange): number {
  const { from, to } = boundsOf(range);
  return Math.sqrt(Math.max(from, 10_000) * (to ?? 3 * from));
}

/** R² of what is learned from some teams and told of another, against the public prior: the mean of those teams. */
function explainedBy(train: readonly Sample[], test: readonly Sample[], value: (tokens: number) => number): number {
  const outputs = train.map(({ tokens }) => value(tokens));
  const tell = learn(
    train.map(({ input }) => input),
    outputs,
  );
  return explained(
    test.map(({ tokens }) => value(tokens)),
    test.map(({ input }) => tell(input)),
    mean(outputs),
  );
}

describe('a leak is worth little', function () {
  this.timeout(30_000);
  let people: readonly LeakMember[];
  let known: readonly Sample[];
  let leaked: readonly LeakMember[];
  let rows: readonly Sample[];
  before(() => {
    const all = team('known', 400);
    known = samples(all);
    people = all.slice(0, 200);
    leaked = team('leaked', 200);
    rows = samples(leaked);
  });

  /** R² of what is learned from, and told of, people who all ticked that. */
  const ticking = (ticked: Ticked) => explainedBy(samples(people, ticked), samples(leaked, ticked), logOf);

  it('rows tell the weekly tokens no better than the public prior: R² ≤ 0.1', () => {
    const told = [explainedBy(known, rows, logOf), explainedBy(known, rows, (tokens) => tokens / 1e6)];
    assert.ok(Math.max(...told) <= 0.1, `R² of the logarithm and of the tokens: ${told}`);
  });

  it('neither do rows with the score as a number', () => {
    const told = ticking({ score: true });
    assert.ok(told <= 0.1, `${told}`);
  });

  it('who ticks the box for tokens tells their range, and of where in it half stays open', () => {
    assert.ok(ticking({ tokens: true }) > 0.8);
    const inRange = (members: readonly LeakMember[]) =>
      samples(members, { tokens: true }).map(({ input, tokens, range }) => {
        const { from, to } = boundsOf(range as TokenRange);
        assert.ok(from <= tokens && tokens < (to ?? Number.POSITIVE_INFINITY), `${tokens} in ${range}`);
        return { input, tokens: logOf(tokens) - logOf(from) };
      });
    const within = explainedBy(inRange(people), inRange(leaked), (share) => share);
    assert.ok(within <= 0.5, `${within}`);
  });

  it('who ticks the box for waste gives a hint of them, less than their range is', () => {
    const told = ticking({ waste: true });
    assert.ok(told > 0.1 && told <= 0.5, `${told}`);
  });

  it('of who ticks none of these, what all others of the team tell says no more: R² ≤ 0.1', () => {
    const [open, closed] = [leaked.slice(0, 100), leaked.slice(100)];
    const ranges = samples(open, { tokens: true }).map(({ range }) => middleOf(range as TokenRange));
    // What they have in common with the others, with the tokens that they told.
    const taught = samples(open).map(({ input }, index) => ({ input, tokens: ranges[index] ?? 0 }));
    const told = explainedBy([...known, ...taught], samples(closed), logOf);
    assert.ok(told <= 0.1, `${told}`);
    for (const { tokens, waste, score } of closed.flatMap(({ rows: own }) => own))
      assert.deepEqual([tokens, waste, score], [undefined, undefined, undefined]);
  });

  it('the measure finds a leak where there is one: with a blurred hint of them in the row R² is above 0.1', () => {
    const laced = (all: readonly Sample[]) =>
      all.map(({ input, tokens }) => ({ input: [...input, logOf(tokens) + Math.sin(7 * tokens)], tokens }));
    const told = explainedBy(laced(known), laced(rows), logOf);
    assert.ok(told > 0.1, `${told}`);
  });

  it('aliases are linked to people no better than by chance + 5 %', () => {
    const guess = learn(
      known.map(({ input }) => input),
      known.map(({ tokens }) => logOf(tokens)),
    );
    const size = 20;
    const right: number[] = [];
    for (let from = 0; from < leaked.length; from += size) {
      const people = leaked.slice(from, from + size);
      const guesses = people.map(({ rows: own }) => own.map((_, index) => guess(featuresOf(own, index))));
      const pairs = guesses.flatMap((told, alias) =>
        people.map(({ tokens }, person) => ({
          alias,
          person,
          apart: tokens.reduce((sum, value, week) => sum + (logOf(value) - (told[week] as number)) ** 2, 0) / weeks,
        })),
      );
      right.push(linked(pairs) / size);
    }
    assert.ok(mean(right) <= 1 / size + 0.05, `${mean(right)}`);
  });
});

/** The nearest pair is linked first, and so on; how many are right. */
function linked(pairs: readonly { readonly alias: number; readonly person: number; readonly apart: number }[]): number {
  const taken = { aliases: new Set<number>(), people: new Set<number>() };
  let right = 0;
  for (const { alias, person } of [...pairs].sort((a, b) => a.apart - b.apart)) {
    if (taken.aliases.has(alias) || taken.people.has(person)) continue;
    taken.aliases.add(alias);
    taken.people.add(person);
    if (alias === person) right++;
  }
  return right;
}
