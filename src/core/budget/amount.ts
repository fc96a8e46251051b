/** More is no budget. */
export const mostAmount = 1e15;

const suffixes: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9 };

/** What a person typed: `120`, `$120`, `80%`, `2.5M`; undefined for anything else, and for what is not above 0. */
export function amountOf(text: string): number | undefined {
  const found = /^\s*\$?\s*(\d+(?:\.\d+)?)\s*([KMB]?)\s*%?\s*$/i.exec(text);
  const amount = Number(found?.[1]) * (suffixes[(found?.[2] ?? '').toUpperCase()] ?? 1);
  return amount > 0 && amount <= mostAmount ? amount : undefined;
}
