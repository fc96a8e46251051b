import { remainder } from './digits.js';
import type { SearchRule, Span } from './rule.js';

/** Length of an IBAN by country. */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 ' +
    'GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 ' +
    'MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const candidate = /(?<![\w-])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?![\w-])/g;
/** The account of standards and tutorials. */
const examples =
  /^(?:GB82WEST12345698765432|DE89370400440532013000|GB29NWBK60161331926819|FR1420041010050500013M02606|NL91ABNA0417164300|ES9121000418450200051332|CH9300762011623852957|BE68539007547034|GB33BUKB20201555555555)/;

/** An account's number, by its country's length and its check digits (modulo 97). */
export const ibanRule = {
  id: 'iban',
  severity: 'warn',
  *find(text: string): Generator<Span> {
    for (const { 0: found, index } of text.matchAll(candidate)) {
      const number = wholeOf(found);
      if (number !== undefined) yield { start: index, end: index + number.length };
    }
  },
} as const satisfies SearchRule;

/** As much of what was found as its country's numbers are long; words in capitals may stand behind it. */
function wholeOf(found: string): string | undefined {
  const length = lengths[found.slice(0, 2)] ?? Number.POSITIVE_INFINITY;
  let end = 0;
  for (let left = length; left > 0; end++) {
    if (end >= found.length) return undefined;
    if (found[end] !== ' ') left--;
  }
  const compact = found.slice(0, end).replaceAll(' ', '');
  if (
    /[A-Z0-9]/.test(found[end] ?? '') ||
    /^..(?:0[01]|99)/.test(compact) ||
    !/\d{4}/.test(compact) ||
    examples.test(compact)
  )
    return undefined;
  return isChecked(compact) ? found.slice(0, end) : undefined;
}

function isChecked(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4);
  return (
    remainder(
      turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)),
      97,
    ) === 1
  );
}
