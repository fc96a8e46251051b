/**
 * JSON in its one canonical spelling, RFC 8785: what is signed and what is compared. Members are sorted by UTF-16 code unit,
 * nothing stands between them, numbers are as ECMAScript writes them. Throws `TypeError` on what JSON cannot hold: an
 * infinite number, a lone surrogate, `undefined`.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`No JSON: ${typeof value}`);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, each]) => `${quoted(name)}:${canonical(each)}`).join(',')}}`;
}

function quoted(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError('No JSON: a lone surrogate');
  return JSON.stringify(text);
}
