import type { Advice } from '../../core/advice.js';
import { code, escapeText, table } from '../../core/markdown.js';
import type { SourceRow } from '../../core/report.js';
import { problemWords } from '../../core/words/problemWords.js';
import type { GuardCount } from '../../protocol/guard.js';
import type { LedgerState, Problem, Rebuilt } from '../../protocol/ledger.js';
import { ruleName } from '../guard/ruleNames.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import { adviceMarkdown } from './advice.js';
import { skipWords } from './skips.js';

/** All that Diagnose says. It holds paths, since a person asked for them; no content and no secret. */
export interface Diagnosis {
  readonly at: number;
  /** Product names and versions, in order. */
  readonly versions: readonly (readonly [name: string, version: string])[];
  /** Words; the editor's own settings that are not taken as written. */
  readonly settingProblems: readonly string[];
  /** Why nothing counts, in words; undefined while counting. */
  readonly stopped: string | undefined;
  /** Undefined while the worker does not answer. */
  readonly ledger:
    | {
        readonly state: LedgerState;
        readonly sources: readonly SourceRow[];
        readonly advice: readonly Advice[];
        /** What the guard found, by kind. */
        readonly guard: readonly GuardCount[];
      }
    | undefined;
  readonly demo: boolean;
  /** How counting of accepted suggestions is, in words. */
  readonly hooks: string;
}

export function diagnoseMarkdown(diagnosis: Diagnosis, wording: Wording): string {
  const { at, versions, stopped, ledger, settingProblems, demo, hooks } = diagnosis;
  const parts = [
    `# ${t('Tallyboard: diagnosis')}`,
    demo ? `**${t('Demo data: generated, not yours')}**` : '',
    t('Made {0}. Nothing of it leaves this machine unless you copy it.', `${wording.day(at)}, ${wording.clock(at)}`),
    problems(stopped, settingProblems, ledger?.state.problems ?? []),
    ...(ledger
      ? [adviceMarkdown(ledger.advice), ledgerPart(ledger.state, at, wording), sourcesPart(ledger.sources, wording)]
      : []),
    `## ${t('Hooks')}`,
    escapeText(hooks),
    ...guardPart(ledger?.guard ?? [], wording),
    `## ${t('Versions')}`,
    versions.map(([name, version]) => `- ${escapeText(name)}: ${code(version)}`).join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Counts are all that is kept of what was found. */
function guardPart(counts: readonly GuardCount[], wording: Wording): string[] {
  if (counts.length === 0) return [];
  const rows = counts.map(({ rule, found, redacted, sent }) => [
    escapeText(ruleName(rule)),
    ...[found, redacted, sent].map((count) => wording.long(count)),
  ]);
  return [`## ${t('Guard')}`, table([t('Kind'), t('Found'), t('Removed'), t('Sent all the same')], rows)];
}

function problems(stopped: string | undefined, settings: readonly string[], found: readonly Problem[]): string {
  const lines = [
    ...(stopped === undefined ? [] : [escapeText(stopped)]),
    ...settings.map(escapeText),
    ...found.map(({ code: reason, detail }) => `${problemWords(reason, t) ?? escapeText(reason)}: ${code(detail)}`),
  ];
  if (lines.length === 0) return t('No problems found.');
  return [`## ${t('Problems')}`, lines.map((line) => `- ${line}`).join('\n')].join('\n\n');
}

function ledgerPart(state: LedgerState, at: number, wording: Wording): string {
  const rows = [
    [t('File'), code(state.path)],
    ...(state.ofOneMachine
      ? [[t('Holds'), t('what this machine counted: in a folder on a network each machine has its own ledger')]]
      : []),
    [t('Size'), t('{0} bytes', wording.long(state.bytes))],
    [t('Schema'), String(state.schema)],
    [t('Revision'), wording.long(state.revision)],
    [t('Reads the logs'), state.leading ? t('this window') : t('another window or the command line')],
    [t('Read to the end once'), state.ready ? t('yes') : t('not yet')],
    [t('Last reading'), state.lastScanAt === undefined ? '–' : wording.moment(state.lastScanAt, at)],
    ...(state.health.rebuilt ? [[t('Rebuilt'), rebuiltWords(state.health.rebuilt, wording)]] : []),
    [t('Counting'), state.paused ? t('paused since {0}', wording.moment(state.paused.since, at)) : t('on')],
    [
      t('Prices'),
      `${escapeText(state.priceBook.source)}, ${escapeText(state.priceBook.date)} (${code(state.priceBook.version)})`,
    ],
  ];
  return [`## ${t('Ledger')}`, table([t('What'), t('Value')], rows, 'll')].join('\n\n');
}

/** What may be missing: the notice of the page leads here. */
function rebuiltWords({ at, backupAt }: Rebuilt, wording: Wording): string {
  const day = wording.day(at);
  return backupAt === undefined
    ? t(
        '{0}. Missing is use whose logs are gone, and what was seen in the editor alone: commands and accepted suggestions.',
        day,
      )
    : t(
        '{0}, from the backup of {1}. Missing is use after it whose logs are gone, and what was seen in the editor alone after it: commands and accepted suggestions.',
        day,
        wording.day(backupAt),
      );
}

function sourcesPart(sources: readonly SourceRow[], wording: Wording): string {
  const states = { read: t('read'), absent: t('absent'), unreadable: t('cannot be read') };
  const parts = sources.map((source) => {
    const { tool, store, files, bytes, records, skipped, roots, lastEventAt } = source;
    const last = lastEventAt === undefined ? '–' : `${wording.day(lastEventAt)}, ${wording.clock(lastEventAt)}`;
    const facts = t(
      '{0} files, {1} bytes, {2} records, last {3}. Passed over: {4}',
      ...[files, bytes, records].map(wordsOf),
      last,
      skipWords(skipped, wording),
    );
    const places = roots.map(({ path, state }) => `- ${states[state]}: ${code(path)}`);
    return [`### ${escapeText(toolWords(tool))} · ${escapeText(store)}`, facts, places.join('\n')].join('\n\n');
  });
  return [`## ${t('Sources')}`, ...parts].join('\n\n');

  function wordsOf(count: number): string {
    return wording.long(count);
  }
}
