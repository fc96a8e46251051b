import { areaY, axisX, axisY, barY, dot, gridY, lineY, plot, ruleY, text } from '@observablehq/plot';

/** The one importer of the chart library: a file of its own, loaded with the first chart. Colours are the theme's. */

export const axisWidth = 44;
const widestBar = 64;
const ink = 'var(--vscode-descriptionForeground)';
const lines = 'color-mix(in srgb, var(--vscode-foreground) 14%, transparent)';

export interface DayBars {
  readonly width: number;
  /** All days of the span, also those without use. */
  readonly days: readonly string[];
  readonly bars: readonly { readonly day: string; readonly part: string; readonly total: number }[];
  /** The same day of the span before, by place; drawn as an outline. */
  readonly before: readonly number[];
  /** In the order of the stack, from below, with their colours. */
  readonly parts: readonly { readonly part: string; readonly colour: string }[];
  readonly ticks: readonly string[];
  readonly dayWords: (day: string) => string;
  readonly countWords: (count: number) => string;
}

/** Tokens a day, stacked by tool or model. Each day has the same part of the width left of the axis. */
export function drawDays(of: DayBars): SVGSVGElement {
  const outline = of.days.map((day, index) => ({ day, total: of.before[index] ?? 0 })).filter(({ total }) => total > 0);
  const wide = of.width / of.days.length > 8;
  // Few days have bars, not walls: each in the middle of its part.
  const inset = Math.max(0, ((of.width - axisWidth) / of.days.length) * 0.8 - widestBar) / 2;
  return bare(
    plot({
      width: of.width,
      height: 200,
      marginLeft: 0,
      marginRight: axisWidth,
      marginTop: 12,
      marginBottom: 24,
      x: { type: 'band', domain: of.days, paddingInner: 0.2, paddingOuter: 0.1, round: false },
      y: { nice: true },
      color: { domain: of.parts.map(({ part }) => part), range: of.parts.map(({ colour }) => colour) },
      marks: [
        gridY({ ticks: 4, stroke: lines, strokeOpacity: 1 }),
        axisY({ anchor: 'right', ticks: 4, tickSize: 0, fill: ink, tickFormat: of.countWords, label: null }),
        axisX({ ticks: of.ticks, tickSize: 0, fill: ink, tickFormat: of.dayWords, label: null }),
        barY(of.bars, {
          x: 'day',
          y: 'total',
          fill: 'part',
          order: of.parts.map(({ part }) => part),
          // An outline in High Contrast; bars of a few pixels would be nothing else.
          stroke: wide ? 'var(--tally-edge)' : 'none',
          insetTop: wide ? 1 : 0,
          insetLeft: inset,
          insetRight: inset,
        }),
        barY(outline, {
          x: 'day',
          y: 'total',
          stroke: ink,
          strokeDasharray: '2 2',
          insetLeft: inset,
          insetRight: inset,
        }),
        ruleY([0], { stroke: lines }),
      ],
    }),
  );
}

export interface KeptBand {
  readonly width: number;
  /** `percent` is NaN for a week that says nothing: the line has a gap there. */
  readonly weeks: readonly { readonly first: string; readonly percent: number }[];
  readonly error: number;
  readonly bounds: readonly [low: number, high: number];
  readonly dayWords: (day: string) => string;
  readonly percentWords: (percent: number) => string;
}

/** Both line charts: their axis of figures at the right, of days below. */
function lineFrame(width: number) {
  return { width, height: 170, marginLeft: 0, marginRight: axisWidth, marginTop: 12, marginBottom: 24 };
}

/** The share that stayed by week, within what it may be wrong by. */
export function drawKept({ width, weeks, error, bounds, dayWords, percentWords }: KeptBand): SVGSVGElement {
  const [low, high] = bounds;
  const within = (percent: number) => Math.min(high, Math.max(low, percent));
  const colour = 'var(--vscode-charts-blue)';
  return bare(
    plot({
      ...lineFrame(width),
      x: { type: 'point', domain: weeks.map(({ first }) => first), padding: 0.5 },
      y: { domain: [...bounds] },
      marks: [
        gridY({ ticks: 4, stroke: lines, strokeOpacity: 1 }),
        axisY({ anchor: 'right', ticks: 4, tickSize: 0, fill: ink, tickFormat: percentWords, label: null }),
        ...endTicks(weeks, dayWords),
        areaY(weeks, {
          x: 'first',
          y1: ({ percent }: { percent: number }) => within(percent - error),
          y2: ({ percent }: { percent: number }) => within(percent + error),
          fill: colour,
          fillOpacity: 0.25,
        }),
        lineY(weeks, { x: 'first', y: 'percent', stroke: colour, strokeWidth: 2, marker: 'dot' }),
      ],
    }),
  );
}

/** The first and the last week, each within the chart: a middle below the first point would stand out at the left. */
function endTicks(weeks: KeptBand['weeks'], tickFormat: KeptBand['dayWords']): ReturnType<typeof axisX>[] {
  const ends = new Set([weeks[0], weeks.at(-1)].map((week) => week?.first ?? ''));
  return [...ends].map((tick, index) =>
    axisX({
      ticks: [tick],
      tickSize: 0,
      fill: ink,
      tickFormat,
      label: null,
      textAnchor: index === 0 ? 'start' : 'end',
    }),
  );
}

export interface BudgetLine {
  readonly width: number;
  /** Parts of the period; `at` counts them from its start. */
  readonly parts: number;
  /** From nothing at 0 to what is used now. */
  readonly path: readonly { readonly at: number; readonly sum: number }[];
  readonly limit: number;
  /** At the end of the period; null where it is too early to say. */
  readonly likely: { readonly likely: number; readonly low: number; readonly high: number } | null;
  readonly limitWords: string;
  readonly sumWords: (sum: number) => string;
  readonly partWords: (index: number) => string;
}

/** What is used up to now, dashed where it is going within what it may be wrong by, dotted the limit. */
export function drawBudget({ width, parts, path, limit, likely, ...words }: BudgetLine): SVGSVGElement {
  const now = path.at(-1) ?? { at: 0, sum: 0 };
  const top = 1.1 * Math.max(limit, now.sum, likely?.likely ?? 0);
  const end = likely && { at: parts, sum: likely.likely, low: likely.low, high: Math.min(top, likely.high) };
  const coming = end ? [{ ...now, low: now.sum, high: now.sum }, end] : [];
  const colour = 'var(--vscode-charts-blue)';
  return bare(
    plot({
      ...lineFrame(width),
      x: { type: 'linear', domain: [0, parts] },
      y: { domain: [0, top] },
      marks: [
        gridY({ ticks: 3, stroke: lines, strokeOpacity: 1 }),
        axisY({ anchor: 'right', ticks: 3, tickSize: 0, fill: ink, tickFormat: words.sumWords, label: null }),
        partsAxis(width, parts, words.partWords),
        areaY(path, { x: 'at', y: 'sum', fill: colour, fillOpacity: 0.2 }),
        areaY(coming, { x: 'at', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.12 }),
        lineY(path, { x: 'at', y: 'sum', stroke: colour, strokeWidth: 2 }),
        lineY(coming, { x: 'at', y: 'sum', stroke: colour, strokeWidth: 2, strokeDasharray: '4 4' }),
        dot([now], { x: 'at', y: 'sum', fill: colour, r: 3.5 }),
        ruleY([limit], { stroke: ink, strokeDasharray: '2 3' }),
        text([{ at: 0, sum: limit }], {
          x: 'at',
          y: 'sum',
          text: () => words.limitWords,
          fill: ink,
          textAnchor: 'start',
          dy: -7,
        }),
        ruleY([0], { stroke: lines }),
      ],
    }),
  );
}

/** As many parts of a period as have room, each named at its start. */
function partsAxis(width: number, parts: number, partWords: (index: number) => string): ReturnType<typeof axisX> {
  const step = Math.ceil(parts / Math.max(1, Math.floor(width / 72)));
  return axisX({
    ticks: Array.from({ length: Math.ceil(parts / step) }, (_tick, index) => index * step),
    tickSize: 0,
    fill: ink,
    tickFormat: partWords,
    textAnchor: 'start',
    label: null,
  });
}

/** Without the library's own style element, which our policy refuses: its rules are in `chartSheet`. */
function bare(chart: SVGSVGElement | HTMLElement): SVGSVGElement {
  const svg = chart as SVGSVGElement;
  for (const style of svg.querySelectorAll('style')) style.remove();
  svg.setAttribute('class', 'plot');
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}
