import { createHash } from 'node:crypto';

const consonants = 'bdfghjklmnprstvz';
const vowels = 'aiou';

/** 16 bits as a word that can be said: consonant, vowel, consonant, vowel, consonant. */
function word(bits: number): string {
  const letter = (letters: string, shift: number) => letters.charAt((bits >> shift) & (letters.length - 1));
  return (
    letter(consonants, 12) + letter(vowels, 10) + letter(consonants, 6) + letter(vowels, 4) + letter(consonants, 0)
  );
}

/**
 * Six words for two people to compare: 96 bits of what is hashed, so many that nobody finds keys of his own with the same
 * words, however long he tries.
 */
export function sixWords(text: string): string {
  const hash = createHash('sha256').update('tallyboard/v1/words\0').update(text, 'utf8').digest();
  return [0, 2, 4, 6, 8, 10].map((at) => word(hash.readUInt16BE(at))).join(' ');
}
