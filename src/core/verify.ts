/**
 * Why a sum of tokens of ours and one of a tool's own differ.
 *
 * - `equal`: they do not.
 * - `fork`: the tool's figure holds what the session took over from the one it was forked from; it is counted there.
 * - `replay`: lines at the start of the log repeat requests of a session whose log is gone or holds them too.
 * - `reset`: the tool's counter began anew, or went back with a prompt that was taken back; what it had counted before is added.
 * - `after`: requests after the last time the tool told its figure.
 * - `cut`: the tool's figure has the output of a stream that broke off otherwise than its line.
 * - `null`: the tool's figure is missing parts, or the log has requests whose counts it leaves out.
 * - `pause`: used while counting was paused.
 * - `missing-store`: told by a log that the other side does not read.
 * - `day`: counted on another day.
 * - `unexplained`: what is left.
 *
 * No class is of money. What a tool, or another counter, says that tokens cost is its own price list times the tokens that are compared
 * here: beside equal tokens the cost can differ by the list alone, so a class for that would explain any difference and point at no
 * line; beside others it follows from them. The report names our list and its date.
 */
export const differenceClasses = [
  'equal',
  'fork',
  'replay',
  'reset',
  'after',
  'cut',
  'null',
  'pause',
  'missing-store',
  'day',
  'unexplained',
] as const;
export type DifferenceClass = (typeof differenceClasses)[number];

/** A line of a log that a difference comes from. */
export interface VerifyRecord {
  readonly path: string;
  /** From 1; absent in an archive. */
  readonly line?: number;
}

/** One part of a difference; a session whose difference has several parts has several rows. */
export interface VerifyRow {
  readonly tool: string;
  /** `tool:nativeId`; of a comparison by days the day. */
  readonly session: string;
  readonly ours: number;
  readonly theirs: number;
  /** The part of ours − theirs that this row is about; the parts of a session add up to it. */
  readonly difference: number;
  readonly class: DifferenceClass;
  readonly records: readonly VerifyRecord[];
}

export interface VerifyAnswer {
  readonly rows: readonly VerifyRow[];
  /** Sum of the sizes of what is not explained. */
  readonly unexplained: number;
}
