import { readFileSync } from 'node:fs';

/** A document longer than this is skipped and counted, as a line is: chats have up to 100 MB. */
const longest = 128 * 1024 * 1024;
/** A shorter one takes no more than 150 MB, whatever is in it. */
const harmless = 4 * 1024 * 1024;
/** What a document may hold: each value takes up to 170 bytes once it is parsed, however short it was. */
const mostValues = 4_000_000;
const [quote, backslash, comma, bracket, brace] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** Text of a file of so many bytes that is parsed as a whole; undefined where that would fill the memory. Throws as the file system does. */
export function documentText(path: string, size: number): string | undefined {
  if (size > longest) return undefined;
  if (size <= harmless) return readFileSync(path, 'utf8');
  const bytes = readFileSync(path);
  return holdsTooMuch(bytes, mostValues) ? undefined : bytes.toString('utf8');
}

/** Whether JSON may have more than so many values, by what opens or parts them outside of strings. */
export function holdsTooMuch(bytes: Uint8Array, most: number): boolean {
  let values = 1;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      while (++at < bytes.length && bytes[at] !== quote) if (bytes[at] === backslash) at++;
    } else if ((byte === comma || byte === bracket || byte === brace) && ++values > most) return true;
  }
  return false;
}
