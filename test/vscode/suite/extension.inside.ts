import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/vscode/commands/commandTable.js';

const extensionId = 'tallyboard.tallyboard';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is not installed`);
  return found;
}

async function until<T>(what: string, look: () => T | undefined): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`${what} was not seen`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs a command and answers its question, if it asks one, with the choice at `index`. */
async function run(command: string, index?: number, patience = 800): Promise<void> {
  const running = vscode.commands.executeCommand(command);
  if (index !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, patience));
    for (let step = 0; step < index; step++)
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
  await running;
}

/** The text of the document that a command shows, once it holds; the editor renews an open one a moment later. */
async function shown(title: string, holds: (text: string) => boolean = () => true): Promise<string> {
  const uri = vscode.Uri.from({ scheme: 'tallyboard', path: `/${title}.md` });
  const end = Date.now() + 5000;
  for (;;) {
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    if (holds(text)) return text;
    if (Date.now() > end) throw new Error(`Never so: ${holds}\n${text}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * The report of the choice at `index`. Nothing in here sees whether the editor already shows its question: on a slow
 * machine the answer may come too early, so it is asked again, more patiently.
 */
async function report(index: number, title: string, holds: (text: string) => boolean): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    await Promise.race([
      run('tallyboard.showReport', index, attempt * 800),
      new Promise((resolve) => setTimeout(resolve, 5000)),
    ]);
    try {
      return await shown(title, holds);
    } catch (error) {
      if (attempt === 3) throw error;
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    }
  }
}

interface Report {
  readonly totals: { readonly total: number };
  readonly byTool: Readonly<Record<string, { readonly total: number }>>;
}

/** What the command line says of the same logs: it reads them by itself, into a ledger in memory. */
function commandLine(since: string): Report {
  const cli = join(extension().extensionPath, 'dist', 'cli.cjs');
  const words = ['report', '--json', '--home', homedir(), '--timezone', 'UTC', '--since', since];
  return JSON.parse(execFileSync(process.execPath, [cli, ...words], { encoding: 'utf8' })) as Report;
}

const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
const grouped = (count: number) => count.toLocaleString('en-US');

describe('the extension', () => {
  it('activates by itself after the start', async () => {
    await until('its activation', () => (extension().isActive ? true : undefined));
  });

  it('registers every command of its table', async () => {
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      commandIds.filter((id) => !registered.includes(id)),
      [],
    );
  });

  for (const [index, title, back] of [
    [0, 'Usage, Today', 0],
    [1, 'Usage, 7 days', 6],
    [2, 'Usage, 30 days', 29],
  ] as const) {
    it(`reports "${title}" with the sums of the command line`, async () => {
      const theirs = commandLine(day(back));
      const text = await report(index, title, (seen) => seen.includes(`${grouped(theirs.totals.total)} tokens\n`));
      for (const [tool, { total }] of Object.entries(theirs.byTool)) {
        if (total > 0) assert.match(text, new RegExp(`\\| (≥\\s)?${grouped(total)} \\|`), tool);
      }
    });
  }

  it('reports the session that is going on', async () => {
    await run('tallyboard.reportSession');
    assert.match(await shown('Usage, This session'), /^# Usage: This session\n\n(Claude Code|Codex) session of /);
  });

  it('diagnoses: ledger, sources with their places, prices, versions', async () => {
    await run('tallyboard.diagnose');
    const text = await shown('Tallyboard diagnosis');
    assert.match(text, /\| File \| `.*ledger\.db` \|/);
    assert.ok(text.includes(join(homedir(), '.claude', 'projects')), text);
    assert.match(text, /\| Prices \| .*genai/);
    assert.ok(text.includes(vscode.version), text);
  });

  it('reads all logs again without a change of the sums', async () => {
    await run('tallyboard.rescan');
    const { total } = commandLine(day(29)).totals;
    await report(2, 'Usage, 30 days', (text) => text.includes(`${grouped(total)} tokens\n`));
  });

  it('installs the tallyboard command, which then runs', async () => {
    void run('tallyboard.installCommand');
    const launcher = join(homedir(), '.local', 'share', 'tallyboard', 'bin', 'tallyboard');
    await until('the launcher', () => (existsSync(launcher) ? true : undefined));
    assert.match(execFileSync(launcher, ['--help'], { encoding: 'utf8' }), /tallyboard report/);
  });

  it('takes prices of one’s own, and says what is wrong with others', async () => {
    const settings = vscode.workspace.getConfiguration('tallyboard');
    const prices = { 'codex-auto-review': { input: 1, output: 2, cacheRead: 0.1, cacheWrite5m: 1, cacheWrite1h: 2 } };
    await settings.update('prices', prices, vscode.ConfigurationTarget.Global);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await report(2, 'Usage, 30 days', (text) => !text.includes('without price'));
    await settings.update('prices', { m: { input: -1 } }, vscode.ConfigurationTarget.Global);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await run('tallyboard.diagnose');
    await shown('Tallyboard diagnosis', (text) => text.includes('"m": input cannot be below 0'));
    await settings.update('prices', undefined, vscode.ConfigurationTarget.Global);
  });
});
