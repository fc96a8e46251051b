import type { SourceRow, UsageRow } from './report.js';

/**
 * What a person can do so that more is counted, or counted more exactly.
 *
 * - `chat-logs`: of some turns of Copilot Chat only its last request is known; its debug log tells each.
 * - `old-claude`: builds of Claude Code before 2.1.97 logged output before it was final.
 * - `no-shutdown`: runs of older Copilot CLI builds that did not end as they should tell only their output.
 * - `own-tokenizer`: the tool logs its own estimate, not the provider's counts.
 * - `session-sums`: the tool logs sums of sessions; use is dated by when the sum was seen to grow.
 * - `last-request`: the tool keeps the counts of a session's last request alone; each that is seen counts.
 * - `account`: some of the tool's answers have counts, the rest is known to the account alone.
 * - `analytics-log`: the tool is used, and writes exact counts only where it is asked to.
 * - `no-counts`: the tool's log says what was asked, and not what it took.
 * - `helpers`: what the tool asks a model for by itself, such as the title of a session, is in no log of it.
 * - `lower-bound`: another tool's log leaves something out.
 * - `unreadable`: folders that are there and may not be read.
 * - `unknown-format`: records of a form that is not known yet.
 * - `wsl`, `container`, `ssh`: what ran on the system around this one, or on the one that one sits at, lies there.
 */
export const adviceKinds = [
  'chat-logs',
  'old-claude',
  'no-shutdown',
  'own-tokenizer',
  'session-sums',
  'last-request',
  'account',
  'analytics-log',
  'no-counts',
  'helpers',
  'lower-bound',
  'unreadable',
  'unknown-format',
  'wsl',
  'container',
  'ssh',
] as const;
export type AdviceKind = (typeof adviceKinds)[number];

export interface Advice {
  readonly kind: AdviceKind;
  /** '' for what concerns all tools. */
  readonly tool: string;
}

/** The system that we run in, as far as it hides another one's files. */
export type Host = 'wsl' | 'container' | 'ssh' | undefined;

const lowerBounds: Readonly<Record<string, AdviceKind>> = {
  'copilot-chat': 'chat-logs',
  'claude-code': 'old-claude',
  'copilot-cli': 'no-shutdown',
  crush: 'last-request',
  cursor: 'account',
};

/** Tools that tell nothing finer than what a session has used so far. */
const tellsSums: readonly string[] = ['droid', 'goose', 'zed', 'vibe'];
/** Stores of theirs, by newer builds, that tell each request. */
const tellsEach: readonly string[] = ['goose/usage'];

/** Tools whose titles, suggestions and the like no log tells: seen of each in a run of its client. */
const keepsHelpersBack: readonly string[] = [
  'codex',
  'gemini-cli',
  'opencode',
  'kilo',
  'goose',
  'grok',
  'continue',
  'cline',
];

/** Of what is made of Pi, OMP does so: Pi tells what it asked for itself. */
function isOmp(tool: string, sources: readonly SourceRow[]): boolean {
  const isRead = ({ path, state }: { path: string; state: string }) =>
    state === 'read' && /[\\/]\.?omp[\\/]/.test(path);
  return tool === 'pi' && sources.some(({ roots }) => roots.some(isRead));
}

/** Aider is here, by its own folder or configuration, and no log of it is. */
function lacksLog(tool: string, sources: readonly SourceRow[]): boolean {
  const isHere = sources.some(({ roots }) => roots.some(({ state }) => state === 'read'));
  return tool === 'aider' && isHere && sources.every(({ files, records }) => files === 0 && records === 0);
}

/** Tools of which some builds keep none at all; of others an answer without counts is one that failed. */
const countless: readonly string[] = ['cursor'];

/** What such a tool used cannot be told: all that was found of it are answers without counts. `sources`: of the tool. */
export function keepsNoCounts(tool: string, sources: readonly Pick<SourceRow, 'records' | 'skipped'>[]): boolean {
  const isSilent = sources.every(({ records }) => records === 0);
  return countless.includes(tool) && isSilent && sources.some(({ skipped }) => (skipped['no-usage'] ?? 0) > 0);
}

/** `usage`: by tool. In the order of the sources, what concerns all of them last. */
export function adviceOf(sources: readonly SourceRow[], usage: readonly UsageRow[], host: Host): Advice[] {
  const tools = [...new Set(sources.map(({ tool }) => tool))];
  const list = tools.flatMap((tool) => {
    const totals = usage.find(({ key }) => key.tool === tool)?.totals;
    const own = sources.filter((source) => source.tool === tool);
    const kinds: AdviceKind[] = [];
    if (keepsNoCounts(tool, own)) kinds.push('no-counts');
    if (lacksLog(tool, own)) kinds.push('analytics-log');
    const isSum = ({ store, records }: SourceRow) => records > 0 && !tellsEach.includes(`${tool}/${store}`);
    if (tellsSums.includes(tool) && own.some(isSum)) kinds.push('session-sums');
    if (totals && totals.precision.atLeast > 0) kinds.push(lowerBounds[tool] ?? 'lower-bound');
    if (totals && totals.precision.estimate > 0) kinds.push('own-tokenizer');
    if (totals && totals.precision.exact > 0 && (keepsHelpersBack.includes(tool) || isOmp(tool, own)))
      kinds.push('helpers');
    if (own.some(({ roots }) => roots.some(({ state }) => state === 'unreadable'))) kinds.push('unreadable');
    if (own.some(({ skipped }) => (skipped['unknown-format'] ?? 0) > 0)) kinds.push('unknown-format');
    return kinds.map((kind) => ({ kind, tool }));
  });
  return host === undefined ? list : [...list, { kind: host, tool: '' }];
}
