import type { DifferenceClass, VerifyAnswer, VerifyRow } from '../core/verify.js';
import { grouped } from './grouped.js';
import { table } from './text.js';
import { toolWords } from './toolWords.js';

/** Why the two sums differ, in a few words each. */
const words: Readonly<Record<DifferenceClass, string>> = {
  equal: 'equal',
  fork: "the tool's sum holds what was taken over from another session",
  replay: 'lines repeat requests of a session whose log is gone',
  reset: "the tool's counter began anew, or went back with a prompt that was taken back",
  after: 'requests after the tool last told its sum',
  cut: 'output of a stream that broke off',
  null: "the tool's sum lacks a run that ended without telling one",
  pause: 'used while counting was paused',
  'missing-store': 'told by a log that the other side does not have',
  day: 'counted on another day',
  unexplained: 'NOT EXPLAINED',
};

/** Sums by tool, then every session whose sums differ, with the reason and the line that shows it. */
export function verifyText({ rows, unexplained }: VerifyAnswer, columns: number | undefined): string {
  if (rows.length === 0) return 'No tool here keeps totals of its own. Codex, Claude Code 2.1.3xx and Copilot CLI do.';
  const differing = rows.filter((row) => row.class !== 'equal');
  const lines = differing.map((row) => [
    row.session,
    grouped(row.ours),
    grouped(row.theirs),
    signed(row.difference),
    row.class,
  ]);
  const heads = ['Session', 'Ours', 'Theirs', 'Difference', 'Reason'];
  const reasons = [...new Set(differing.map((row) => row.class))].map((name) => `${name}: ${words[name]}`);
  const records = differing.flatMap((row) => row.records.slice(0, 1).map((record) => recordText(row, record)));
  return [
    ...summary(rows),
    ...(differing.length > 0 ? ['', table([heads, ...lines], columns, 1, [0, 4]), '', ...reasons, '', ...records] : []),
    '',
    unexplained === 0 ? 'Nothing is unexplained.' : `${grouped(unexplained)} tokens are unexplained.`,
  ].join('\n');
}

function summary(rows: readonly VerifyRow[]): string[] {
  return [...new Set(rows.map(({ tool }) => tool))].map((tool) => {
    const own = rows.filter((row) => row.tool === tool);
    const sessions = new Set(own.map(({ session }) => session)).size;
    const equal = own.filter((row) => row.class === 'equal').length;
    const told = sessions === 1 ? '1 session with a sum of its own' : `${sessions} sessions with sums of their own`;
    return `${toolWords(tool)}: ${told}, ${equal} equal to the token`;
  });
}

function recordText({ session, class: name }: VerifyRow, { path, line }: VerifyRow['records'][number]): string {
  return `${name}  ${session}  ${path}${line === undefined ? '' : `:${line}`}`;
}

function signed(number: number): string {
  return `${number > 0 ? '+' : ''}${grouped(number)}`;
}
