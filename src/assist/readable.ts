/**
 * A model's answer as Markdown that can be shown without harm: it loads no picture and no page, holds no HTML, and no link
 * runs a command. What a model says may have been said by the text it was given, and a picture's address can carry that
 * text away. Fenced code at the margin and code within a line stay as they are.
 */
export function readable(answer: string): string {
  let fence: RegExp | undefined;
  let open = false;
  return answer
    .split(/\r\n|\r|\n/)
    .map((line) => {
      if (fence) {
        if (fence.test(line)) fence = undefined;
        return line;
      }
      const opening = /^(`{3,}|~{3,})[^`]*$/.exec(line)?.[1];
      if (opening !== undefined) {
        fence = new RegExp(`^ {0,3}${opening[0]}{${opening.length},}\\s*$`);
        open = false;
        return line;
      }
      if (line.trim() === '') open = false;
      const pieces = open ? undefined : codeSpans(line);
      open = pieces === undefined && line.trim() !== '';
      return (pieces ?? [line]).map((piece, index) => (index % 2 === 1 ? piece : harmless(piece))).join('');
    })
    .join('\n');
}

/**
 * A line as text, code, text, …; undefined where a run of backticks is not closed on its line or one is escaped: then
 * nothing up to the next empty line counts as code.
 */
function codeSpans(line: string): readonly string[] | undefined {
  if (line.includes('\\`')) return undefined;
  const pieces = [''];
  for (let rest = line; rest !== ''; ) {
    const [, before = '', run, after = ''] = /^([^`]*)(`+)?([\s\S]*)$/.exec(rest) ?? [];
    pieces[pieces.length - 1] += before;
    if (run === undefined) break;
    const close = after.search(new RegExp(`(?<!\`)${run}(?!\`)`));
    if (close < 0) return undefined;
    pieces.push(run + after.slice(0, close) + run, '');
    rest = after.slice(close + run.length);
  }
  return pieces;
}

function harmless(text: string): string {
  return text
    .replaceAll('<', '&lt;')
    .replaceAll('![', '!&#91;')
    .replace(/(\]\(\s*|\]:\s*)(?!https?:|#)([a-z][a-z\d+.-]*:)/gi, '$1#$2');
}
