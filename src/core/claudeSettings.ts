import { addEntry, removeEntry, replaceRange } from './editJsonText.js';
import { type JsonContainer, type JsonNode, nodeAt, parseJsonText, skipTrivia } from './jsonText.js';

/** The two entries that Tallyboard may have in Claude Code's settings file, and how its text is changed for them. */

/** `wrapped`: the person's own status line, beside which ours listens; `foreign`: theirs alone. */
export interface ClaudeSetup {
  readonly hook: boolean;
  readonly statusLine: 'none' | 'ours' | 'wrapped' | 'foreign';
}

/** Shell commands as they are written; what is absent is not added. */
export interface ClaudeCommands {
  readonly hook?: string | undefined;
  readonly statusLine?: string | undefined;
}

/** The text has another shape than Claude Code reads: a change could lose something. */
export class ClaudeSettingsError extends Error {
  override readonly name = 'ClaudeSettingsError';
}

const hookWords = 'guard --hook claude-code';
const statusWords = 'statusline --from claude-code';
/** Seconds. Claude Code goes on without an answer after that. */
const hookTimeout = 5;

/** The commands for a launcher, an absolute path. Where it is gone, or what it starts, nothing is said and nothing is stopped. */
export function claudeCommands(launcher: string, windows: boolean): Record<keyof ClaudeCommands, string> {
  const program = windows ? `"${launcher.replaceAll('\\', '/')}"` : `'${launcher.replaceAll("'", `'\\''`)}'`;
  const quietly = (words: string) => `[ ! -f ${program} ] || ${program} ${words} 2>/dev/null || :`;
  return { hook: quietly(hookWords), statusLine: quietly(statusWords) };
}

/** What is there. Throws `JsonTextError`, `ClaudeSettingsError`. */
export function readClaudeSetup(text: string): ClaudeSetup {
  const root = rootOf(text);
  const statusLine = nodeAt(root, 'statusLine');
  const command = commandOf(statusLine) ?? '';
  const ours = command.includes(statusWords) ? (wrappedIn(command) === undefined ? 'ours' : 'wrapped') : 'foreign';
  return { hook: root !== undefined && ourHook(root) !== undefined, statusLine: statusLine ? ours : 'none' };
}

/** The text with the entries that are not there yet; an absent file is ''. A status line of the person's own is wrapped. Throws as `readClaudeSetup`. */
export function addClaudeEntries(text: string, { hook, statusLine }: ClaudeCommands): string {
  const hooked = hook === undefined ? text : addHook(begun(text), hook);
  return statusLine === undefined ? hooked : addStatusLine(begun(hooked), statusLine);
}

/**
 * The text without our entries: `before`, byte for byte, where nothing else has changed since; else without what is ours
 * alone, and without containers that were made for it. Throws as `readClaudeSetup`.
 */
export function removeClaudeEntries(text: string, before: string): string {
  const commands = commandsIn(text);
  const { hook, statusLine } = commands;
  const orders = [
    () => addClaudeEntries(before, commands),
    () => addClaudeEntries(addClaudeEntries(before, { statusLine }), { hook }),
  ];
  if (orders.some((order) => same(order, text))) return before;
  return withoutHook(withoutStatusLine(text), rootIn(before));
}

function same(make: () => string, text: string): boolean {
  try {
    return make() === text;
  } catch {
    return false;
  }
}

/** Our commands as they stand in the text; of a wrapped status line the part that is ours. */
function commandsIn(text: string): ClaudeCommands {
  const root = rootOf(text);
  const hook = root && ourHook(root);
  const status = commandOf(nodeAt(root, 'statusLine'));
  const ours = status?.includes(statusWords) === true;
  return { hook: hook && commandOf(hook.node), statusLine: ours ? (wrappedIn(status)?.ours ?? status) : undefined };
}

function begun(text: string): string {
  return skipTrivia(text, text.startsWith('\uFEFF') ? 1 : 0) === text.length ? `${text}{}\n` : text;
}

/** Undefined of a text without a value, which Claude Code takes as no settings. */
function rootOf(text: string): JsonContainer | undefined {
  if (begun(text) !== text) return undefined;
  const root = parseJsonText(text);
  if (root.kind !== 'object') throw new ClaudeSettingsError('The settings are no object.');
  return root;
}

function rootIn(text: string): JsonContainer | undefined {
  try {
    return rootOf(text);
  } catch {
    return undefined;
  }
}

function commandOf(node: JsonNode | undefined): string | undefined {
  const command = nodeAt(node, 'command');
  return command?.kind === 'plain' && typeof command.value === 'string' ? command.value : undefined;
}

interface FoundHook {
  readonly list: JsonContainer;
  readonly group: number;
  readonly hooks: JsonContainer;
  readonly index: number;
  readonly node: JsonNode;
}

/** Where our hook stands: within a group of the list of the event. */
function ourHook(root: JsonContainer): FoundHook | undefined {
  const list = nodeAt(root, 'hooks', 'UserPromptSubmit');
  if (list?.kind !== 'array') return undefined;
  for (const [group, { value }] of list.entries.entries()) {
    const hooks = nodeAt(value, 'hooks');
    if (hooks?.kind !== 'array') continue;
    for (const [index, { value: node }] of hooks.entries.entries())
      if (commandOf(node)?.includes(hookWords)) return { list, group, hooks, index, node };
  }
  return undefined;
}

function addHook(text: string, command: string): string {
  const root = rootOf(text);
  if (!root || ourHook(root)) return text;
  const group = { hooks: [{ type: 'command', command, timeout: hookTimeout }] };
  const hooks = nodeAt(root, 'hooks');
  if (hooks === undefined) return addEntry(text, root, 'hooks', { UserPromptSubmit: [group] });
  if (hooks.kind !== 'object') throw new ClaudeSettingsError('"hooks" is no object.');
  const list = nodeAt(hooks, 'UserPromptSubmit');
  if (list === undefined) return addEntry(text, hooks, 'UserPromptSubmit', [group]);
  if (list.kind !== 'array') throw new ClaudeSettingsError('"UserPromptSubmit" is no list.');
  return addEntry(text, list, undefined, group);
}

function withoutHook(text: string, before: JsonContainer | undefined): string {
  const root = rootOf(text);
  const found = root && ourHook(root);
  if (!found) return text;
  if (found.hooks.entries.length > 1) return withoutHook(removeEntry(text, found.hooks, found.index), before);
  const less = removeEntry(text, found.list, found.group);
  return withoutHook(withoutEmpty(withoutEmpty(less, before, 'hooks', 'UserPromptSubmit'), before, 'hooks'), before);
}

/** Takes the member away where it is empty and was not there before. */
function withoutEmpty(text: string, before: JsonContainer | undefined, ...path: readonly string[]): string {
  const node = nodeAt(rootOf(text), ...path);
  if (!node || node.kind === 'plain' || node.entries.length > 0 || nodeAt(before, ...path)) return text;
  const parent = nodeAt(rootOf(text), ...path.slice(0, -1));
  if (parent?.kind !== 'object') return text;
  return removeEntry(
    text,
    parent,
    parent.entries.findLastIndex(({ key }) => key === path.at(-1)),
  );
}

function addStatusLine(text: string, command: string): string {
  const root = rootOf(text);
  const own = nodeAt(root, 'statusLine');
  if (!root) return text;
  if (own === undefined) return addEntry(text, root, 'statusLine', { type: 'command', command });
  const theirs = nodeAt(own, 'command');
  if (theirs?.kind !== 'plain' || typeof theirs.value !== 'string' || theirs.value.includes(statusWords)) return text;
  return replaceRange(text, theirs, JSON.stringify(wrap(command, theirs.value)));
}

function withoutStatusLine(text: string): string {
  const root = rootOf(text);
  const command = nodeAt(root, 'statusLine', 'command');
  const index = root?.entries.findLastIndex(({ key }) => key === 'statusLine') ?? -1;
  if (!root || command?.kind !== 'plain' || typeof command.value !== 'string') return text;
  if (!command.value.includes(statusWords)) return text;
  const theirs = wrappedIn(command.value)?.theirs;
  return theirs === undefined ? removeEntry(text, root, index) : replaceRange(text, command, JSON.stringify(theirs));
}

const listening = 'printf %s "$tallyboard_in" | ';
const opening = `tallyboard_in=$(cat)\n{ ${listening}{ `;
const middle = `; }; } >/dev/null 2>&1 &\n${listening}(\n`;
const closing = '\n)';

/** A shell command that hands what comes in to both, and shows what the person's own says. */
function wrap(command: string, theirs: string): string {
  return opening + command + middle + theirs + closing;
}

/** Both commands of a wrap; undefined of a command that wraps none. */
function wrappedIn(command: string): { readonly ours: string; readonly theirs: string } | undefined {
  const end = command.indexOf(middle);
  if (!command.startsWith(opening) || end < 0 || !command.endsWith(closing)) return undefined;
  const ours = command.slice(opening.length, end);
  return { ours, theirs: command.slice(end + middle.length, -closing.length) };
}
