import type { warningIds } from '../../../src/protocol/guard.js';
import type { Random } from '../../kit/generate/random.js';
import { base62, digits, hex, of } from './secrets.js';

/** Personal data of nobody, with right check digits, and what looks like it but is not. */

type Make = (random: Random) => string;
type Personal = Exclude<(typeof warningIds)[number], 'likely-secret'>;

const number = (random: Random, length: number) => of(random, digits, length);

/** The digit that makes Luhn's sum of a number end in 0: doubled from the right, written apart from the code under test. */
function luhnDigit(rest: string): string {
  const doubled = [...rest].reverse().map((digit, index) => (index % 2 === 0 ? Number(digit) * 2 : Number(digit)));
  const sum = doubled.reduce((total, value) => total + Math.floor(value / 10) + (value % 10), 0);
  return String((1000 - sum) % 10);
}

const card: Make = (random) => {
  const [start, length] = random.pick([
    ['4', 16],
    ['51', 16],
    ['55', 16],
    ['34', 15],
    ['37', 15],
    ['6011', 16],
    ['3530', 16],
  ] as const);
  const rest = start + number(random, length - start.length - 1);
  const whole = rest + luhnDigit(rest);
  if (random.chance(0.3)) return `card: ${whole}`;
  const sign = random.pick([' ', '-']);
  return length === 15
    ? [whole.slice(0, 4), whole.slice(4, 10), whole.slice(10)].join(sign)
    : (whole.match(/.{4}/g) ?? []).join(sign);
};

const iban: Make = (random) => {
  const [country, bban] = random.pick([
    ['DE', number(random, 18)],
    ['NL', `INGB${number(random, 10)}`],
    ['GB', `NWBK${number(random, 14)}`],
    ['FR', number(random, 23)],
    ['PL', number(random, 24)],
  ] as const);
  const value = BigInt([...`${bban}${country}00`].map((sign) => parseInt(sign, 36)).join(''));
  const whole = country + String(98n - (value % 97n)).padStart(2, '0') + bban;
  return random.chance(0.5) ? whole : (whole.match(/.{1,4}/g) ?? []).join(' ');
};

const two = (value: number) => String(value).padStart(2, '0');
const birth = (random: Random) =>
  [two(random.integer(30, 99)), two(random.integer(1, 12)), two(random.integer(1, 28))] as const;

const ids: readonly Make[] = [
  (random) => {
    const rest = number(random, 8);
    return `DNI ${rest}${'TRWAGMYFPDXBNJZSQVHLCKE'[Number(rest) % 23]}`;
  },
  (random) => {
    const rest = [...number(random, 9)].map(Number);
    const digit = (all: number[]) =>
      ((all.reduce((sum, value, index) => sum + value * (all.length + 1 - index), 0) * 10) % 11) % 10;
    const whole = [...rest, digit(rest)];
    const text = [...whole, digit(whole)].join('');
    return `${text.slice(0, 3)}.${text.slice(3, 6)}.${text.slice(6, 9)}-${text.slice(9)}`;
  },
  (random) => {
    const [year, month, day] = birth(random);
    const serial = number(random, 3);
    return `personnummer ${year}${month}${day}-${serial}${luhnDigit(year + month + day + serial)}`;
  },
  (random) => {
    const [year, month, day] = birth(random);
    const serial = String(random.integer(2, 899)).padStart(3, '0');
    const sign = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(day + month + year + serial) % 31];
    return `${day}${month}${year}-${serial}${sign}`;
  },
  (random) => {
    const [year, month] = birth(random);
    const rest = `${random.integer(1, 2)}${year}${month}${number(random, 8)}`;
    return rest + two(Number(97n - (BigInt(rest) % 97n)));
  },
  (random) => {
    const [year, month, day] = birth(random);
    const rest = year + month + day + number(random, 3);
    const check = two(97 - (Number(rest) % 97));
    return `${year}.${month}.${day}-${rest.slice(6)}.${check}`;
  },
  (random) => `SSN: ${random.integer(100, 665)}-${two(random.integer(1, 99))}-${random.integer(1000, 9999)}`,
];

const names = ['anna.kowalska', 'jdoe', 'm.o-neill', 'li_wei', 'kontakt+shop', 'x9.tanaka'];
const domains = ['gmail.com', 'corp.net', 'uni-hamburg.de', 'mail.harbour.co.uk', 'posteo.de'];

/** One of each kind, as it stands in a text. */
export const personal: Readonly<Record<Personal, Make>> = {
  email: (random) => `${random.pick(names)}${random.integer(1, 99)}@${random.pick(domains)}`,
  phone: (random) =>
    random.pick([
      `+49 ${random.integer(151, 179)} ${random.integer(20000000, 98999999)}`,
      `+1${random.integer(2, 9)}${random.integer(10, 99)}${random.integer(2, 9)}${random.integer(10, 99)}${random.integer(1000, 9899)}`,
      `+44 20 ${random.integer(3000, 8999)} ${random.integer(1000, 9899)}`,
      `+33 6 ${[0, 0, 0, 0].map(() => two(random.integer(10, 98))).join(' ')}`,
      `+91-${random.integer(60000, 99999)}-${random.integer(10000, 98999)}`,
    ]),
  iban,
  card,
  'national-id': (random) => random.pick(ids)(random),
};

/** Ordinary text of a project that is nobody's data. */
export const decoys: readonly Make[] = [
  (random) => random.uuid(),
  (random) => `sha256-${of(random, `${base62}+/`, 43)}=`,
  (random) => random.hex(random.pick([8, 16, 32, 40, 64])),
  (random) => `v${random.integer(0, 20)}.${random.integer(0, 99)}.${random.integer(0, 999)}-rc.${random.integer(1, 9)}`,
  (random) => number(random, random.integer(8, 19)),
  (random) => `4${number(random, 15)}`,
  (random) => String(random.integer(1_500_000_000_000, 1_900_000_000_000)),
  (random) => `"id": ${random.integer(1e14, 9e15)},`,
  (random) =>
    `2026-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}T${two(random.integer(0, 23))}:00:00+02:00`,
  (random) => `x = ${random.integer(1, 99)}+${random.integer(1000000, 9999999)}`,
  (random) => `+${random.integer(1, 99)} -${random.integer(1, 99)}`,
  (random) => `@types/node@${random.integer(1, 24)}.${random.integer(0, 19)}.${random.integer(0, 9)}`,
  (random) => `icon@${random.integer(2, 3)}x.png`,
  () => 'git@github.com:team/app.git',
  () => 'noreply@github.com',
  () => 'user@example.com',
  (random) => `10.${random.integer(0, 255)}.${random.integer(0, 255)}.${random.integer(0, 255)}`,
  (random) => `${number(random, 4)}-${number(random, 4)}-${number(random, 4)}-${number(random, 3)}`,
  (random) => `PROJ-${number(random, 5)}`,
  // VAT ids; and of ids as long as an IBAN one in 97 is one, by its check digits.
  (random) => `DE${number(random, random.pick([9, 9, 11, 20]))}`,
  (random) => `${number(random, 3)}.${number(random, 3)}.${number(random, 3)}`,
  (random) => `0x${of(random, hex, 8)}`,
  (random) => `${number(random, 6)}-${number(random, 4)}`,
  (random) => `lines ${random.integer(1, 999)}-${random.integer(1000, 9999)}, ${number(random, 11)}`,
  (random) => `@Component({ selector: 'app-${of(random, 'abcdef', 4)}' })`,
  (random) => `order ${number(random, 10)} of ${number(random, 9)}`,
];
