import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/vscode/commands/commandTable.js';
import { codeIn, linkOf } from '../../../src/vscode/team/inviteLink.js';

const extensionId = 'tallyboard.tallyboard';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is not installed`);
  return found;
}

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 40_000;
  for (;;) {
    const seen = await look();
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

/** The text of the newest document under a title, once it holds: '' while there is none. */
async function shown(title: string, holds: (text: string) => boolean = (text) => text !== ''): Promise<string> {
  const newest = () =>
    vscode.workspace.textDocuments
      .filter(({ uri }) => uri.scheme === 'tallyboard' && uri.path === `/${title}.md`)
      .sort((a, b) => Number(b.uri.query) - Number(a.uri.query))[0];
  const end = Date.now() + 5000;
  for (;;) {
    const text = newest()?.getText() ?? '';
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
      run('tallyboard.reportMarkdown', index, attempt * 800),
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
      // In the first minutes of a day there may be none.
      const sum = theirs.totals.total === 0 ? 'No use between' : `${grouped(theirs.totals.total)} tokens\n`;
      const text = await report(index, title, (seen) => seen.includes(sum));
      for (const [tool, { total }] of Object.entries(theirs.byTool)) {
        if (total > 0) assert.match(text, new RegExp(`\\| (≥\\s)?${grouped(total)} \\|`), tool);
      }
    });
  }

  it('takes an invite from a link as it stands in it, and none that hides more', () => {
    const code = 'tally1-eyJ2IjoxfQ.Z2l0OmdpdEBob3N0OnBhdGg';
    const read = (link: string) => codeIn(vscode.Uri.parse(link).toString(true), extensionId);
    assert.equal(read(linkOf(vscode.env.uriScheme, extensionId, code)), code);
    for (const more of ['%26code=x', '%23x', '%0A--x', '&windowId=_blank', '%2e%2e'])
      assert.equal(read(`${linkOf('vscode', extensionId, code)}${more}`), undefined, more);
  });

  it('reports the session that is going on', async () => {
    await run('tallyboard.reportSession');
    assert.match(await shown('Usage, This session'), /^# Usage: This session\n\n(Claude Code|Codex) session of /);
  });

  it('reviews a week, with the sum of the command line', async () => {
    const monday = day((new Date().getUTCDay() + 6) % 7);
    const { totals } = commandLine(monday);
    await vscode.commands.executeCommand('tallyboard.weekInReview', { week: 'week' });
    const sum = totals.total === 0 ? 'No use between' : `${grouped(totals.total)} tokens\n`;
    await shown('Week in review', (text) => text.startsWith('# Week in review: ') && text.includes(sum));
  });

  it('diagnoses: ledger, sources with their places, prices, versions', async () => {
    await run('tallyboard.diagnose');
    const text = await shown('Tallyboard diagnosis');
    assert.match(text, /\| File \| `.*ledger\.db` \|/);
    assert.ok(text.includes(join(homedir(), '.claude', 'projects')), text);
    assert.match(text, /\| Prices \| .*genai/);
    assert.ok(text.includes(vscode.version), text);
  });

  it('verifies: nothing is unexplained', async () => {
    await run('tallyboard.verify');
    const text = await shown('Tallyboard verification');
    assert.match(text, /^# Tallyboard: verification\n/);
    assert.match(text, /\nNothing is unexplained\.\n/);
  });

  it('imports telemetry: says what it would add, adds it, then has nothing new, and takes it back', async () => {
    const path = join(extension().extensionPath, 'test/fixtures/telemetry/gemini-cli/real-0.61.0-telemetry/otlp.jsonl');
    const asked = (wish: object) => vscode.commands.executeCommand('tallyboard.importUsage', wish);
    const wish = { files: [vscode.Uri.file(path)], confirmed: true };
    const [fresh, known] = ['| Gemini CLI | 7 | 7 | 0 | 0 | +5,520 |', '| Gemini CLI | 7 | 0 | 0 | 7 | +0 |'];
    await asked(wish);
    await shown('Tallyboard import', (text) => text.includes(fresh));
    await asked(wish);
    await shown('Tallyboard import', (text) => text.includes(known));
    await asked({ takeBack: 1 });
    await asked(wish);
    await shown('Tallyboard import', (text) => text.includes(fresh));
    // The one that brought nothing new had a number, too.
    await asked({ takeBack: 3 });
  });

  for (const format of ['csv', 'json', 'md'] as const) {
    it(`exports ${format} with the sums of the command line, over a file that is there`, async () => {
      const theirs = commandLine(day(29));
      const path = join(tmpdir(), `tallyboard-export-${process.pid}.${format}`);
      writeFileSync(path, 'x'.repeat(100_000));
      const span = { since: day(29), until: day(0) };
      const by = ['day', 'tool', 'model'];
      await vscode.commands.executeCommand('tallyboard.exportUsage', {
        span,
        format,
        by,
        target: vscode.Uri.file(path),
      });
      const text = readFileSync(path, 'utf8');
      rmSync(path);
      if (format === 'md') assert.ok(text.includes(`${grouped(theirs.totals.total)} tokens\n`), text);
      if (format === 'json') assert.equal((JSON.parse(text) as Report).totals.total, theirs.totals.total);
      if (format !== 'csv') return;
      const [head = '', ...lines] = text.split('\r\n').filter((line) => line !== '');
      const column = head.split(',').indexOf('total');
      assert.ok(head.startsWith('\uFEFFday,tool,model,requests,'));
      assert.equal(
        lines.reduce((sum, line) => sum + Number(line.split(',')[column]), 0),
        theirs.totals.total,
      );
    });
  }

  it('compares this week with last week', async () => {
    for (let attempt = 1; ; attempt++) {
      await Promise.race([
        run('tallyboard.comparePeriods', 0, attempt * 800),
        new Promise((done) => setTimeout(done, 5000)),
      ]);
      try {
        const text = await shown('Usage compared', (seen) => seen.includes('| Tokens | '));
        assert.match(text, /\nNow: \d{4}-\d\d-\d\d[^\n]*\nBefore: \d{4}-\d\d-\d\d/);
        return;
      } catch (error) {
        if (attempt === 3) throw error;
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      }
    }
  });

  it('hands a model the sums of the command line, and nothing by a name of the person’s own', async () => {
    const usage = async (input: object) => {
      const { content } = await vscode.lm.invokeTool('tallyboard_usage', { input, toolInvocationToken: undefined });
      const [part] = content;
      assert.ok(part instanceof vscode.LanguageModelTextPart);
      return JSON.parse(part.value) as { totals: { tokens: number }; rows: { tool: string; tokens: number }[] };
    };
    assert.ok(vscode.lm.tools.some(({ name }) => name === 'tallyboard_usage'));
    const theirs = commandLine(day(6));
    const { totals, rows } = await usage({ period: '7d', by: ['tool'] });
    assert.equal(totals.tokens, theirs.totals.total);
    for (const { tool, tokens } of rows) assert.equal(tokens, theirs.byTool[tool]?.total, tool);
    await assert.rejects(usage({ by: ['project'] }));
    await assert.rejects(usage({ period: 'fortnight' }));
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

  it('offers to switch on the debug log of a chat whose turns are told in part', async () => {
    const setting = 'github.copilot.chat.agentDebugLog.fileLogging.enabled';
    const folder = join(homedir(), '.config', 'Code', 'User', 'workspaceStorage', 'a', 'chatSessions');
    const request = { requestId: 'r', timestamp: Date.now(), modelId: 'copilot/gpt-5.2', completionTokens: 5 };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 's.json'), JSON.stringify({ version: 3, sessionId: 's', requests: [request] }));
    await until('the advice', async () => {
      await run('tallyboard.diagnose');
      return (
        (await shown('Tallyboard diagnosis')).includes('of some turns only the last request is known') || undefined
      );
    });
    const settings = () => vscode.workspace.getConfiguration().inspect<boolean>(setting);
    // The editor takes the newest notice's action: whatever else it has told by now is cleared, and this is offered anew.
    await until('the setting', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      await run('tallyboard.diagnose');
      await new Promise((resolve) => setTimeout(resolve, 500));
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      return settings()?.globalValue;
    });
    await run('tallyboard.diagnose');
    await shown('Tallyboard diagnosis', (text) => !text.includes('of some turns'));
    await vscode.workspace.getConfiguration().update(setting, undefined, vscode.ConfigurationTarget.Global);
    rmSync(folder, { recursive: true });
  });
});
