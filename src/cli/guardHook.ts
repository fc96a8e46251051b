import { relative, resolve, sep } from 'node:path';
import { type GuardRow, guardRows } from '../app/guard.js';
import { fitsGlob } from '../core/glob.js';
import { record, text } from '../core/json.js';
import { type PlacedPolicy, policiesAround } from './hookPolicies.js';

/** Characters of a prompt that are looked at: half a second would be felt at each prompt. */
const longest = 1_000_000;

/**
 * What Claude Code's `UserPromptSubmit` hook answers to the JSON on its standard input: '' lets the prompt pass, and so does
 * anything that is not understood. Only a finding that blocks stops a prompt, be it of our own rules or of a policy of the
 * workspace. Neither the prompt nor the secret is told.
 */
export function answerPrompt(input: string): string {
  try {
    const given = record(JSON.parse(input));
    const prompt = (text(given?.['prompt']) ?? '').slice(0, longest);
    const cwd = text(given?.['cwd']) ?? '';
    const policies = policiesAround(cwd);
    const { rows } = guardRows(prompt, {
      patterns: policies.flatMap(({ patterns }) => patterns),
      forbidden: [],
      guidance: '',
    });
    const blocking = [...forbiddenFiles(prompt, cwd, policies), ...rows.filter(({ severity }) => severity === 'block')];
    return blocking.length === 0 ? '' : `${JSON.stringify({ decision: 'block', reason: reasonOf(blocking) })}\n`;
  } catch {
    return '';
  }
}

type Place = Pick<GuardRow, 'rule' | 'line' | 'column'>;

/** Where a prompt names a file by `@`, whose text Claude Code sends with it, and a policy forbids that. */
function forbiddenFiles(prompt: string, cwd: string, policies: readonly PlacedPolicy[]): readonly Place[] {
  if (policies.every(({ forbidden }) => forbidden.length === 0)) return [];
  return [...prompt.matchAll(/(?<=^|\s)@(?:"([^"\n]+)"|([^\s"]+))/g)].flatMap(({ 1: quoted, 2: bare, index }) => {
    // A sentence may end after the name.
    const file = resolve(cwd, quoted ?? bare?.replace(/[.,:;!?)]+$/, '') ?? '');
    const isForbidden = policies.some(({ folder, forbidden }) => {
      const path = relative(folder, file).split(sep).join('/');
      return !path.startsWith('..') && forbidden.some((glob) => fitsGlob(path, glob));
    });
    const before = prompt.slice(0, index).split('\n');
    return isForbidden
      ? [{ rule: 'policy:forbidden', line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }]
      : [];
  });
}

function reasonOf(rows: readonly Place[]): string {
  const places = rows.slice(0, 5).map(({ rule, line, column }) => `${rule} in line ${line}, column ${column}`);
  const more = rows.length > 5 ? `, and ${rows.length - 5} more` : '';
  return `Tallyboard did not let this prompt be sent: ${places.join('; ')}${more}. Take it out and send the rest.`;
}
