/** No name is longer; counted in what people see as characters. */
export const longestAlias = 32;

/** Controls, marks of direction, invisible fillers, private use and lone surrogates; also what joins them. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u2800]/gu;
const piledMarks = /(\p{M}{3})\p{M}+/gu;

/**
 * An alias as others may be shown it, whatever its owner wrote: one line without marks that turn the direction, hide or
 * pile up, at most 32 characters. It is text: who puts it on a page must not read it as anything else. '' if nothing is left.
 */
export function shownAlias(alias: string): string {
  const clean = alias
    .slice(0, 1_000)
    .normalize('NFC')
    .replace(/[\t\n\r]/g, ' ')
    .replace(unseen, '')
    .replace(piledMarks, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...new Intl.Segmenter('en').segment(clean)].map(({ segment }) => segment);
  if (characters.length <= longestAlias) return clean;
  return `${characters
    .slice(0, longestAlias - 1)
    .join('')
    .trim()}…`;
}

/** Of each of these, whether a reader would take it for another of them: letters of the same look, large or small. */
export function takenForAnother(aliases: readonly string[]): readonly boolean[] {
  const spelt = aliases.map((alias) => shownAlias(alias).normalize('NFKC').toLowerCase());
  return spelt.map((each, index) => spelt.indexOf(each) !== index || spelt.lastIndexOf(each) !== index);
}

/** The names of members for a line of text: with the id behind an alias that a reader would take for another's, or instead of none. */
export function toldApart(members: readonly { readonly id: string; readonly alias: string }[]): readonly string[] {
  const isAlike = takenForAnother(members.map(({ alias }) => alias));
  return members.map(({ id, alias }, index) => {
    const shown = shownAlias(alias);
    if (shown === '') return id;
    return isAlike[index] ? `${shown} (${id})` : shown;
  });
}
