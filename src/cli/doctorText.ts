import type { Doctor } from '../app/cli.js';
import type { Advice } from '../core/advice.js';
import { dayOf } from '../core/day.js';
import type { SourceRow } from '../core/report.js';
import type { SkipReason } from '../core/source.js';
import { problemWords } from '../core/words/problemWords.js';
import { grouped } from './grouped.js';
import { toolWords } from './toolWords.js';

/** What was found where, what was passed over, and what would make it more exact. Folders that are not there are only counted. */
export function doctorText(doctor: Doctor, zone: string): string {
  const problems = doctor.problems.map(
    ({ code, detail }) => `${problemWords(code, (text) => text) ?? code}: ${detail}`,
  );
  const advice = doctor.advice.map((each) => `  ${adviceText(each)}`);
  return [
    ...doctor.sources.filter(isFound).flatMap((source) => sourceLines(source, zone)),
    ...nothingLines(doctor),
    ...(advice.length > 0 ? ['', 'What would count more, or more exactly:', ...advice] : []),
    '',
    doctor.ledger.path === ':memory:'
      ? 'Ledger: in memory, for this command alone'
      : `Ledger: ${doctor.ledger.path} (schema ${doctor.ledger.schema}, ${counted(doctor.ledger.bytes, 'byte')})`,
    ...(doctor.ofOneMachine
      ? ['In a folder on a network each machine has its own ledger. This is the one of this machine.']
      : []),
    ...(doctor.imports > 0 ? [`Imports: ${doctor.imports}; tallyboard import --list names them.`] : []),
    ...guardLines(doctor),
    ...(problems.length > 0 ? ['', 'Problems:', ...problems] : ['No problems.']),
  ].join('\n');
}

function guardLines({ guard }: Doctor): string[] {
  const lines = guard.map(
    ({ rule, found, redacted, sent }) => `  ${rule}: ${found} found, ${redacted} removed, ${sent} sent all the same`,
  );
  return lines.length > 0 ? ['', 'What the guard found in the editor:', ...lines, ''] : [];
}

function isFound({ files, records, roots }: SourceRow): boolean {
  return files > 0 || records > 0 || roots.some(({ state }) => state === 'unreadable');
}

function sourceLines(source: SourceRow, zone: string): string[] {
  const { tool, store, files, records, skipped, lastEventAt, roots } = source;
  const last = lastEventAt === undefined ? '' : `, last ${dayOf(lastEventAt, zone)}`;
  return [
    `${toolWords(tool)} · ${store}: ${counted(files, 'file')}, ${counted(records, 'record')}${last}${skippedText(skipped)}`,
    ...roots.filter(({ state }) => state !== 'absent').map(({ state, path }) => `  ${state.padEnd(10)} ${path}`),
  ];
}

function counted(count: number, word: string): string {
  return `${grouped(count)} ${word}${count === 1 ? '' : 's'}`;
}

function skippedText(skipped: Readonly<Record<string, number>>): string {
  const parts = Object.entries(skipped).map(
    ([reason, count]) => `${grouped(count)} ${skipWords[reason as SkipReason] ?? reason}`,
  );
  return parts.length > 0 ? `, passed over: ${parts.join(', ')}` : '';
}

const skipWords: Readonly<Record<SkipReason, string>> = {
  malformed: 'not readable',
  'no-timestamp': 'without a time',
  'no-usage': 'without counts',
  replay: 'repeated from another session',
  'unknown-format': 'of an unknown format',
  'too-long': 'too long',
};

function nothingLines(doctor: Doctor): string[] {
  const found = new Set(doctor.sources.filter(isFound).map(({ tool }) => tool));
  const nothing = doctor.sources.filter(({ tool }) => !found.has(tool));
  if (nothing.length === 0) return [];
  const tools = [...new Set(nothing.map(({ tool }) => toolWords(tool)))];
  const places = new Set(nothing.flatMap(({ roots }) => roots.map(({ path }) => path))).size;
  return [
    '',
    `Nothing of ${tools.join(', ')}.`,
    `Looked for in ${places} places; tallyboard doctor --json lists them.`,
  ];
}

function adviceText({ kind, tool }: Advice): string {
  const name = toolWords(tool);
  const words = {
    'chat-logs': `${name}: of some turns only the last request is known. Switch on "github.copilot.chat.agentDebugLog.fileLogging.enabled" in the editor's settings: from then on each request is.`,
    'old-claude': `${name}: builds before 2.1.97 logged output before it was final. Update it: newer ones log it whole. Telemetry of that time makes it exact: tallyboard import.`,
    'no-shutdown': `${name}: runs of older builds that were cut off told only their output. Update it: newer ones tell each request at once.`,
    'own-tokenizer': `${name}: its log has its own estimates, not the provider's counts.`,
    'session-sums': `${name}: tells what a session has used so far, exactly. What came between two looks is dated by the later one: the sooner it is seen, the better the day.`,
    'last-request': `${name}: keeps the counts of each session's last request alone. Each that is seen counts: leave an editor open with Tallyboard while you use it.`,
    account: `${name}: some of its answers have counts, and none tells its cache. The rest is on the usage page of your account alone.`,
    'analytics-log': `${name}: writes exact counts only where you ask for it; its chat history has rounded ones without times, which are not counted. Add "analytics-log: ~/.aider.analytics.jsonl" to ~/.aider.conf.yml.`,
    'no-counts': `${name}: keeps no token counts, so its use cannot be told. The usage page of your account has them.`,
    helpers: `${name}: what it asks a model for by itself, such as the title of a session, is in none of its logs, and not counted.`,
    'lower-bound': `${name}: its log leaves some of the use out.`,
    unreadable: `${name}: a folder may not be read. Look at its owner and permissions; Diagnose and this list name it.`,
    'unknown-format': `${name}: some records have a form that is not known. A newer Tallyboard may know it.`,
    wsl: 'This is WSL. Tools that ran in Windows keep their logs there: name their folders below /mnt/c in "tallyboard.roots", or count in a window of Windows.',
    container:
      'This is a container. Tools that ran outside of it keep their logs there: count there, or mount their folders and name them in "tallyboard.roots".',
    ssh: 'This machine is reached over SSH. Tools on the one you sit at keep their logs there: "tallyboard export --format jsonl" there, "tallyboard import" here, or count in a window there.',
  } satisfies Record<Advice['kind'], string>;
  return words[kind];
}
