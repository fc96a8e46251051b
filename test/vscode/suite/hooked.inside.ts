import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { tokensOf } from '../../../src/assist/tokens.js';

/** Generated tokens of a tool in the ledger, as the command line tells them. */
function counted(tool: string): number {
  const extension = vscode.extensions.getExtension('tallyboard.tallyboard');
  const ledger = join(homedir(), '.local', 'share', 'tallyboard', 'ledger.db');
  const words = [join(extension?.extensionPath ?? '', 'dist', 'cli.cjs'), 'report', '--json', '--ledger', ledger];
  const text = execFileSync(process.execPath, words, { encoding: 'utf8' });
  const { byTool } = JSON.parse(text) as { readonly byTool: Readonly<Record<string, { readonly output: number }>> };
  return byTool[tool]?.output ?? 0;
}

async function counts(tool: string, tokens: number): Promise<void> {
  const end = Date.now() + 40_000;
  while (counted(tool) < tokens && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(counted(tool), tokens);
}

const run = (argument?: unknown) => vscode.commands.executeCommand('tallyboard.runHooked', argument);
const settled = () => new Promise((resolve) => setTimeout(resolve, 1200));

describe('a hooked command', () => {
  const text = 'def tide(hour):\n    return level[hour] + swell(hour)\n\nprint(tide(7))\n';
  let expected = 0;

  before(async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'start\n' });
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(1, 0, 1, 0) });
  });

  it('gives its own result, and what it streams into a document is counted once', async () => {
    const args = { text, piece: 7 };
    assert.deepEqual(await run({ command: 'suggester.stream', args }), { pieces: Math.ceil(text.length / 7) });
    expected += tokensOf(text);
    await counts('hooked', expected);
  });

  it('is watched on after its end, until it has settled', async function () {
    // Where this process waits for a core for as long as a text takes to settle, what comes after that is rightly not counted.
    this.retries(3);
    const before = counted('hooked');
    assert.equal(
      await run({ command: 'suggester.later', args: { text: 'put in later, by itself', piece: 5 } }),
      undefined,
    );
    await settled();
    expected = before + tokensOf('put in later, by itself');
    await counts('hooked', expected);
  });

  it('does not count what the person types meanwhile', async () => {
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const running = run({ command: 'suggester.stream', args: { text: 'assistant text', piece: 4, pause: 60 } });
    for (const key of ['x', 'y', '\n']) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      const type = () => editor.edit((edit) => edit.insert(new vscode.Position(editor.document.lineCount, 0), key));
      while (!(await type()));
    }
    await running;
    await settled();
    assert.match(editor.document.getText(), /^assistant textstart\n[\s\S]*xy\n$/);
    expected += tokensOf('assistant text');
    await counts('hooked', expected);
  });

  it('that writes nothing counts nothing, and its error is passed on as it is', async () => {
    await assert.rejects(async () => run({ command: 'suggester.fail' }), /the harbour is closed/);
    await settled();
    await counts('hooked', expected);
  });

  it('says in words what cannot be run', async () => {
    for (const argument of [undefined, null, 'suggester.stream', {}, { command: 3 }])
      await assert.rejects(async () => run(argument), /tallyboard\.runHooked takes "args"/);
    await assert.rejects(
      async () => run({ command: 'no.such.command' }),
      /There is no command "no\.such\.command" here\. Is its extension installed\?/,
    );
    await assert.rejects(async () => run({ command: 'tallyboard.runHooked' }), /is a command of Tallyboard/);
  });
});

describe('the API', () => {
  const report = (record: object) => vscode.commands.executeCommand<unknown>('reporter.answered', record);

  it('takes the use of an extension that is installed, and counts it as reported by it', async () => {
    assert.equal(await report({ model: 'harbour-1', input: 900, output: 100, id: 'turn-1' }), 'told');
    await counts('reported:harbour.reporter', 100);
  });

  it('lets it tell better of the same use', async () => {
    assert.equal(await report({ model: 'harbour-1', input: 900, output: 120, id: 'turn-1' }), 'told');
    await counts('reported:harbour.reporter', 120);
  });

  it('refuses with a code what is wrong, and who is not installed', async () => {
    assert.deepEqual(await report({ model: 'harbour-1', output: 1, prompt: 'text' }), {
      name: 'TallyboardError',
      code: 'invalid',
      message: 'Tallyboard: "prompt" must be absent: it is none of the record’s members',
    });
    assert.deepEqual(await report({ extension: 'nobody.here', model: 'harbour-1', output: 1 }), {
      name: 'TallyboardError',
      code: 'notInstalled',
      message: 'Tallyboard: no extension "nobody.here" is installed here',
    });
  });

  it('tells the sums of the window, and that they changed', async () => {
    const { session, changes } = await vscode.commands.executeCommand<{
      session: { total: number; since: number } | undefined;
      changes: number;
    }>('reporter.session');
    assert.ok(session && session.since <= Date.now() && Number.isSafeInteger(session.total), JSON.stringify(session));
    assert.ok(changes > 0);
  });

  it('takes no flood', async () => {
    const answers = [];
    for (let call = 0; call < 40; call++)
      answers.push(await report({ model: 'harbour-1', output: 0, id: `flood-${call}` }));
    const told = answers.filter((answer) => answer === 'told').length;
    assert.ok(told >= 15 && told <= 25, String(told));
    assert.equal((answers.at(-1) as { code: string }).code, 'rateLimited');
  });
});
