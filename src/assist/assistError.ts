export const assistReasons = [
  'noModel',
  'noPermission',
  'blocked',
  'modelGone',
  'offline',
  'modelFailed',
  'tooLarge',
  'empty',
  'noCode',
  'brokenOff',
  'unchanged',
] as const;

export type AssistReason = (typeof assistReasons)[number];

/** Why an assist command has no result. `detail` is what the model said, or the text that it gave instead. */
export class AssistError extends Error {
  readonly reason: AssistReason;
  readonly detail: string;

  constructor(reason: AssistReason, detail = '') {
    super(`${reason}: ${detail}`);
    this.name = 'AssistError';
    this.reason = reason;
    this.detail = detail;
  }
}
