import type { SearchRule, Span } from './rule.js';

const candidate = /(?<![\w+.*/=-])\+[1-9]\d{0,3}(?:[ .-]?\(?\d{1,5}\)?){1,6}(?![\w]|[.-]\d)/g;
/** How many digits follow the country's code. Countries that are not here: 7 to 12. */
const national: readonly (readonly [code: string, least: number, most: number])[] = [
  ['1', 10, 10],
  ['7', 10, 10],
  ['20', 8, 10],
  ['27', 9, 9],
  ['30', 10, 10],
  ['31', 9, 9],
  ['32', 8, 9],
  ['33', 9, 9],
  ['34', 9, 9],
  ['36', 8, 9],
  ['39', 8, 11],
  ['40', 9, 9],
  ['41', 9, 9],
  ['43', 7, 13],
  ['44', 9, 10],
  ['45', 8, 8],
  ['46', 7, 10],
  ['47', 8, 8],
  ['48', 9, 9],
  ['49', 7, 11],
  ['52', 10, 10],
  ['54', 10, 11],
  ['55', 10, 11],
  ['61', 9, 9],
  ['64', 8, 10],
  ['65', 8, 8],
  ['81', 9, 10],
  ['82', 8, 11],
  ['86', 10, 11],
  ['90', 10, 10],
  ['91', 10, 10],
  ['351', 9, 9],
  ['353', 7, 9],
  ['358', 6, 11],
  ['380', 9, 9],
  ['420', 9, 9],
];
/** Codes that no country has. */
const unassigned =
  /^(?:21[049]|259|28|29[2-6]|38[348]|42[2-9]|69[3-9]|80[1-79]|85[1479]|88[4579]|89|97[8]|99[0179]|999|63[^0-9])/;

/** A telephone number in international form, as E.164 has it, with or without separators. */
export const phoneRule = {
  id: 'phone',
  severity: 'warn',
  *find(text: string): Generator<Span> {
    for (const { 0: number, index } of text.matchAll(candidate)) {
      if (isPhone(number.replace(/\D/g, ''))) yield { start: index, end: index + number.length };
    }
  },
} as const satisfies SearchRule;

function isPhone(digits: string): boolean {
  if (digits.length < 8 || digits.length > 15 || unassigned.test(digits) || /1234567|(\d)\1{5}/.test(digits))
    return false;
  const rule = national.find(([code]) => digits.startsWith(code));
  const [code, least, most] = rule ?? [digits.slice(0, 2), 7, 12];
  const rest = digits.slice(code.length);
  if (rest.length < least || rest.length > most) return false;
  // North America: area and exchange begin with 2 to 9; 555-01xx is for films.
  return code !== '1' || (/^[2-9]\d{2}[2-9]\d{6}$/.test(rest) && !/^\d{3}55501/.test(rest));
}
