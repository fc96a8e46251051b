import { entropy, isPlaceholder } from './random.js';
import type { PatternRule } from './rule.js';

/** Values that are public by their nature: hashes with their algorithm, identifiers, versions, dates, addresses, paths. */
const publicForms = [
  /^(?:sha\d{1,3}|md5|blake\w{0,4})[-:]/i,
  /^[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}$/i,
  /^v?\d+(?:\.\d+)+/,
  /^\d{4}-\d\d-\d\d/,
  /^(?:[a-z]+:)?\/\//i,
  /^[.~]{0,2}\/[\w./-]*$/,
  /^#[a-f0-9]{3,8}$/i,
];

/** Code rather than a value: a call, a member, a type, a translation key, words. */
const codeForms =
  /[()\s]|^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+;?$|^[a-z]+(?:[-_ ][a-z]+)+$|^[A-Z]+(?:_[A-Z]+)+$|^[a-z]+(?:[A-Z][a-z]+)+$/;

/** A value that a person would not have written: long for its entropy, or of many kinds of characters. */
function isLikelySecret(value: string): boolean {
  if (isPlaceholder(value) || codeForms.test(value) || publicForms.some((form) => form.test(value))) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const isHex = /^[a-f0-9]+$/i.test(value);
  if (isHex) return value.length >= 20 && value.length % 2 === 0 && entropy(value) > 2.8;
  if (value.length < 16) return value.length >= 8 && kinds >= 3 && /\d/.test(value) && entropy(value) > 2.7;
  return kinds >= 2 && /\d/.test(value) && entropy(value) > 3.4;
}

const quoted = `(?<=["'\`])[^\\s"'\`]{8,200}(?=["'\`])`;
const bare = `(?<=[=:][ ]?)[^\\s"'\`,;&<>(){}]{8,200}(?=\\s|$)`;

/** A value under a name that says secret. It stands in quotes, or fills the rest of a line as in a `.env` file. */
const named = {
  id: 'likely-secret',
  severity: 'warn',
  needles: [
    'passw',
    'passphrase',
    'secret',
    'token',
    'api_key',
    'api-key',
    'apikey',
    'access_key',
    'accesskey',
    'private_key',
    'privatekey',
    'encryption_key',
    'signing_key',
    'credential',
  ],
  keyword: true,
  pattern: new RegExp(`[\\w.-]{5,50}["'\`\\]]{0,2}[ \\t]{0,4}(?:=>|:=|[:=])[ \\t]{0,4}["'\`]?(${quoted}|${bare})`, 'y'),
  accept: isLikelySecret,
} as const satisfies PatternRule;

const bearer = {
  id: 'likely-secret',
  severity: 'warn',
  needles: ['bearer '],
  keyword: true,
  pattern: /bearer ([\w.~+/-]{16,200}={0,2})/iy,
  accept: isLikelySecret,
} as const satisfies PatternRule;

export const likelyRules = [named, bearer] as const;
