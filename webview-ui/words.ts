/**
 * The page's strings. English text is the key; `Hello.words` gives the translation. A plural of a language with more
 * than two forms is looked up under `<English "other" form>|<category>`, e.g. `{0} requests|few`.
 */

let words: Readonly<Record<string, string>> = {};
let rules = new Intl.PluralRules('en');

/** Sets the language once, before the first paint. An unknown locale counts as English. */
export function useWords(translations: Readonly<Record<string, string>>, locale: string): void {
  words = translations;
  rules = pluralRules(locale);
}

/** The text in the person's language, `{0}`, `{1}` … filled in. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  return fill(words[text] ?? text, values);
}

/** `one` or `other` by the count's plural category; `{0}` is the count as `shown`. */
export function plural(count: number, forms: { readonly one: string; readonly other: string }, shown: string): string {
  const category = rules.select(count);
  const fallback = category === 'one' ? forms.one : forms.other;
  return fill(words[`${forms.other}|${category}`] ?? words[fallback] ?? fallback, [shown]);
}

function fill(text: string, values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}

function pluralRules(locale: string): Intl.PluralRules {
  try {
    return new Intl.PluralRules(locale);
  } catch {
    return new Intl.PluralRules('en');
  }
}
