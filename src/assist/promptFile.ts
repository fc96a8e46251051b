import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const promptNames = ['ask', 'fix', 'write-tests', 'commit-message', 'explain', 'refactor', 'document'] as const;
export type PromptName = (typeof promptNames)[number];

/** Text to read, lines in the place of the code, a whole file, or a commit message. */
const results = ['answer', 'replacement', 'file', 'message'] as const;
export type PromptResult = (typeof results)[number];

/** A prompt file: what the model is told, before the material. */
export interface PromptFile {
  readonly result: PromptResult;
  readonly instructions: string;
}

/** Reads a prompt of the folder that holds them, `dist/prompts`. */
export async function readPrompt(folder: string, name: PromptName): Promise<PromptFile> {
  return parsePrompt(await readFile(join(folder, `${name}.md`), 'utf8'));
}

/** A head between two lines `---` with `result: …`, then the instructions. Lines of one paragraph become one line. */
export function parsePrompt(text: string): PromptFile {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n')) ?? [];
  const said = /^result: *(\S+)$/m.exec(head)?.[1];
  const result = results.find((name) => name === said);
  if (result === undefined) throw new Error('A prompt file names no result.');
  const paragraphs = body.trim().split(/\n{2,}/);
  return { result, instructions: paragraphs.map((lines) => lines.replaceAll('\n', ' ')).join('\n\n') };
}
