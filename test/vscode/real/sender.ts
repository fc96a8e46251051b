import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { lazyWork } from '../../../src/app/workClient.js';
import type { LedgerReader } from '../../../src/app/you.js';
import { Gate } from '../../../src/vscode/guard/gate.js';
import { Guard } from '../../../src/vscode/guard/guard.js';

/** What is to be sent, written by the test outside into `request.json`. */
interface Request {
  readonly text: string;
  readonly what: string;
  readonly file?: string;
}

/** A file to be shown instead. */
interface Opening {
  readonly open: string;
}

/**
 * A sender for tests: in the extension host, with the editor's own questions, it passes the guard whatever a file names and writes
 * beside it what may be sent, with the counts told to the ledger. Ends when there is a file `stop`.
 */
export async function run(): Promise<void> {
  const folder = process.env['TALLYBOARD_SENDER'] ?? '';
  const told: unknown[] = [];
  const work = lazyWork(join(process.env['TALLYBOARD_ROOT'] ?? '', 'dist', 'workWorker.cjs'));
  const counting: LedgerReader = {
    call: (_method, input) => {
      told.push(input);
      return Promise.resolve(undefined as never);
    },
  };
  const documents = {
    showText: async (_title: string, content: string) =>
      vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content })),
  };
  const asking = () => ({ now: Date.UTC(2026, 0, 9), zone: 'UTC' });
  const gate = new Gate(new Guard({ work, counting, documents, asking }));
  try {
    while (!existsSync(join(folder, 'stop'))) {
      const request = take(join(folder, 'request.json'));
      if (request && 'open' in request) {
        await vscode.window.showTextDocument(vscode.Uri.file(request.open));
        write(join(folder, 'answer.json'), { sent: null, told: [] });
      } else if (request) {
        const fileUri = request.file === undefined ? undefined : vscode.Uri.file(request.file);
        const sent = await gate.passGuard(request.text, { what: request.what, fileUri });
        write(join(folder, 'answer.json'), { sent: sent ?? null, told: told.splice(0) });
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  } finally {
    await work.dispose();
  }
}

function take(path: string): Request | Opening | undefined {
  if (!existsSync(path)) return undefined;
  const request = JSON.parse(readFileSync(path, 'utf8')) as Request | Opening;
  rmSync(path);
  return request;
}

/** Whole or not at all: the test waits for the file. */
function write(path: string, value: unknown): void {
  writeFileSync(`${path}.part`, JSON.stringify(value));
  renameSync(`${path}.part`, path);
}
