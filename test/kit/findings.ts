import { gunzipSync } from 'node:zlib';

/** A text as it is, in base64 at each offset, in hexadecimal; and what is gzip is looked into. */
export function findings(bytes: Buffer, wanted: readonly string[]): readonly string[] {
  const spelled = wanted.flatMap((text) => [
    text,
    Buffer.from(text).toString('hex'),
    ...[0, 1, 2].map((shift) => base64Of(text, shift)),
  ]);
  const shapes = [bytes.toString('latin1'), bytes.toString('latin1').toLowerCase()];
  for (let at = bytes.indexOf('1f8b08', 0, 'hex'); at >= 0; at = bytes.indexOf('1f8b08', at + 1, 'hex'))
    try {
      shapes.push(gunzipSync(bytes.subarray(at)).toString('latin1'));
    } catch {
      // No gzip after all.
    }
  return spelled.filter((text) => shapes.some((shape) => shape.includes(text)));
}

/** Those characters of a text's base64, `shift` bytes into what is encoded, that hang on nothing around it. */
function base64Of(text: string, shift: number): string {
  const bytes = Buffer.from(`${'x'.repeat(shift)}${text}`);
  return bytes.toString('base64').slice(Math.ceil((shift * 8) / 6), Math.floor((bytes.length * 8) / 6));
}
