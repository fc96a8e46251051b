/** So many characters before a number may say what it is. */
const reach = 60;

/** Whether a word of the pattern stands shortly before `at`, in the same line or the one before. */
export function isNamed(text: string, at: number, pattern: RegExp): boolean {
  return pattern.test(text.slice(Math.max(0, at - reach), at));
}
