import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';

/** What one tool or model used on one day. */
export interface DayPart {
  readonly day: string;
  readonly part: string;
  readonly total: number;
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

/** Every day in parts: by tool, of the one tool alone where one is chosen, or by model. Names have the most tokens first. */
export function dayPartsOf(data: ReportPageData): {
  readonly rows: readonly DayPart[];
  readonly names: readonly PartName[];
} {
  return data.dailyByModel ? byModel(data, data.dailyByModel) : byTool(data);
}

function byTool({ daily, request, byTool: tools }: ReportPageData): ReturnType<typeof dayPartsOf> {
  const rows = daily
    .filter(({ tool }) => request.tool === null || tool === request.tool)
    .map(({ day, tool, total }) => ({ day, part: tool, total }));
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
  const known = new Set(named.map(({ model }) => model));
  const sums = new Map<string, DayPart>();
  for (const { day, model, total } of daily) {
    const part = known.has(model) ? model : others;
    const before = sums.get(`${day} ${part}`)?.total ?? 0;
    sums.set(`${day} ${part}`, { day, part, total: before + total });
  }
  const ofTool = new Map<string, number>();
  const names = named.map(({ model, tool }) => {
    const place = ofTool.get(tool) ?? 0;
    ofTool.set(tool, place + 1);
    const shade = shades[Math.min(place, shades.length - 1)];
    const colour = `color-mix(in srgb, ${colours[tool] ?? otherColour} ${shade}%, var(--vscode-editor-background))`;
    return { part: model, name: model, colour };
  });
  const rest = models.length > named.length ? [{ part: others, name: t('Other models'), colour: otherColour }] : [];
  return { rows: [...sums.values()], names: [...names, ...rest] };
}
