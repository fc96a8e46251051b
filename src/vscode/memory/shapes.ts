import type { BadgesData } from '../../protocol/badges.js';
import { type Period, periods, type Tab, tabs, type ViewState, type YouData } from '../../protocol/page.js';
import type { Figures } from '../counter.js';
import type { Painted } from '../statusBar/firstPaint.js';

/** Whether something that was kept by another build, or damaged, still has the shape that painting relies on. */

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isFigures(value: unknown): value is Figures {
  return isRecord(value) && isYouData(value['today']) && isYouData(value['session']);
}

/** Only its outline: the page shows in place of a broken badge that it could not. */
export function isBadges(value: unknown): value is BadgesData {
  return (
    isRecord(value) && isNumber(value['revision']) && isRecord(value['milestones']) && Array.isArray(value['badges'])
  );
}

export function isPainted(value: unknown): value is Painted {
  if (!isRecord(value) || !isRecord(value['view'])) return false;
  const { text, hover, spoken } = value['view'];
  return [text, hover, spoken, value['made']].every(isText) && isNumber(value['until']);
}

export function isViewState(value: unknown): value is ViewState {
  if (!isRecord(value)) return false;
  const { tab, period, tool, folded, kindsAsCost, board, badges } = value;
  const known = periods.includes(period as Period) && tabs.includes(tab as Tab) && (tool === null || isText(tool));
  if (board !== undefined && !isText(board)) return false;
  if (badges !== undefined && !isBadgeView(badges)) return false;
  return known && Array.isArray(folded) && folded.every(isText) && typeof kindsAsCost === 'boolean';
}

function isBadgeView(value: unknown): boolean {
  if (!isRecord(value) || !isTexts(value['hidden']) || !isRecord(value['seen'])) return false;
  return Object.values(value['seen']).every(isNumber) && (value['greeted'] === null || isText(value['greeted']));
}

function isYouData(value: unknown): value is YouData {
  if (!isRecord(value) || !isRecord(value['now']) || !isRecord(value['state'])) return false;
  const { live, window, limits } = value['now'];
  const { lastUse } = value;
  return (
    [value['revision'], value['at']].every(isNumber) &&
    periods.includes(value['period'] as Period) &&
    isTotals(value['totals']) &&
    Array.isArray(value['byTool']) &&
    value['byTool'].every((row) => isRecord(row) && isText(row['tool']) && isTotals(row['totals'])) &&
    (live === null || isSession(live)) &&
    (window === null || isWindow(window)) &&
    Array.isArray(limits) &&
    limits.every(isLimit) &&
    (value['budget'] === undefined || value['budget'] === null || isCourse(value['budget'])) &&
    (lastUse === null || (isRecord(lastUse) && isText(lastUse['day']) && isNumber(lastUse['total']))) &&
    isState(value['state'])
  );
}

function isCourse(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value['budget'])) return false;
  const { budget, used, limit, percent, from, part, parts, window } = value;
  const numbers = [budget['amount'], used, limit, percent, part, parts].every(isNumber);
  const known = [budget['unit'], budget['period'], from].every(isText);
  return numbers && known && (window === undefined || (isRecord(window) && isText(window['name'])));
}

function isWindow(value: unknown): boolean {
  if (!isRecord(value) || !isNumber(value['since']) || !isTotals(value['totals']) || !isRecord(value['hooked']))
    return false;
  const { requests, suggestions, acceptedTokens, droppedTokens, lastAt } = value['hooked'];
  const numbers = [requests, suggestions, acceptedTokens, droppedTokens].every(isNumber);
  return numbers && (lastAt === null || isNumber(lastAt));
}

const counts = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'output',
  'reasoning',
  'total',
  'requests',
  'reportedNano',
];

function isTotals(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value['precision'])) return false;
  const { exact, atLeast, estimate } = value['precision'];
  const cost = value['costNano'];
  return (
    counts.every((name) => isNumber(value[name])) &&
    [exact, atLeast, estimate].every(isNumber) &&
    (cost === null || isNumber(cost)) &&
    typeof value['costAtLeast'] === 'boolean' &&
    isTexts(value['unpricedModels'])
  );
}

function isSession(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const texts = [value['id'], value['tool'], value['project'], value['branch']].every(isText);
  return (
    texts && isNumber(value['start']) && isNumber(value['end']) && isTexts(value['models']) && isTotals(value['totals'])
  );
}

function isLimit(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value['tool']) &&
    isText(value['window']) &&
    isNumber(value['usedPercent']) &&
    isNumber(value['at'])
  );
}

function isState(state: Readonly<Record<string, unknown>>): boolean {
  const { ready, paused, progress, toolsFound, toolsLooked, problems, priceBook } = state;
  return (
    typeof ready === 'boolean' &&
    (paused === null || (isRecord(paused) && isNumber(paused['since']))) &&
    isProgress(progress) &&
    isTexts(toolsFound) &&
    isNumber(toolsLooked) &&
    Array.isArray(problems) &&
    problems.every((problem) => isRecord(problem) && isText(problem['code'])) &&
    isRecord(state['health']) &&
    Array.isArray(state['health']['newFormats']) &&
    isRecord(priceBook) &&
    [priceBook['version'], priceBook['source'], priceBook['date']].every(isText)
  );
}

function isProgress(value: unknown): boolean {
  if (!isRecord(value) || !isText(value['phase']) || !Array.isArray(value['tools'])) return false;
  return [value['filesDone'], value['filesTotal'], value['bytesDone'], value['bytesTotal']].every(isNumber);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** The figures without what only the ledger may hold: paths, branches and free text. */
export function withoutLocalNames(data: YouData): YouData {
  const { live } = data.now;
  return {
    ...data,
    now: { ...data.now, live: live && { ...live, project: '', branch: '' }, branch: null },
    state: { ...data.state, problems: data.state.problems.map(({ code }) => ({ code, detail: '' })) },
  };
}
