import { isBoundary } from './match.js';
import type { SearchRule, Span } from './rule.js';

const before = /[A-Za-z0-9._%+-]/;
const after =
  /@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,5}([A-Za-z]{2,18})(?![\w-]|\.[A-Za-z0-9]|:[^\s])/y;
/** Reserved for examples and inner networks, and what follows an `@` in file names and packages. */
const notAddresses =
  /(?:^|\.)(?:example\.(?:com|org|net)|[\w-]+\.(?:example|invalid|test|local|localhost|internal|png|jpe?g|gif|svg|webp|js|mjs|cjs|ts|tsx|jsx|json|css|html|md|py|rb|go|rs|java|txt|ya?ml|xml|sh))$/i;
/** Boxes that belong to nobody, and the user of git's own addresses. */
const nobody =
  /^(?:no-?reply|do-?not-?reply|noreply\+.*|git|hg|svn|user(?:name)?|your[._-]?\w*|someone|somebody|name|foo|bar)$/i;
const longestName = 64;

/** An address of mail that may reach somebody. */
export const emailRule = {
  id: 'email',
  severity: 'warn',
  *find(text: string): Generator<Span> {
    for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
      after.lastIndex = at;
      const domain = after.exec(text);
      if (!domain || notAddresses.test(domain[0].slice(1))) continue;
      let start = at;
      while (start > 0 && at - start < longestName && before.test(text[start - 1] ?? '')) start--;
      while (start < at && /[._%+-]/.test(text[start] ?? '')) start++;
      if (text[start - 1] === '\\' && 'nrt'.includes(text[start] ?? '')) start++;
      const name = text.slice(start, at);
      if (
        name === '' ||
        name.endsWith('.') ||
        nobody.test(name) ||
        !isBoundary(text, start) ||
        '/:@'.includes(text[start - 1] ?? ' ')
      ) {
        if (!isMailTo(text, start) || name === '' || nobody.test(name)) continue;
      }
      yield { start, end: at + domain[0].length };
    }
  },
} as const satisfies SearchRule;

function isMailTo(text: string, start: number): boolean {
  return /(?:mailto|e-?mail|to|cc|from):$/i.test(text.slice(Math.max(0, start - 8), start));
}
