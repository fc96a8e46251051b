import { keptError, leastLinesTold } from '../../src/core/keptWork/formulae.js';
import type { KeptData } from '../../src/protocol/page.js';

/** One week of what stayed. */
export type KeptWeek = KeptData['weeks'][number];

/** Whether a share says anything. */
export function isTold({ lines }: Pick<KeptWeek, 'lines'>): boolean {
  return lines >= leastLinesTold;
}

/** What the chart reaches from and to, in percent: whole twenties around all shares that are told. */
export function boundsOf(weeks: readonly KeptWeek[]): readonly [low: number, high: number] {
  const shares = weeks.filter(isTold).map(percentOf);
  const low = Math.floor(Math.max(0, Math.min(...shares, 80) - 1) / 20) * 20;
  const high = Math.ceil(Math.min(100, Math.max(...shares, low + 20)) / 20) * 20;
  return [low, high];
}

export function percentOf({ lines, kept }: KeptWeek): number {
  return (kept / lines) * 100;
}

/**
 * The chart in a field of 100 × 100: `line` goes through the weeks that follow one another and leaves gaps open, `dots`
 * are on each of them, `error` reaches as far as the share of the week `of` may be wrong.
 */
export function pathsOf(
  weeks: readonly KeptWeek[],
  of: KeptWeek | undefined,
): { readonly line: string; readonly dots: string; readonly error: string } {
  const [low, high] = boundsOf(weeks);
  const across = (index: number) => round(((index + 0.5) / weeks.length) * 100);
  const down = (percent: number) => round(100 - ((Math.min(high, Math.max(low, percent)) - low) / (high - low)) * 100);
  let [line, dots, error] = ['', '', ''];
  for (const [index, week] of weeks.entries()) {
    if (!isTold(week)) continue;
    const percent = percentOf(week);
    const [x, y] = [across(index), down(percent)];
    const before = weeks[index - 1];
    line += `${before && isTold(before) ? 'L' : 'M'}${x} ${y}`;
    dots += `M${x} ${y}h0`;
    if (week === of) error = `M${x} ${down(percent - keptError)}V${down(percent + keptError)}`;
  }
  return { line, dots, error };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
