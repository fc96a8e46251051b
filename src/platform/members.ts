const [quote, backslash, colon, comma] = [0x22, 0x5c, 0x3a, 0x2c];
const [openObject, closeObject, openList, closeList] = [0x7b, 0x7d, 0x5b, 0x5d];
const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * JSON of the object that these bytes are, with the members of these names (of ASCII) alone: of the others, which may be many MB,
 * neither text nor values are made. Undefined where it is no object to its end; what stands inside a member is not looked at.
 */
export function membersOf(bytes: Buffer, names: readonly string[]): string | undefined {
  const found: string[] = [];
  let at = afterSpace(bytes, 0);
  if (bytes[at] !== openObject) return undefined;
  at = afterSpace(bytes, at + 1);
  while (bytes[at] === quote) {
    const nameEnd = textEnd(bytes, at);
    const from = afterSpace(bytes, nameEnd);
    if (bytes[from] !== colon) return undefined;
    const to = valueEnd(bytes, afterSpace(bytes, from + 1));
    if (names.some((name) => isAt(bytes, at, nameEnd, name))) found.push(bytes.toString('utf8', at, to));
    at = afterSpace(bytes, to);
    if (bytes[at] === comma) at = afterSpace(bytes, at + 1);
    else break;
  }
  const isWhole = bytes[at] === closeObject && afterSpace(bytes, at + 1) === bytes.length;
  return isWhole ? `{${found.join(',')}}` : undefined;
}

function isAt(bytes: Buffer, from: number, to: number, name: string): boolean {
  return to - from === name.length + 2 && bytes.latin1Slice(from + 1, to - 1) === name;
}

function afterSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

/** After the closing quote of the text that begins here, or the end of all. */
function textEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(quote, from + 1); at >= 0; at = bytes.indexOf(quote, at + 1)) {
    let first = at;
    while (bytes[first - 1] === backslash) first--;
    if ((at - first) % 2 === 0) return at + 1;
  }
  return bytes.length;
}

/** After the value that begins here. */
function valueEnd(bytes: Buffer, from: number): number {
  let depth = 0;
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === quote) {
      at = textEnd(bytes, at);
      if (depth === 0) return at;
      continue;
    }
    if (depth === 0 && (byte === comma || byte === closeObject)) return at;
    if (byte === openObject || byte === openList) depth++;
    else if (byte === closeObject || byte === closeList) depth--;
    at++;
    if (depth === 0 && (byte === closeObject || byte === closeList)) return at;
  }
  return at;
}
