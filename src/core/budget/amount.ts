/** More is no budget. */
export const mostAmount = 1e15;

/** Each is worth a thousand times the one before. */
const suffixes = ['', 'K', 'M', 'B'];

/** What a person typed: `120`, `$1,200`, `80%`, `2.5M`; undefined for anything else, and for what is not above 0. */
export function amountOf(text: string): number | undefined {
  const found = /^\s*\$?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*([KMB]?)\s*%?\s*$/i.exec(text);
  if (!found) return undefined;
  const amount =
    Number(String(found[1]).replaceAll(',', '')) * 1000 ** suffixes.indexOf(String(found[2]).toUpperCase());
  return amount > 0 && amount <= mostAmount ? amount : undefined;
}
