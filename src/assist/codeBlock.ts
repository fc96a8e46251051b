import { AssistError } from './assistError.js';

/**
 * The code of an answer: its longest fenced block, without the fence. Throws `empty`, `noCode`, or `brokenOff` when the
 * answer ends within the block.
 */
export function codeOf(answer: string): readonly string[] {
  if (answer.trim() === '') throw new AssistError('empty');
  const blocks: string[][] = [];
  let fence: RegExp | undefined;
  for (const line of answer.split(/\r\n|\r|\n/)) {
    const opening = fence ? undefined : /^ {0,3}(`{3,}|~{3,})[^`]*$/.exec(line)?.[1];
    if (fence?.test(line)) fence = undefined;
    else if (fence) blocks.at(-1)?.push(line);
    else if (opening !== undefined) {
      fence = new RegExp(`^ {0,3}${opening[0]}{${opening.length},}\\s*$`);
      blocks.push([]);
    }
  }
  if (fence) throw new AssistError('brokenOff', answer);
  const longest = blocks.reduce<string[] | undefined>((best, block) => (longer(block, best) ? block : best), undefined);
  if (!longest || longest.length === 0) throw new AssistError('noCode', answer);
  return longest;
}

function longer(block: readonly string[], than: readonly string[] | undefined): boolean {
  return !than || block.join('\n').length > than.join('\n').length;
}

/** Lines indented as the lines whose place they take: models often begin at the margin. Lines that are already are kept. */
export function indentedLike(lines: readonly string[], target: readonly string[]): readonly string[] {
  const wanted = marginOf(target);
  if (wanted === '' || marginOf(lines) !== '') return lines;
  return lines.map((line) => (line.trim() === '' ? line : wanted + line));
}

/** The white space that all lines begin with; lines of white space alone do not count. */
function marginOf(lines: readonly string[]): string {
  const margins = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  return margins.reduce((all, margin) => commonStart(all, margin), margins[0] ?? '');
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** A commit message as the model gave it, without a fence, quotes or white space around it. Throws `empty`. */
export function messageOf(answer: string): string {
  const plain = answer.replaceAll('\r\n', '\n').trim();
  const inside = /^```[^\n]*\n([\s\S]*?)\n```$/.exec(plain)?.[1] ?? /^"([^"\n]+)"$/.exec(plain)?.[1] ?? plain;
  const message = inside.trim().replace(/[ \t]+$/gm, '');
  if (message === '') throw new AssistError('empty');
  return message;
}
