/**
 * Computes all kept work that `tallyboard report --value --json --evidence` shows again, from the evidence in it alone, with
 * formulae written apart from the product's (TEAM §3). Prints what differs; exit code 1 where anything does.
 *
 *   tallyboard report --value --json --evidence | npm run --silent recompute
 */
import { readFileSync } from 'node:fs';

const told = JSON.parse(readFileSync(process.argv[2] ?? 0, 'utf8'));
const differences = [];
let compared = 0;

function same(what, ours, theirs) {
  compared++;
  const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
  if (a !== b) differences.push(`${what}: shown ${b}, computed ${a}`);
}

const ratio = (part, whole) => (whole === 0 ? null : part / whole);

function sum(edits) {
  const of = (name) => edits.reduce((total, edit) => total + edit[name], 0);
  const [lines, kept, aged, survived] = ['lines', 'kept', 'aged', 'survived'].map(of);
  const ratios = { ratio: ratio(kept, lines), aged, survived, survivedRatio: ratio(survived, aged) };
  return { edits: edits.length, lines, kept, ...ratios };
}

function groups(edits, name) {
  const map = new Map();
  for (const edit of edits) map.set(edit[name], [...(map.get(edit[name]) ?? []), edit]);
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

const { edits, output } = told.evidence;
const shown = edits.filter(({ day }) => day >= (told.since ?? '') && day <= (told.until ?? '9999-99-99'));
same('total', sum(shown), told.total);
const maps = { byTool: 'tool', byModel: 'model', byDay: 'day', bySession: 'session', byBranch: 'branch' };
for (const [map, name] of Object.entries(maps)) {
  if (told[map] === undefined) continue;
  same(map, Object.fromEntries(groups(shown, name).map(([key, of]) => [key, sum(of)])), told[map]);
}

/** Whole days from one to another. */
const distance = (from, to) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function middle(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

const yieldOf = (day) => (day.output > 0 ? day.kept / (day.output / 1000) : undefined);

function usual(before) {
  const kept = before.map((day) => day.kept);
  const mad = middle(kept.map((each) => Math.abs(each - (middle(kept) ?? 0)))) ?? 0;
  return {
    ratio: middle(before.map((day) => day.kept / day.lines)) ?? 0.5,
    yield: Math.max(5, middle(before.map(yieldOf).filter((each) => each !== undefined)) ?? 5),
    cap: Math.max(300, (middle(kept) ?? 0) + 6 * 1.4826 * mad),
  };
}

function points(day, before) {
  const lines = Math.min(day.kept, before.cap);
  const r = (day.kept + 50 * before.ratio) / (day.lines + 50);
  const own = yieldOf(day);
  const e = own === undefined ? 1 : Math.min(1, own / before.yield);
  return ((5 * lines) / (lines + 14)) * (0.25 + 0.75 * r) * (0.4 + 0.6 * e);
}

const { since, until } = told.score;
const active = groups(edits, 'day')
  .map(([day, of]) => ({ day, lines: sum(of).lines, kept: sum(of).kept, output: output[day] ?? 0 }))
  .filter(({ day, lines }) => lines >= 10 && day <= until);
const days = active
  .filter(({ day }) => day >= since)
  .map((day) => {
    const before = usual(active.filter((other) => other.day < day.day && distance(other.day, day.day) <= 60));
    return { ...day, usual: before, points: points(day, before) };
  });
same('formula', 2, told.formula);
same('days of the score', distance(since, until), 27);
for (const [index, day] of days.entries()) same(`score of ${day.day}`, day, told.score.days[index]);
same('active days', days.length, told.score.days.length);

/** The best 60 %, the last of them in part. */
function mean() {
  const wanted = 0.6 * days.length;
  const best = days.map((day) => day.points).sort((a, b) => b - a);
  const total = best.reduce((all, each, index) => all + each * Math.max(0, Math.min(1, wanted - index)), 0);
  return days.length < 6 ? null : Math.round((10 * total) / wanted);
}

const score = mean();
same('score', score, told.score.score);
same('band', score === null ? null : [10, 20, 30, 40].filter((start) => score >= start).length + 1, told.score.band);

const words = differences.length === 0 ? 'all as shown' : differences.join('\n');
process.stdout.write(`${compared} figures computed again from ${edits.length} edits: ${words}\n`);
process.exitCode = differences.length === 0 ? 0 : 1;
