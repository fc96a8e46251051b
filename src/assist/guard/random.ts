/** Tells what a machine made from what a person wrote as an example. */

const exampleWords =
  /example|placeholder|change-?_?me|dummy|redacted|your[_-]|my[_-]?(?:key|token|secret|pass)|insert|replace|todo|foobar|<[a-z]/i;
/** One character again and again, or the row of a keyboard. */
const typedRuns = /(.)\1{5}|0123456|1234567|7654321|abcdefg|qwerty|deadbeef/i;

/** A value that stands for another one: nobody is harmed when it is read. */
export function isPlaceholder(value: string): boolean {
  return exampleWords.test(value) || typedRuns.test(value) || /^[$%{<[]/.test(value);
}

/** Enough different characters, and no placeholder. */
export function looksVaried(secret: string): boolean {
  return new Set(secret).size >= 10 && !isPlaceholder(secret);
}

/** Digits and letters, enough different ones, and no placeholder. */
export function looksRandom(secret: string): boolean {
  return /\d/.test(secret) && /[A-Za-z]/.test(secret) && new Set(secret).size >= 8 && !isPlaceholder(secret);
}

/** Shannon entropy in bits a character: English words have about 3, base64 of random bytes near 5. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
