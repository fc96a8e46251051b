/**
 * A file's text, by its byte order mark, which is left out; without one UTF-8, unless every other byte of its begin is zero, as it is
 * of Latin text in UTF-16, which PowerShell of Windows writes. Throws where it is longer than a text can be.
 */
export function decodedText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const begin = bytes.subarray(0, 512);
  if (begin.length < 4 || begin.length % 2 !== 0) return 'utf-8';
  const isZero = (odd: number) => begin.every((byte, at) => (byte === 0) === (at % 2 === odd));
  return isZero(1) ? 'utf-16le' : isZero(0) ? 'utf-16be' : 'utf-8';
}
