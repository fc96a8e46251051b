import { headlinePrecision } from '../../src/core/format.js';
import type { Totals } from '../../src/core/report.js';
import type { Precision } from '../../src/core/usage.js';
import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';

/** What one tool or model used on one day. */
export interface DayPart {
  readonly day: string;
  readonly part: string;
  readonly total: number;
  /** How all days of the part are known: of one alone nobody says. */
  readonly mark: Precision;
}

/** A part of each day's bar. */
export interface PartName {
  readonly part: string;
  readonly name: string;
  /** As CSS has it, variables included. */
  readonly colour: string;
}

/** A colour of the theme for each tool, as the drawing needs it. */
const colours: Readonly<Record<string, string>> = {
  'claude-code': 'var(--vscode-charts-purple)',
  codex: 'var(--vscode-charts-green)',
  'copilot-chat': 'var(--vscode-terminal-ansiCyan)',
  'copilot-cli': 'var(--vscode-terminal-ansiCyan)',
  'gemini-cli': 'var(--vscode-charts-yellow)',
};
const otherColour = 'color-mix(in srgb, var(--vscode-charts-foreground) 55%, transparent)';

/** More would be bars of a hair's breadth. */
const modelsNamed = 8;
const others = '';
/** Shades of a tool's colour for its models, the most used first. */
const shades = [100, 68, 45, 30] as const;

/** What parts come to, marked as a sum that is known as they are. */
export function together(parts: readonly DayPart[]): Pick<Totals, 'total' | 'precision'> {
  const precision = { exact: 0, atLeast: 0, estimate: 0 };
  for (const { total, mark } of parts) precision[mark] += total;
  return { total: precision.exact + precision.atLeast + precision.estimate, precision };
}

/** Every day in parts: by tool, of the one tool alone where one is chosen, or by model. Names have the most tokens first. */
export function dayPartsOf(data: ReportPageData): {
  readonly rows: readonly DayPart[];
  readonly names: readonly PartName[];
} {
  return data.dailyByModel ? byModel(data, data.dailyByModel) : byTool(data);
}

function byTool({ daily, request, byTool: tools }: ReportPageData): ReturnType<typeof dayPartsOf> {
  const marks = new Map(tools.map(({ tool, totals }) => [tool, headlinePrecision(totals)]));
  const rows = daily
    .filter(({ tool }) => request.tool === null || tool === request.tool)
    .map(({ day, tool, total }) => ({ day, part: tool, total, mark: marks.get(tool) ?? 'exact' }));
  const used = new Set(rows.map(({ part }) => part));
  const names = tools
    .filter(({ tool }) => used.has(tool))
    .map(({ tool }) => ({ part: tool, name: toolWords(tool), colour: colours[tool] ?? otherColour }));
  return { rows, names };
}

function byModel(
  { models, request }: ReportPageData,
  daily: NonNullable<ReportPageData['dailyByModel']>,
): ReturnType<typeof dayPartsOf> {
  const named = models.filter(({ model }, index) => index < modelsNamed || model === request.model);
  const ofTool = new Map<string, number>();
  const names = named.map(({ model, tool }) => {
    const place = ofTool.get(tool) ?? 0;
    ofTool.set(tool, place + 1);
    const shade = shades[Math.min(place, shades.length - 1)];
    const colour = `color-mix(in srgb, ${colours[tool] ?? otherColour} ${shade}%, var(--vscode-editor-background))`;
    return { part: model, name: model, colour };
  });
  const rest = models.length > named.length ? [{ part: others, name: t('Other models'), colour: otherColour }] : [];
  return { rows: rowsOf(daily, models, new Set(named.map(({ model }) => model))), names: [...names, ...rest] };
}

/** Models that are not named are one part of each day. */
function rowsOf(
  daily: NonNullable<ReportPageData['dailyByModel']>,
  models: ReportPageData['models'],
  named: ReadonlySet<string>,
): readonly DayPart[] {
  const marks = new Map(models.map(({ model, totals }) => [model, headlinePrecision(totals)]));
  const parts = new Map<string, DayPart[]>();
  for (const { day, model, total } of daily) {
    const part = named.has(model) ? model : others;
    const row = { day, part, total, mark: marks.get(model) ?? 'exact' };
    parts.set(`${day} ${part}`, [...(parts.get(`${day} ${part}`) ?? []), row]);
  }
  return [...parts].flatMap(([, [first, ...more]]) => (first ? [merged(first, more)] : []));
}

function merged(first: DayPart, more: readonly DayPart[]): DayPart {
  const sum = together([first, ...more]);
  return { ...first, total: sum.total, mark: headlinePrecision(sum) };
}
