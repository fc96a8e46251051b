import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { driver, type Host, until } from './rig.js';
import { ghostOf, suggestion } from './suggestion.js';

/** The keys of a person who writes in an editor that suggests. */
export function suggestionKeys(window: () => Host) {
  async function newFile(): Promise<void> {
    await driver.runCommand(window().page, 'File: New Untitled Text File');
    await window().page.locator('.tab.active[aria-label*="Untitled"]').waitFor();
    await window().page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
  }

  /** From the first line to a second one: a key that comes before the new editor takes keys, or that ends a composition, is lost. */
  async function secondLine(): Promise<void> {
    const place = window().page.getByText(/^Ln \d+, Col \d+/);
    await until(
      'a second line',
      async () => {
        if (/^Ln 1,/.test(await place.innerText())) await press('Enter');
        return place.innerText();
      },
      (seen) => /^Ln 2,/.test(seen),
    );
  }

  const ghost = () => ghostOf(window().page);
  const suggest = (word: string) => suggestion(window().page, word);

  async function press(key: string): Promise<void> {
    await window().page.keyboard.press(key);
    await window().page.waitForTimeout(300);
  }

  return { ghost, newFile, press, secondLine, suggest };
}

/** Binds keys as a person does, by the file of key bindings. */
export function keyBinder(window: () => Host) {
  const { newFile, press } = suggestionKeys(window);
  let bound = 0;

  const keysFile = () => join(window().userDataDir, 'data', 'data', 'User', 'keybindings.json');

  /** Returns when the editor has read them: a key that is bound with them does what it is bound to. */
  async function bind(...entries: readonly object[]): Promise<void> {
    const text = `bound${++bound}`;
    writeFileSync(keysFile(), JSON.stringify([...entries, { key: 'f9', command: 'type', args: { text } }]));
    await newFile();
    await until(
      'the key bindings',
      async () => {
        await press('F9');
        return window().page.locator('.editor-group-container.active .view-lines').first().innerText();
      },
      (seen) => seen.includes(text),
    );
  }

  return bind;
}
