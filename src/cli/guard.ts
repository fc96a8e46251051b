import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { type GuardRow, guardRows } from '../app/guard.js';
import { type GuardPolicy, type PolicyProblem, readPolicy } from '../core/guardPolicy.js';
import { plainName } from '../core/plainText.js';
import { decodedText } from './decodedText.js';
import { exitCode } from './exitCode.js';
import { answerPrompt } from './guardHook.js';
import { helpText } from './help.js';
import { readOptions } from './options.js';
import { jsonLines } from './print.js';
import type { Output } from './run.js';
import { standardInput } from './standardInput.js';
import { systemWords } from './systemWords.js';
import { UsageError } from './usageError.js';

interface GuardCall {
  /** What follows the command's name: one file, `-` for standard input, or nothing for the same. */
  readonly rest: readonly string[];
  readonly json: boolean;
  /** File of a policy. */
  readonly policy: string | undefined;
  /** Whose hook asks. */
  readonly hook: 'claude-code' | undefined;
}

/** `tallyboard guard`, a bundle of its own: no other command reads the detectors. The exit code, as of `runCommand`. */
export function runGuard(words: readonly string[], output: Output): Promise<number> {
  return exitCode(output, async () => {
    const options = readOptions(words);
    if (!options.help) return guard(options, output);
    output.out(helpText('guard'));
    return 0;
  });
}

/** Throws `UsageError`. */
function guard({ rest, json, policy, hook }: GuardCall, output: Output): number {
  const [file = '-', more] = rest;
  if (more !== undefined) throw new UsageError('"guard" takes one FILE, or - for standard input.');
  if (hook !== undefined) {
    output.out(answerPrompt(inputText()));
    return 0;
  }
  const known = policy === undefined ? { patterns: [], forbidden: [], guidance: '' } : policyOf(policy);
  const text = file === '-' ? inputText() : textOf(file);
  const { rows, slow } = guardRows(text, known, file === '-' ? undefined : pathBelow(policy, file));
  for (const id of slow)
    output.error(`tallyboard: the pattern "${id}" took too long; a part of the text was not checked for it.\n`);
  output.out(json ? jsonLines({ findings: rows }) : rowsText(file, rows, text));
  return rows.length + slow.length === 0 ? 0 : 1;
}

/** As compilers write it, so that terminals make links of it. */
function rowsText(file: string, rows: readonly GuardRow[], text: string): string {
  // What stands after the last end of a line is one more.
  const lines = text.split('\n').length - (text === '' || text.endsWith('\n') ? 1 : 0);
  const where = `${lines} ${lines === 1 ? 'line' : 'lines'}`;
  if (rows.length === 0) return `No secrets found in ${where}.\n`;
  const name = file === '-' ? 'standard input' : plainName(file);
  const told = rows.map(
    ({ rule, severity, line, column }) => `${name}:${line}:${column}  ${severity.padEnd(5)}  ${rule}`,
  );
  return `${told.join('\n')}\n\n${rows.length} ${rows.length === 1 ? 'finding' : 'findings'} in ${where}.\n`;
}

function inputText(): string {
  const text = standardInput();
  if (text === undefined) throw new UsageError('Name a FILE, or send text to standard input.');
  return text;
}

function textOf(file: string): string {
  try {
    return decodedText(readFileSync(file));
  } catch (error) {
    // All else that can go wrong here is that it is larger than a text or a buffer may be.
    throw new UsageError(systemWords(error, file) ?? `"${file}" is too large. Send it in parts.`);
  }
}

/** A policy that is wrong in any part is refused: who names one relies on all of it. */
function policyOf(file: string): GuardPolicy {
  const { policy, problems } = readPolicy(textOf(file));
  const [problem] = problems;
  if (problem) throw new UsageError(`"${file}" is not taken: ${problemWords(problem)}`);
  return policy;
}

function problemWords({ path, code }: PolicyProblem): string {
  const words = {
    unreadable: 'it cannot be read.',
    tooLarge: 'it is too large. A policy has at most 64 KB.',
    notJson: 'it is no valid JSON.',
    wrongType: path === '' ? 'it takes an object.' : `${path} has a value of the wrong kind.`,
    unknown: `${path} is not known.`,
    tooMany: `${path} has too many entries.`,
    tooLong: `${path} is too long.`,
    notAPattern: `${path} is no regular expression.`,
    risky: `${path} could take without end: it repeats what itself repeats.`,
    twice: `${path}: this id is there twice.`,
  } satisfies Record<typeof code, string>;
  return words[code];
}

function pathBelow(policy: string | undefined, file: string): string | undefined {
  if (policy === undefined) return undefined;
  const path = relative(dirname(resolve(policy)), resolve(file));
  return path.startsWith('..') ? undefined : path.split(sep).join('/');
}
