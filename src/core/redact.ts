/** What is to be taken out, in UTF-16 units. */
export interface Removal {
  readonly start: number;
  readonly length: number;
  readonly rule: string;
}

/** What stands in the place of what was taken out, in any language: a person and a model read it. */
export function removedMark(rule: string): string {
  return `[removed: ${rule}]`;
}

/** The text without these places. They may come in any order and do not overlap. */
export function redact(text: string, removals: readonly Removal[]): string {
  let redacted = '';
  let from = 0;
  for (const { start, length, rule } of [...removals].sort((a, b) => a.start - b.start)) {
    redacted += text.slice(from, start) + removedMark(rule);
    from = start + length;
  }
  return redacted + text.slice(from);
}
