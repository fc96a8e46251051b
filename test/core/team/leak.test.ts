import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { WeekRow } from '../../../src/core/team/row.js';
import { Random } from '../../kit/generate/random.js';
import { type LeakMember, leakMember, weeks } from '../../kit/leakTeam.js';

/**
 * A leaker has every decrypted row of 13 weeks, and more than he ever will: as many other teams as he likes with rows and
 * true tokens to learn from, and for the linking the true tokens of each person in each week.
 */

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const logOf = (tokens: number) => Math.log10(1_000 + tokens);

/** What can be learned from: this week's row, and the member's mean of all weeks. */
function featuresOf({ rows }: LeakMember, index: number): number[] {
  const of = (row: WeekRow) => [
    row.band ?? 3,
    row.band === undefined ? 1 : 0,
    (row.kept ?? 70) / 10,
    row.cache ?? 4,
    (row.cache ?? 4) ** 2,
    row.tools?.length ?? 0,
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
const samples = (members: readonly LeakMember[]): readonly Sample[] =>
  members.flatMap((member) => member.tokens.map((tokens, index) => ({ input: featuresOf(member, index), tokens })));

function explained(truth: readonly number[], told: readonly number[], prior: number): number {
  const miss = truth.reduce((sum, value, index) => sum + (value - (told[index] as number)) ** 2, 0);
  return 1 - miss / truth.reduce((sum, value) => sum + (value - prior) ** 2, 0);
}

interface Sample {
  readonly input: readonly number[];
  readonly tokens: number;
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
  let known: readonly Sample[];
  let leaked: readonly LeakMember[];
  let rows: readonly Sample[];
  before(() => {
    known = samples(team('known', 400));
    leaked = team('leaked', 200);
    rows = samples(leaked);
  });

  it('rows tell the weekly tokens no better than the public prior: R² ≤ 0.1', () => {
    const told = [explainedBy(known, rows, logOf), explainedBy(known, rows, (tokens) => tokens / 1e6)];
    assert.ok(Math.max(...told) <= 0.1, `R² of the logarithm and of the tokens: ${told}`);
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
      const guesses = people.map((member) => member.tokens.map((_, index) => guess(featuresOf(member, index))));
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
