import type { Frame, Locator, Page } from 'playwright-core';
import { keyOf, source, type Workspace } from './assistWorkspace.js';
import type { FakeAnswer, FakeModels } from './fakeModel.js';
import { driver, insistently, seenInPanel, until, webviewPanelFrame } from './rig.js';

/** The window that the commands run in, and how a person works in it. Its members can be taken out of it by name. */
export class AssistWindow {
  readonly #page: () => Page;
  readonly #fake: FakeModels;
  readonly #place: Workspace;
  #sentBefore = 0;

  constructor(page: () => Page, fake: FakeModels, place: Workspace) {
    this.#page = page;
    this.#fake = fake;
    this.#place = place;
  }

  get page(): Page {
    return this.#page();
  }

  /** No document, no notification, the file as it was; from now on other prompts are counted as sent. */
  readonly reset = async (): Promise<void> => {
    // A command that a busy window did not take leaves the answer of the test before in its tab.
    await insistently(async (timeout) => {
      await driver.runCommand(this.page, 'View: Close All Editors');
      await this.page.locator('.tabs-container .tab').first().waitFor({ state: 'detached', timeout });
    });
    await driver.clearNotifications(this.page);
    this.#place.write(source);
    this.#sentBefore = this.#fake.prompts().length;
  };

  readonly steer = (...answers: readonly FakeAnswer[]) => this.#fake.steer({ answers });
  readonly sent = () => this.#fake.prompts().slice(this.#sentBefore);
  readonly press = (command: string) => this.page.keyboard.press(keyOf(command));
  readonly tab = (title: string) => this.page.locator('.tabs-container .tab').filter({ hasText: title });

  /** Presses a key until what it leads to is there: a window that is busy loses one, and a person would press it again. */
  readonly pressUntilSeen = async <T>(command: string, seen: (within: number) => Promise<T>): Promise<T> => {
    const before = this.sent().length;
    for (let attempt = 1; ; attempt++) {
      await this.press(command);
      try {
        return await seen(12_000);
      } catch (error) {
        if (attempt === 3 || this.sent().length > before) throw error;
        await this.pressUntil(/selected/, 'ControlOrMeta+A');
      }
    }
  };

  readonly pressFor = (command: string, place: Locator) =>
    this.pressUntilSeen(command, (timeout) => place.first().waitFor({ timeout }));

  /** Waits for an answer's page to be loaded: until then it may take the keyboard away from what is opened next. */
  readonly answered = async (title: string, find: (frame: Frame) => Locator): Promise<void> => {
    await this.tab(`${title}: answer`).first().waitFor();
    await seenInPanel(this.page, 'the answer', find);
  };
  readonly told = (words: RegExp, within?: number) =>
    until(
      `"${words}"`,
      () => driver.notifications(this.page),
      (all) => all.some(({ text }) => words.test(text)),
      within,
    ).then((all) => all.find(({ text }) => words.test(text)));

  readonly toldAfter = (command: string, words: RegExp) =>
    this.pressUntilSeen(command, (within) => this.told(words, within));

  /** The file with all its lines selected. */
  readonly open = async (name = 'sum.js'): Promise<void> => {
    const row = this.page.locator('.quick-input-widget:visible .monaco-list-row').filter({ hasText: name }).first();
    const active = this.page.locator('.tabs-container .tab.active').filter({ hasText: name });
    await insistently(async (timeout) => {
      await this.page.keyboard.press('ControlOrMeta+P');
      await this.page.locator('.quick-input-widget:visible input[type="text"]').fill(name, { timeout });
      await row.click({ timeout });
      // A click is lost on a list that is just drawn anew; the file's tab may have been there before.
      await active.waitFor({ timeout });
    });
    await this.pressUntil(/selected/, 'ControlOrMeta+A');
  };

  /** Presses keys in the editor until the status bar tells the place: a window that just reads its file loses some. */
  readonly pressUntil = async (place: RegExp, ...keys: readonly string[]): Promise<void> => {
    await insistently(async (timeout) => {
      await this.focusEditor();
      for (const key of keys) await this.page.keyboard.press(key);
      await this.page.locator('[id="status.editor.selection"]').filter({ hasText: place }).waitFor({ timeout });
    });
  };

  readonly preview = () => webviewPanelFrame(this.page);

  readonly focusEditor = async (): Promise<void> => {
    const editor = this.page.locator('.editor-group-container.active .monaco-editor').first();
    // Where another document is active there is none, and whoever asks begins again.
    await editor.locator('.native-edit-context, textarea.inputarea').first().focus({ timeout: 5000 });
  };

  /** Types at an end of the file while its proposal is looked at. */
  readonly typeMeanwhile = async (at: 'Home' | 'End', ...keys: readonly string[]): Promise<void> => {
    const own = this.page.locator('.tabs-container .tab').filter({ hasText: 'sum.js', hasNotText: '(proposal)' });
    await own.first().click();
    await this.page.locator('.tabs-container .tab.active').filter({ hasNotText: '(proposal)' }).waitFor();
    await this.focusEditor();
    await this.page.keyboard.press('ControlOrMeta+Home');
    await this.page.keyboard.press(at);
    for (const key of keys) await (key.includes(' ') ? this.page.keyboard.type(key) : this.page.keyboard.press(key));
    await this.tab('(proposal)').first().click();
    await this.page.locator('.tabs-container .tab.active').filter({ hasText: '(proposal)' }).waitFor();
  };

  /** Saves the file, which then is as expected; a file that changes while it is still being saved is not read again. */
  readonly saves = async (expected: string): Promise<void> => {
    await this.page.keyboard.press('ControlOrMeta+S');
    await until(
      'the saved file',
      async () => this.#place.read(),
      (text) => text === expected,
      5_000,
    );
    await this.page.locator('.tabs-container .tab.active:not(.dirty)').waitFor();
  };

  /** Once the proposal is decided, its document is the active editor. */
  readonly focusFile = async (): Promise<void> => {
    await until(
      'no proposal',
      () => this.tab('(proposal)').count(),
      (count) => count === 0,
    );
    await this.page.locator('.tabs-container .tab.active').filter({ hasText: 'sum.js' }).waitFor();
    await this.focusEditor();
  };
}
