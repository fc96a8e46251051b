/**
 * The words of this room. English text is the key; the editor's l10n gives the translation. Pure modules say `t` and run
 * without an editor too: before `useWords` the text itself is filled.
 */
type Translate = (text: string, ...values: (string | number)[]) => string;

let translate: Translate = fill;
let language = 'en';
let rules: Intl.PluralRules | undefined;

/** Sets translator and language once, at activation. An unknown locale counts as English. */
export function useWords(translator: Translate, locale: string): void {
  translate = translator;
  language = locale;
  rules = undefined;
}

/** The text in the person's language, `{0}`, `{1}` … filled in. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  return translate(text, ...values);
}

/** `one` or `other` by the count's plural category, the same keys as in the page; `{0}` is the count as `shown`. */
export function plural(count: number, forms: { readonly one: string; readonly other: string }, shown: string): string {
  rules ??= pluralRules(language);
  const category = rules.select(count);
  const exact = `${forms.other}|${category}`;
  const translated = translate(exact, shown);
  if (translated !== fill(exact, shown)) return translated;
  return translate(category === 'one' ? forms.one : forms.other, shown);
}

function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}

function pluralRules(locale: string): Intl.PluralRules {
  try {
    return new Intl.PluralRules(locale);
  } catch {
    return new Intl.PluralRules('en');
  }
}
