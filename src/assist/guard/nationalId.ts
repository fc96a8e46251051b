import { isDayOfYear, isLuhn, isRepeated, remainder, weighted } from './digits.js';
import { isNamed } from './nearby.js';
import type { SearchRule, Span } from './rule.js';

/** One country's id. */
interface Form {
  readonly pattern: RegExp;
  /** `number` without separators, letters in upper case. */
  valid(number: string): boolean;
  /** What has to stand shortly before it, where the digits alone could be anything. */
  readonly named?: RegExp;
}

const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';
const hetuSigns = '0123456789ABCDEFHJKLMNPRSTUVWXY';

const forms: readonly Form[] = [
  // Spain, DNI and NIE: a letter of the number modulo 23.
  {
    pattern: /(?<![\w-])(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?![\w-])/g,
    valid: (id) =>
      dniLetters[
        remainder(
          id.slice(0, -1).replace(/^[XYZ]/, (sign) => String('XYZ'.indexOf(sign))),
          23,
        )
      ] === id.at(-1) && !isRepeated(id.slice(0, -1)),
    named: /dni|nie\b|nif|identidad|spain|españa/i,
  },
  // Italy, codice fiscale.
  { pattern: /(?<![\w-])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\w-])/g, valid: isCodiceFiscale },
  // Brazil, CPF.
  { pattern: /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g, valid: isCpf },
  // Sweden, personnummer.
  {
    pattern: /(?<![\w.-])(?:19|20)?\d{6}[-+]\d{4}(?![\w-])/g,
    valid: (id) => isLuhn(id.slice(-10)) && isDayOfYear(Number(id.slice(-8, -6)), Number(id.slice(-6, -4))),
    named: /personnummer|pnr|swed|sverige|ssn|national|identity/i,
  },
  // Finland, henkilötunnus.
  {
    pattern: /(?<![\w-])\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?![\w-])/g,
    valid: (id) =>
      hetuSigns[Number(id.replace(/\D/g, '').slice(0, 9)) % 31] === id.at(-1) &&
      isDayOfYear(Number(id.slice(2, 4)), Number(id.slice(0, 2))),
  },
  // France, numéro de sécurité sociale.
  {
    pattern: /(?<![\w.-])[12][ ]?\d{2}[ ]?(?:0[1-9]|1[0-2])[ ]?\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{2}(?![\w-]|\.\d)/g,
    valid: (id) => 97 - remainder(id.slice(0, 13), 97) === Number(id.slice(13)),
  },
  // Belgium, rijksregisternummer; those born since 2000 have a 2 before it in the sum.
  {
    pattern: /(?<![\w.-])\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?![\w-])/g,
    valid: (id) => ['', '2'].some((century) => 97 - remainder(century + id.slice(0, 9), 97) === Number(id.slice(9))),
  },
  // Poland, PESEL.
  {
    pattern: /(?<![\w.-])\d{11}(?![\w-]|\.\d)/g,
    valid: (id) => weighted(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0 && !isRepeated(id),
    named: /pesel/i,
  },
  // Germany, steuerliche Identifikationsnummer.
  {
    pattern: /(?<![\w.-])[1-9]\d[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}(?![\w-]|\.\d)/g,
    valid: isSteuerId,
    named: /steuer|tax|idnr|identifikationsnummer|\btin\b/i,
  },
  // Netherlands, BSN.
  {
    pattern: /(?<![\w.-])\d{9}(?![\w-]|\.\d)/g,
    valid: (id) => weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !isRepeated(id),
    named: /bsn|burgerservice/i,
  },
  // United Kingdom, NHS number.
  {
    pattern: /(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-]|\.\d)/g,
    valid: (id) => (11 - (weighted(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(id[9]) && !isRepeated(id),
    named: /\bnhs\b/i,
  },
  // United States, social security number: no check digit, so only with its name.
  {
    pattern: /(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-]|\.\d)/g,
    valid: (id) => !['078051120', '219099999', '123456789'].includes(id) && !isRepeated(id),
    named: /ssn|social/i,
  },
];

/** A number that a state gave a person, by its check digits. */
export const nationalIdRule = {
  id: 'national-id',
  severity: 'warn',
  *find(text: string): Generator<Span> {
    for (const { pattern, valid, named } of forms) {
      for (const { 0: found, index } of text.matchAll(pattern)) {
        if (!valid(found.toUpperCase().replace(/[ .+-]/g, ''))) continue;
        if (!named || isNamed(text, index, named)) yield { start: index, end: index + found.length };
      }
    }
  },
} as const satisfies SearchRule;

function isCpf(id: string): boolean {
  const digit = (length: number) =>
    ((weighted(
      id,
      Array.from({ length }, (_, index) => length + 1 - index),
    ) *
      10) %
      11) %
    10;
  return !isRepeated(id) && digit(9) === Number(id[9]) && digit(10) === Number(id[10]);
}

/** ISO 7064, modulo 11 and 10; one of the first ten digits stands there two or three times. */
function isSteuerId(id: string): boolean {
  let product = 10;
  for (const digit of id.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  const different = new Set(id.slice(0, 10)).size;
  return (11 - product) % 10 === Number(id[10]) && (different === 9 || different === 8);
}

/** The values of letters and digits at odd places, counted from 1; at even places a letter is its place in the alphabet. */
const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function isCodiceFiscale(id: string): boolean {
  const sum = [...id.slice(0, 15)].reduce((total, sign, index) => {
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
    return total + (index % 2 === 0 ? (oddValues[value] ?? 0) : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26)) === id[15];
}
