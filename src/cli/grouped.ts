/** "1,234,567": a whole number as the command prints it. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}
