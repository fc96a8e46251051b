import type { FailedImport, ImportFailure, ImportOutcome, ImportSkip } from '../../core/imported.js';
import { code, escapeText, table } from '../../core/markdown.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

const skipped: Readonly<Record<ImportSkip, () => string>> = {
  'no-session': () => t('that name no session, so that nothing tells whether a log has them'),
  'no-timestamp': () => t('without a time'),
  'no-counts': () => t('without counts'),
  'told-twice': () => t('of a metric that counts some answers twice (Claude Code before 2.1.214)'),
  torn: () => t('that broke off at the end of a file'),
};

/** What files would add, as Markdown. It holds their paths, since a person chose them. */
export function importMarkdown(outcome: ImportOutcome, paths: readonly string[], wording: Wording): string {
  const points = outcome.tools.reduce((sum, tool) => sum + tool.points, 0);
  const left = Object.entries(outcome.skipped).map(
    ([reason, count]) => `- ${t('Left out')}: ${wording.long(count)} ${skipped[reason as ImportSkip]()}`,
  );
  const parts = [
    `# ${t('Tallyboard: what the files would add')}`,
    paths.map((path) => `- ${code(path)}`).join('\n'),
    outcome.tools.length === 0 ? t('They hold no use of a tool that is known.') : toolTable(outcome, wording),
    t('What a tool’s own log tells is not counted again, whichever came first. An import can be taken back.'),
    points === 0
      ? ''
      : t('{0} points of metrics: of them counts what exceeds the requests of their session.', wording.long(points)),
    left.join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function toolTable({ tools }: ImportOutcome, wording: Wording): string {
  const heads = [t('Tool'), t('In the files'), t('New'), t('Told by its log'), t('Imported before'), t('Tokens')];
  const rows = tools.map(({ tool, requests, added, told, known, growth }) => [
    escapeText(toolWords(tool)),
    ...[requests, added, told, known].map((count) => wording.long(count)),
    `${growth.total < 0 ? '' : '+'}${wording.long(growth.total)}`,
  ]);
  return table(heads, rows);
}

/** What is wrong with a file, and where. */
export function importFailureWords({ reason, path, line }: FailedImport): string {
  const words = {
    absent: () => t('there is no such file'),
    unreadable: () => t('it may not be read'),
    folder: () => t('it is a folder; name the files in it'),
    'no-json': () => t('this is no JSON'),
    unclosed: () => t('what begins here does not end'),
    'too-long': () => t('what begins here is longer than 128 MB'),
    'no-line': () => t('this is no line of an export of Tallyboard'),
    newer: () => t('this line is of a newer Tallyboard'),
    ccusage: () =>
      t('this is a report of ccusage; in a terminal, {0} explains what differs from it', 'tallyboard verify --against'),
    nothing: () => t('it holds neither telemetry in OpenTelemetry’s JSON nor an export of Tallyboard'),
  } satisfies Record<ImportFailure, () => string>;
  const where = line === undefined ? path : t('{0}, line {1}', path, line);
  return t('Nothing was imported. {0}: {1}.', where, words[reason]());
}
