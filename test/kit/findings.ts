import { gunzipSync } from 'node:zlib';

/** A text as it is, in base64 at each offset, in hexadecimal; and what is gzip is looked into. */
export function findings(bytes: Buffer, wanted: readonly string[]): readonly string[] {
  const spelled = wanted.flatMap((text) => [
    text,
    Buffer.from(text).toString('hex'),
    ...[0, 1, 2].map((shift) =>
      Buffer.from(`${'x'.repeat(shift)}${text}`)
        .toString('base64')
        .slice(shift === 0 ? 0 : 4, -4),
    ),
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
