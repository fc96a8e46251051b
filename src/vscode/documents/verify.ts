import { code, escapeText, table } from '../../core/markdown.js';
import type { DifferenceClass, VerifyAnswer, VerifyRow } from '../../core/verify.js';
import type { DataKind } from '../../protocol/page.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';

/** A document names at most so many rows; the command line has them all. */
const mostRows = 200;

const reasons: Readonly<Record<DifferenceClass, () => string>> = {
  equal: () => t('equal'),
  fork: () => t('the tool’s sum holds what was taken over from another session'),
  replay: () => t('lines repeat requests of a session whose log is gone'),
  reset: () => t('the tool’s counter began anew, or went back with a prompt that was taken back'),
  after: () => t('requests after the tool last told its sum'),
  cut: () => t('output of a stream that broke off'),
  null: () => t('the tool’s sum lacks a run that ended without telling one'),
  pause: () => t('used while counting was paused'),
  'missing-store': () => t('told by a log that the other side does not have'),
  day: () => t('counted on another day'),
  unexplained: () => t('not explained'),
};

/** What Verify found, as Markdown. It holds paths of logs, since a person asked for the lines. */
export function verifyMarkdown({ rows, unexplained }: VerifyAnswer, wording: Wording, dataKind: DataKind): string {
  const differing = rows.filter((row) => row.class !== 'equal');
  const parts = [
    `# ${t('Tallyboard: verification')}`,
    dataKind === 'demo' ? `**${t('Demo data: generated, not yours')}**` : '',
    t('Our sums, held against the sums that the tools keep themselves.'),
    rows.length === 0 ? t('No tool here keeps totals of its own.') : toolTable(rows, wording),
    unexplained === 0 ? t('Nothing is unexplained.') : t('{0} tokens are not explained.', wording.long(unexplained)),
    ...(differing.length > 0 ? [`## ${t('Differences')}`, differences(differing, wording)] : []),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function toolTable(rows: readonly VerifyRow[], wording: Wording): string {
  const lines = [...new Set(rows.map(({ tool }) => tool))].map((tool) => {
    const own = rows.filter((row) => row.tool === tool);
    const sessions = new Set(own.map(({ session }) => session)).size;
    const equal = own.filter((row) => row.class === 'equal').length;
    const open = own.reduce((sum, row) => sum + (row.class === 'unexplained' ? Math.abs(row.difference) : 0), 0);
    return [
      escapeText(toolWords(tool)),
      ...[sessions, equal, sessions - equal, open].map((count) => wording.long(count)),
    ];
  });
  return table([t('Tool'), t('Sessions'), t('Equal'), t('Different'), t('Tokens not explained')], lines);
}

function differences(rows: readonly VerifyRow[], wording: Wording): string {
  const shown = [...rows]
    .sort((a, b) => rank(a) - rank(b) || Math.abs(b.difference) - Math.abs(a.difference))
    .slice(0, mostRows);
  const lines = shown.map((row) => [
    code(row.session),
    wording.long(row.ours),
    wording.long(row.theirs),
    `${row.difference > 0 ? '+' : ''}${wording.long(row.difference)}`,
    escapeText(reasons[row.class]()),
  ]);
  const heads = [t('Session'), t('Ours'), t('Theirs'), t('Difference'), t('Reason')];
  const left = rows.length - shown.length;
  const more = plural(left, { one: '{0} more difference', other: '{0} more differences' }, wording.long(left));
  const places = shown.flatMap((row) =>
    row.records.slice(0, 2).map((record) => `- ${code(row.session)}: ${recordText(record)}`),
  );
  return [
    table(heads, lines, 'lrrrl'),
    ...(left > 0 ? [more] : []),
    ...(places.length > 0 ? [`## ${t('Lines that show it')}`, places.join('\n')] : []),
  ].join('\n\n');
}

/** What is not explained stands first. */
function rank(row: VerifyRow): number {
  return row.class === 'unexplained' ? 0 : 1;
}

function recordText({ path, line }: VerifyRow['records'][number]): string {
  return code(line === undefined ? path : `${path}:${line}`);
}
