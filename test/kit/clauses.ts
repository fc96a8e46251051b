import { createHash } from 'node:crypto';

/** A key binding of the editor or of the manifest, as far as accepting a suggestion goes. */
export interface Clause {
  readonly key: string;
  readonly command: string;
  readonly when: string;
}

/** Commands of the editor that accept a suggestion; what has no key of its own must stay so. */
export const accepting = ['commit', 'commitAlternativeAction', 'acceptNextWord', 'acceptNextLine'].map(
  (name) => `editor.action.inlineSuggest.${name}`,
);

/** What our manifest adds to each `||` part of the editor's condition. */
export const gate = ['config.tallyboard.hooks.inlineSuggestions', 'tallyboard.hooksReady'];

interface Binding {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
  readonly args?: unknown;
}

/** Parts of a condition, each a sorted list: the editor prints them in an order of its own. */
export function partsOf(when: string): readonly (readonly string[])[] {
  return when.split('||').map((part) =>
    part
      .split('&&')
      .map((term) => term.trim())
      .sort(),
  );
}

/** The editor's own bindings, of what it prints as its defaults. */
export function editorClauses(defaults: readonly Binding[]): readonly Clause[] {
  const own = defaults.filter(({ command }) => accepting.includes(command));
  return own.map(({ key, command, when = '' }) => ({ key, command, when: normal(partsOf(when)) })).sort(byText);
}

/** The bindings that the manifest says it adds to: its own without the gate. */
export function manifestClauses(bindings: readonly Binding[]): readonly Clause[] {
  return bindings
    .filter(({ args }) => args !== undefined)
    .map(({ key, when = '', args }) => {
      const [command] = (args as { commands: readonly [string] }).commands;
      const parts = partsOf(when).map((part) => part.filter((term) => !gate.includes(term)));
      return { key, command, when: normal(parts) };
    })
    .sort(byText);
}

/** What `testedEditors` keeps of an editor's bindings. */
export function clausesHash(clauses: readonly Clause[]): string {
  return createHash('sha256').update(JSON.stringify(clauses)).digest('hex').slice(0, 16);
}

function normal(parts: readonly (readonly string[])[]): string {
  return parts.map((part) => part.join(' && ')).join(' || ');
}

function byText(a: Clause, b: Clause): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
