import { isPlaceholder } from './random.js';
import type { PatternRule, SearchRule, Span } from './rule.js';

const begin = '-----BEGIN ';
/** The rest of the head, then the first 60 characters of the key: line ends may be written as `\n`. Headers such as `Proc-Type` may stand between. */
const head = /-----BEGIN ((?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY(?: BLOCK)?|PGP PRIVATE KEY BLOCK)-----/y;
const body =
  /(?:\s|\\[nr]|["'+,]){1,80}(?:[A-Za-z-]{1,20}: [^\n]{1,80}\s{1,4}){0,3}[A-Za-z0-9+/=]{1,76}(?:\s|\\[nr]|["'+,]){0,80}[A-Za-z0-9+/=]{20}/y;
/** Longest key that is taken whole; of a longer one without its end, so much. */
const longest = 12_000;

/** A key of PEM or OpenPGP form, from head to foot. A head alone, as programs that read keys have it, is none. */
export const privateKeyRule = {
  id: 'private-key',
  severity: 'block',
  *find(text: string): Generator<Span> {
    for (let at = text.indexOf(begin); at !== -1; at = text.indexOf(begin, at + begin.length)) {
      head.lastIndex = at;
      const found = head.exec(text);
      if (!found) continue;
      const bodyAt = at + found[0].length;
      body.lastIndex = bodyAt;
      const first = body.exec(text);
      if (!first || isPlaceholder(first[0])) continue;
      yield { start: at, end: endOf(text, bodyAt + first[0].length, `-----END ${found[1]}-----`) };
    }
  },
} as const satisfies SearchRule;

function endOf(text: string, from: number, foot: string): number {
  const end = text.indexOf(foot, from);
  if (end !== -1 && end - from <= longest) return end + foot.length;
  const rest = /[A-Za-z0-9+/=\s\\]{0,8000}/y;
  rest.lastIndex = from;
  return from + (rest.exec(text)?.[0].trimEnd().length ?? 0);
}

export const keyRules = [
  {
    id: 'jwt',
    severity: 'block',
    needles: ['eyJ'],
    pattern: /eyJ[\w-]{10,1000}\.eyJ[\w-]{4,4000}\.[\w-]{20,1000}/y,
    accept: isSignedToken,
  },
  {
    id: 'age-key',
    severity: 'block',
    needles: ['AGE-SECRET-KEY-1'],
    pattern: /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/y,
  },
] as const satisfies readonly PatternRule[];

/** Both parts are JSON, the first names an algorithm, and the subject is not the one of every tutorial. */
function isSignedToken(token: string): boolean {
  const [header, payload] = token.split('.', 2).map(decoded);
  if (typeof header !== 'object' || typeof payload !== 'object' || !header || !payload) return false;
  return 'alg' in header && header.alg !== 'none' && !('sub' in payload && payload.sub === '1234567890');
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
