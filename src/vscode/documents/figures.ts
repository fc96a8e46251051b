/** A mark stays on the line of its figure. */
export function unbroken(figure: string): string {
  return figure.replace(/^([≥≈<]) /, '$1\u00a0');
}

export function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
