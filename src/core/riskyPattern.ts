/** One open group while a pattern is read. */
interface Group {
  /** Something in it repeats without a near end. */
  repeats: boolean;
  alternatives: boolean;
}

/** A group that repeats at most so often may hold repeats itself. */
const fewTimes = 4;

/**
 * Whether a valid regular expression can take time without measure: a repeated group that holds a repeat or alternatives, a
 * back reference, or three and more unbounded repeats of `.` or a class. Errs on the side of risk.
 */
export function isRisky(pattern: string): boolean {
  if (/\\[1-9]|\\k</.test(pattern)) return true;
  const bare = pattern.replace(/\\[pPu]\{[^}]*\}|\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const open: Group[] = [{ repeats: false, alternatives: false }];
  let unbounded = 0;
  for (let at = 0; at < bare.length; at++) {
    const here = open.at(-1);
    if (bare[at] === '(') open.push({ repeats: false, alternatives: false });
    if (bare[at] === '|' && here) here.alternatives = true;
    const most = timesAt(bare, at + 1);
    if (bare[at] === ')') {
      const group = open.pop();
      const outer = open.at(-1);
      if (group && (group.repeats || group.alternatives) && most > fewTimes) return true;
      if (group?.repeats && outer) outer.repeats = true;
    }
    if (most > fewTimes && most !== 1) {
      const around = open.at(-1);
      if (around) around.repeats = true;
      if (most > 100) unbounded++;
    }
  }
  return unbounded > 2;
}

/** How often at most what stands before `at` is repeated; 1 where no repeat stands there. */
function timesAt(pattern: string, at: number): number {
  const sign = pattern[at];
  if (sign === '*' || sign === '+') return Number.POSITIVE_INFINITY;
  if (sign !== '{') return 1;
  const bounds = /^\{(\d+)(,(\d*))?\}/.exec(pattern.slice(at, at + 24));
  if (!bounds) return 1;
  if (bounds[2] === undefined) return Number(bounds[1]);
  return bounds[3] ? Number(bounds[3]) : Number.POSITIVE_INFINITY;
}
