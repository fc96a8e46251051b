/** Whether an object in a line of JSON has two members of one name: readers may take the one or the other (RFC 8259, section 4). */
export function namesTwice(json: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  for (const [token, name, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined && name !== undefined) {
      const [names, text] = [open.at(-1), JSON.parse(name) as string];
      if (names?.has(text)) return true;
      names?.add(text);
    }
  }
  return false;
}
