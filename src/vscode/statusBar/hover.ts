import { sumWords } from '../../core/budget/words/budgetWords.js';
import { escapeText } from '../../core/markdown.js';
import type { LimitRow, Totals } from '../../core/report.js';
import { erasedReason, type ToolTotals, type YouData } from '../../protocol/page.js';
import { stoppedWords } from '../failures.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import { readingShare, type StatusKind, type StatusState, statusKind } from './state.js';

/** The only commands that a link of the hover may run. */
export const hoverCommands = [
  'tallyboard.openSidebar',
  'tallyboard.showReport',
  'tallyboard.pause',
  'tallyboard.resume',
  'tallyboard.restart',
  'tallyboard.openSettings',
] as const;

const toolsShown = 5;

/** Theme colours of the tools' keys, as in the page. */
const toolColours: Readonly<Record<string, string>> = {
  'claude-code': '--vscode-charts-purple',
  codex: '--vscode-charts-green',
  'copilot-chat': '--vscode-terminal-ansiCyan',
  'copilot-cli': '--vscode-terminal-ansiCyan',
  'gemini-cli': '--vscode-charts-yellow',
};
const otherTool = '--vscode-descriptionForeground';

/** The hover's Markdown. Everything that comes from a log is escaped. */
export function hoverMarkdown(state: StatusState, wording: Wording): string {
  const kind = statusKind(state);
  const { data } = state;
  const demo = state.dataKind === 'demo' ? [`$(beaker) ${t('Demo data: generated, not yours')}`] : [];
  const body = () => {
    if (kind === 'reading') return [reading(state, wording)];
    if (kind === 'erased') return [erased()];
    if (kind === 'waiting') return [t('Figures are on their way.')];
    if (kind === 'noTool' || !data) return kind === 'stopped' ? [] : [noTool(data)];
    return [headline(state, data.totals, wording), table(state, data, wording), facts(state, data, wording)];
  };
  const paragraphs = [...demo, ...body(), ...(kind === 'erased' ? [] : notices(state, wording))];
  return [...paragraphs.filter((text) => text !== ''), '---', links(kind, state)].join('\n\n');
}

function headline({ period }: StatusState, totals: Totals, wording: Wording): string {
  const count = wording.headline(totals);
  const words = period === 'today' ? t('{0} tokens today', count) : t('{0} tokens this session', count);
  return `**${words}** · ${precisionWords(totals, wording)}`;
}

function precisionWords(totals: Totals, wording: Wording): string {
  const { exact, atLeast, estimate } = totals.precision;
  if (exact === totals.total) return `$(check) ${t('exact')}`;
  const parts = [
    exact > 0 ? t('{0} exact', wording.share(exact, totals.total)) : '',
    atLeast > 0 ? t('{0} at least', wording.share(atLeast, totals.total)) : '',
    estimate > 0 ? t('{0} estimate', wording.share(estimate, totals.total)) : '',
  ];
  return parts.filter(Boolean).join(', ');
}

function table({ period }: StatusState, data: YouData, wording: Wording): string {
  if (data.byTool.length === 0) return period === 'today' ? lastUse(data, wording) : t('No AI use this session.');
  const shown = data.byTool.slice(0, toolsShown);
  const more = data.byTool.length - shown.length;
  const rest = more > 0 ? [`| ${plural(more, { one: '{0} more', other: '{0} more' }, String(more))} | | |`] : [];
  return [
    `| ${t('Tool')} | ${gap}${t('Tokens')} | ${gap}${t('Cost')} |`,
    '|:--|--:|--:|',
    ...shown.map((row) => toolRow(row, wording)),
    ...rest,
    `| ${t('Together')} | ${gap}${wording.brief(data.totals)} | ${gap}${wording.cost(data.totals)} |`,
  ].join('\n');
}

const gap = '&nbsp;&nbsp;&nbsp;';

function toolRow({ tool, totals }: ToolTotals, wording: Wording): string {
  return `| ${key(tool)}&nbsp;&nbsp;${escapeText(toolWords(tool))} | ${gap}${wording.brief(totals)} | ${gap}${wording.cost(totals)} |`;
}

/** The editor keeps a span's style only in this order and form; the text colour hides nothing and pleases its sanitiser. */
function key(tool: string): string {
  const colour = `var(${toolColours[tool] ?? otherTool})`;
  return `<small><span style="color:${colour};background-color:${colour};border-radius:2px;">&nbsp;&nbsp;&nbsp;</span></small>`;
}

function lastUse({ lastUse: last }: YouData, wording: Wording): string {
  if (!last) return t('No AI use today.');
  return `${t('No AI use today.')} ${t('Last: {0}, {1}.', wording.day(last.day), wording.compact(last.total))}`;
}

/** The live session and the plan windows, and what kind of money this is; one line each. */
function facts(state: StatusState, data: YouData, wording: Wording): string {
  const { live, window, limits } = data.now;
  const running = limits.filter(({ resetsAt }) => resetsAt === undefined || resetsAt > state.now);
  const lines: string[] = [];
  if (live) {
    const since = t('This session {0}, since {1}', wording.brief(live.totals), wording.moment(live.start, state.now));
    const fill = wording.contextFill(live);
    const context = live.contextWindow ? t('context {0} full', fill ?? '') : t('context {0}', fill ?? '');
    lines.push(`$(pulse) ${fill === undefined ? since : `${since}, ${context}`}`);
  }
  if (window && window.hooked.requests + window.hooked.suggestions > 0) {
    const since = wording.moment(window.since, state.now);
    lines.push(`$(window) ${t('This window {0}, since {1}', wording.brief(window.totals), since)}`);
  }
  const ofLive = live !== null && running.every(({ tool }) => tool === live.tool);
  lines.push(...running.map((limit) => limitLine(limit, !ofLive, state.now, wording)));
  if (running.length === 0 && state.plan !== 'api') lines.push(`$(clock) ${t('Plan window: not reported')}`);
  lines.push(...budgetLine(data, wording));
  if (data.totals.costNano !== null && data.totals.total > 0)
    lines.push(`$(tag) ${t('Cost is {0}', wording.moneyWord)}`);
  return lines.join('<br>');
}

const meterCells = 24;

/** The meter is spans like the tools' keys. */
function budgetLine({ budget }: YouData, wording: Wording): string[] {
  if (!budget) return [];
  const full = Math.min(meterCells, Math.floor((meterCells * budget.used) / budget.limit));
  const cells = (count: number, colour: string) =>
    count === 0
      ? ''
      : `<span style="color:var(${colour});background-color:var(${colour});border-radius:2px;">${'&nbsp;'.repeat(count)}</span>`;
  const meter =
    cells(full, '--vscode-charts-blue') + cells(meterCells - full, '--vscode-list-inactiveSelectionBackground');
  return [`$(credit-card) <small>${meter}</small> ${escapeText(sumWords(budget, { t, formats: wording }))}`];
}

function limitLine(limit: LimitRow, named: boolean, now: number, wording: Wording): string {
  const words = escapeText(wording.limit(limit, now));
  return `$(clock) ${named ? `${escapeText(toolWords(limit.tool))}: ${words}` : words}`;
}

/** What holds now and asks for attention, else why the sum is a lower bound. */
function notices({ data, stopped }: StatusState, wording: Wording): string[] {
  if (stopped !== undefined) {
    return [`$(warning) ${stoppedLine(data, stopped, wording)} [${t('Restart')}](command:tallyboard.restart)`];
  }
  if (data?.state.paused) {
    return [`$(debug-pause) ${t('Counting is paused.')} ${t('Use during a pause is left out for good.')}`];
  }
  const parts = data?.byTool.filter(({ totals }) => totals.precision.atLeast > 0) ?? [];
  const models = data?.totals.unpricedModels ?? [];
  const forms = { one: '{0} model without price', other: '{0} models without price' };
  return [
    ...(parts.length > 0
      ? [t('At least: {0} left out part of the use.', parts.map(({ tool }) => escapeText(toolWords(tool))).join(', '))]
      : []),
    ...(models.length > 0 ? [plural(models.length, forms, String(models.length))] : []),
  ];
}

/** A cause that does not mend by itself is told in place of "the logs will be read again". */
function stoppedLine(data: YouData | null, reason: string, wording: Wording): string {
  const figures = data ? ` ${t('Figures are of {0}.', wording.clock(data.at))}` : '';
  if (reason !== 'crashed') return `${escapeText(stoppedWords(reason))}${figures}`;
  return `${t('Counting stopped.')}${figures} ${t('The logs will be read again.')}`;
}

function reading(state: StatusState, wording: Wording): string {
  const { filesDone, filesTotal } = state.progress ?? state.data?.state.progress ?? { filesDone: 0, filesTotal: 0 };
  const { done, total } = readingShare(state);
  const share = total > 0 ? ` · ${wording.share(done, total)}` : '';
  const files = filesTotal > 0 ? t('{0} of {1} files', wording.long(filesDone), wording.long(filesTotal)) : '';
  const promise = t('Your AI tools keep logs on this machine. Tallyboard adds them up. Nothing is sent anywhere.');
  return `**${t('Reading what is already here')}**${share}\n\n${promise}${files === '' ? '' : `\n\n${files}`}`;
}

function noTool(data: YouData | null): string {
  const looked = data?.state.toolsLooked ?? 0;
  const forms = {
    one: 'Tallyboard looked where {0} tool keeps its logs.',
    other: 'Tallyboard looked where {0} tools keep their logs.',
  };
  return `**${t('No AI tool found yet.')}**\n\n${plural(looked, forms, String(looked))} ${t('Use one and it appears here by itself.')}`;
}

/** The sidebar asks from when to count. */
function erased(): string {
  return `${stoppedWords(erasedReason)} [${t('Choose')}](command:tallyboard.openSidebar)`;
}

function links(kind: StatusKind, { data }: StatusState): string {
  const pause = data?.state.paused
    ? `[${t('Resume')}](command:tallyboard.resume)`
    : `[${t('Pause')}](command:tallyboard.pause)`;
  return [
    `[${t('Open')}](command:tallyboard.openSidebar)`,
    ...(kind === 'erased' ? [] : [`[${t('Report')}](command:tallyboard.showReport)`, pause]),
    `[${t('Settings')}](command:tallyboard.openSettings)`,
  ].join(' &nbsp;&nbsp; ');
}
