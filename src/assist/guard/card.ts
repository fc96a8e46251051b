import { isLuhn, isRepeated } from './digits.js';
import { isNamed } from './nearby.js';
import type { SearchRule, Span } from './rule.js';

/** Ranges of the issuers, with their lengths. */
const issuers: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [16, 19]],
  [/^5[1-5]/, [16]],
  [/^2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^3(?:0[0-5]|[68])/, [14]],
  [/^62/, [16, 17, 18, 19]],
];

/** Numbers that payment services give out for tests. */
const testNumbers =
  /^(?:4242|4111111111111111|4012888888881881|4000000|4000056655665556|5555555555554444|5105105105105100|378282246310005|371449635398431|6011111111111117|6011000990139424|30569309025904|38520000023237|3530111333300000|3566002020360505|2223003122003222|2223000048400011|5200828282828210)/;

const cardWords =
  /card|visa|master|amex|american express|discover|diners|\bjcb\b|\bpan\b|\bcc\b|credit|debit|kreditkarte|karte|carte|tarjeta/i;
const grouped = /(?<![\w.+-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|3\d{3}([ -])\d{6}\2\d{4,5})(?![\w-]|\.\d)/g;
const plain = /(?<![\w.+-])\d{14,19}(?![\w-]|\.\d)/g;

/** A card's number: in groups as cards have it, or in one piece near a word that says so. One random number in ten has a right check digit. */
export const cardRule = {
  id: 'card',
  severity: 'warn',
  *find(text: string): Generator<Span> {
    for (const { 0: number, index } of text.matchAll(grouped))
      if (isCard(number)) yield { start: index, end: index + number.length };
    for (const { 0: number, index } of text.matchAll(plain))
      if (isCard(number) && isNamed(text, index, cardWords)) yield { start: index, end: index + number.length };
  },
} as const satisfies SearchRule;

function isCard(number: string): boolean {
  const digits = number.replace(/\D/g, '');
  const issued = issuers.some(([range, lengths]) => range.test(digits) && lengths.includes(digits.length));
  return issued && isLuhn(digits) && !testNumbers.test(digits) && !isRepeated(digits.slice(4));
}
