import type { Value } from '../app/otherCli.js';
import { createFormats, type Formats } from '../core/format.js';
import type { LeftOutReason } from '../core/keptWork/evaluation.js';
import { keptError, leastDays } from '../core/keptWork/formulae.js';
import type { KeptDimension, KeptRow, KeptSum } from '../protocol/kept.js';
import type { Asked } from './asked.js';
import { narrowing } from './nothingText.js';
import { table } from './text.js';
import { toolWords } from './toolWords.js';

const heads = ['', 'Edits', 'AI lines', 'In a commit', 'Kept', 'After 28 days'];

/** Why edits are in no sum, as a person reads it. */
const reasons: Readonly<Record<LeftOutReason, string>> = {
  'no-repository': 'in no git repository',
  gone: 'in a folder that is gone',
  unreadable: 'in a repository that git cannot read',
  shallow: 'from before the begin of a shallow clone',
  undecided: 'not committed yet, or in no commit',
  logged: 'seen in the editor, and told by the tool itself as well',
  noted: 'told by authorship notes alone, which say nothing of what was not committed',
  'unknown-note': 'in an authorship note of a form that is not read',
  'not-counted': 'with no line that counts: generated, vendored, data, common or moved',
};

/** What stayed of the AI tools' edits, in words. */
export function valueText(value: Value, options: Asked, columns?: number): string {
  const formats = createFormats('en', options.zone);
  const { total, by } = value;
  if (total.total.lines === 0 && total.coverage.seen === 0) {
    const asked = narrowing(options);
    return asked.length === 0 ? 'No edit of an AI tool found.' : `No edit of an AI tool matches ${asked.join(' ')}.`;
  }
  const splits = options.splits ?? (['tool'] as const);
  const tables = splits.map((split) => {
    const rows = ordered(by[split], split).map(({ key, ...sum }) => row(nameOf(split, key[split]), sum, formats));
    return table([heads, ...rows, row('Together', total.total, formats)], columns);
  });
  return [
    tables.join('\n\n'),
    '',
    ...scoreLines(value),
    ...figures(value, formats),
    '',
    `From the history of git, so with an error of about ${keptError} points. Lines that formatters or a tool changed again may be missed.`,
    ...leftOutLines(value, formats),
  ].join('\n');
}

/** Days in order, else most lines first. */
function ordered(rows: readonly KeptRow[], split: KeptDimension): KeptRow[] {
  return [...rows].sort((a, b) => (split === 'day' ? compare(a.key.day, b.key.day) : b.lines - a.lines));
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}

function nameOf(split: KeptDimension, name = ''): string {
  if (split === 'tool') return toolWords(name);
  return name === '' ? '(none)' : name;
}

function row(label: string, { edits, lines, kept, aged, survived }: KeptSum, formats: Formats): string[] {
  return [
    label,
    formats.long(edits),
    formats.long(lines),
    formats.long(kept),
    lines === 0 ? '–' : formats.share(kept, lines),
    aged === 0 ? '–' : `${formats.share(survived, aged)} of ${formats.long(aged)}`,
  ];
}

function scoreLines({ score }: Value): string[] {
  const period = `${score.since} to ${score.until}`;
  if (score.score === null)
    return [`Score, ${period}: too little to say (${score.days.length} active days, ${leastDays} are needed).`];
  return [`Score, ${period}: ${score.score}, band ${score.band} of 5 (${score.days.length} active days).`];
}

function figures({ total, cacheHitRatio, costPerKeptLine, costAtLeast }: Value, formats: Formats): string[] {
  const { seen, escaped } = total.coverage;
  return [
    ...(costPerKeptLine === null
      ? []
      : [`100 kept lines: ${formats.money(100 * costPerKeptLine, costAtLeast)} at list price.`]),
    ...(cacheHitRatio === null ? [] : [`Input read from a cache: ${formats.share(cacheHitRatio, 1)}.`]),
    ...notedLines(total.noted, formats),
    `Covers ${formats.share(seen, seen + escaped)} of the changes by AI tools; ${formats.long(escaped)} were made by commands.`,
  ];
}

/** Nothing is a share of them: what did not reach a commit, no note tells. */
function notedLines({ kept, aged, survived }: Value['total']['noted'], formats: Formats): string[] {
  if (kept === 0) return [];
  const stayed = aged === 0 ? '' : `; after 28 days ${formats.share(survived, aged)} of ${formats.long(aged)}`;
  return [`Authorship notes tell of ${formats.long(kept)} more AI lines in commits${stayed}.`];
}

function leftOutLines({ total }: Value, formats: Formats): string[] {
  const told = Object.entries(total.leftOut).map(
    ([reason, count]) => `  ${formats.long(count)} ${reasons[reason as LeftOutReason]}`,
  );
  return told.length === 0 ? [] : ['Edits in no sum:', ...told];
}
