import { type GuardRow, guardRows } from '../app/guard.js';
import { record, text } from '../core/json.js';

/** Characters of a prompt that are looked at: half a second would be felt at each prompt. */
const longest = 1_000_000;
const noPolicy = { patterns: [], forbidden: [], guidance: '' } as const;

/**
 * What Claude Code's `UserPromptSubmit` hook answers to the JSON on its standard input: '' lets the prompt pass, and so does
 * anything that is not understood. Only a finding that blocks stops a prompt. Neither the prompt nor the secret is told.
 */
export function answerPrompt(input: string): string {
  try {
    const prompt = text(record(JSON.parse(input))?.['prompt']) ?? '';
    const { rows } = guardRows(prompt.slice(0, longest), noPolicy);
    const blocking = rows.filter(({ severity }) => severity === 'block');
    return blocking.length === 0 ? '' : `${JSON.stringify({ decision: 'block', reason: reasonOf(blocking) })}\n`;
  } catch {
    return '';
  }
}

function reasonOf(rows: readonly GuardRow[]): string {
  const places = rows.slice(0, 5).map(({ rule, line, column }) => `${rule} in line ${line}, column ${column}`);
  const more = rows.length > 5 ? `, and ${rows.length - 5} more` : '';
  return `Tallyboard did not let this prompt be sent: ${places.join('; ')}${more}. Take it out and send the rest.`;
}
