import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallError } from '../../../src/protocol/rpc.js';
import {
  dataFolderOf,
  installLauncher,
  isOnPath,
  launcherText,
  refreshLauncher,
} from '../../../src/vscode/commands/launcher.js';
import { failureWords, stoppedWords } from '../../../src/vscode/failures.js';
import { pageHtml } from '../../../src/vscode/sidebar/html.js';
import { type PageHostOptions, pageHandlers } from '../../../src/vscode/sidebar/pageHost.js';
import { plural, t, useWords } from '../../../src/vscode/words.js';
import { at, session, today } from '../../page/harness/figures.js';
import { fakeLedger } from './fakeLedger.js';

describe('document of the page', () => {
  it('allows our script by its nonce, our styles and fonts, and nothing else', () => {
    const html = pageHtml({ script: 'https://x/page.js?a=1&b="', cspSource: 'https://x', nonce: 'N0', locale: 'en' });
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-N0'; style-src https://x 'nonce-N0'; font-src https://x; img-src https://x data:",
    );
    assert.match(html, /<meta property="csp-nonce" content="N0">/);
    assert.match(html, /<script type="module" nonce="N0" src="https:\/\/x\/page\.js\?a=1&amp;b=&quot;"><\/script>/);
    assert.doesNotMatch(html, /unsafe|style=/);
  });
});

describe('methods of the page', () => {
  const none = new AbortController().signal;
  const options: PageHostOptions = {
    figures: () => ({ today, session }),
    settings: () => ({ zone: 'UTC', plan: 'api', retentionDays: 400 }),
    dataKind: 'real',
    locale: 'en',
    translations: () => ({}),
    reader: fakeLedger(),
    asking: () => ({
      now: at,
      zone: 'UTC',
      folders: [],
      windowSince: at,
      editorSession: 'm1-ab',
      branch: null,
      restricted: false,
    }),
    view: () => ({ tab: 'you', tool: null, period: 'today', folded: [], kindsAsCost: false }),
    team: () => undefined,
    runTeam: async () => undefined,
    showSent: async () => undefined,
    badges: () => null,
    keepBadges: () => {},
    showBadge: async () => {},
    showInsight: async () => {},
    saveView: () => {},
    copy: async () => {},
    run: async () => {},
    pause: async () => {},
    report: async () => {},
    words: (error) => `words of ${(error as Error).message}`,
  };
  const failing = (error: Error) => Object.assign(fakeLedger(), { error });
  const gone = failing(new CallError('closed', '', 'gone'));

  it('say hello with the last figures, of the session where that is looked at', async () => {
    const hello = async (period: 'today' | 'session') =>
      (await pageHandlers({ ...options, view: () => ({ ...options.view(), period }) }).hello({ protocol: 1 }, none))
        .snapshot;
    assert.deepEqual([await hello('today'), await hello('session')], [today, session]);
  });

  it('answer with the last figures while the worker is gone', async () => {
    assert.deepEqual(
      await pageHandlers({ ...options, reader: gone }).you({ period: 'session', tool: null }, none),
      session,
    );
  });

  it('fail in words where no figures are known', async () => {
    const { you } = pageHandlers({ ...options, reader: gone, figures: () => undefined });
    await assert.rejects(async () => you({ period: 'today', tool: null }, none), { message: 'words of gone' });
  });

  it('say that all was erased by a reason, which the page shows as a state of its own', async () => {
    const { you, privacy } = pageHandlers({ ...options, reader: failing(new CallError('failed', 'erased', 'gone')) });
    const told = { reason: 'erased', message: 'words of gone' };
    await assert.rejects(async () => you({ period: 'today', tool: null }, none), told);
    await assert.rejects(async () => privacy({}, none), told);
  });
});

describe('words of failures', () => {
  it('name a next step for every reason of the worker', () => {
    for (const reason of ['no-sqlite', 'busy', 'damaged', 'full', 'readonly', 'newer', 'erased', 'crashed', 'other']) {
      assert.match(stoppedWords(reason), /Update|again|Diagnose|Restart|room|choose/, reason);
    }
  });

  it('tell a closed worker, a reason, and anything else', () => {
    assert.deepEqual(
      [
        failureWords(new CallError('closed', '', 'x'), 'full'),
        failureWords(new CallError('failed', 'newer', 'x'), undefined),
        failureWords(new Error('x'), undefined),
      ],
      [stoppedWords('full'), stoppedWords('newer'), 'x'],
    );
  });
});

describe('translation', () => {
  afterEach(() =>
    useWords((text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])), 'en'),
  );

  it('is asked for every text, with the plural of the language', () => {
    const polish: Readonly<Record<string, string>> = {
      '{0} requests|few': '{0} zapytania',
      '{0} requests|many': '{0} zapytań',
      Open: 'Otwórz',
    };
    useWords(
      (text, ...values) => (polish[text] ?? text).replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
      'pl',
    );
    const forms = { one: '{0} request', other: '{0} requests' };
    assert.deepEqual(
      [t('Open'), plural(1, forms, '1'), plural(3, forms, '3'), plural(5, forms, '5')],
      ['Otwórz', '1 request', '3 zapytania', '5 zapytań'],
    );
  });
});

describe('launcher of the tallyboard command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tallyboard launcher's "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function runtime() {
    const cliFile = join(folder, 'cli.cjs');
    writeFileSync(cliFile, 'console.log(JSON.stringify([process.env.ELECTRON_RUN_AS_NODE, ...process.argv.slice(2)]))');
    return { execPath: process.execPath, electron: true, cliFile, windows: false };
  }

  it('runs the command with the editor’s Node and hands on every word', function () {
    if (process.platform === 'win32') this.skip();
    const path = installLauncher(folder, runtime());
    const output = execFileSync(path, ['report', '--by', "a 'b' $c"], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(output), ['1', 'report', '--by', "a 'b' $c"]);
    assert.equal(statSync(path).mode & 0o777, 0o755);
  });

  it('says what to do when the extension is gone', function () {
    if (process.platform === 'win32') this.skip();
    const path = installLauncher(folder, { ...runtime(), cliFile: join(folder, 'gone.cjs') });
    assert.throws(() => execFileSync(path, { stdio: 'pipe' }), /start the editor once/);
  });

  it('is refreshed only where it was installed', () => {
    refreshLauncher(folder, runtime());
    assert.throws(() => readFileSync(join(folder, 'bin', 'tallyboard')), { code: 'ENOENT' });
    installLauncher(folder, runtime());
    refreshLauncher(folder, { ...runtime(), electron: false });
    assert.doesNotMatch(readFileSync(join(folder, 'bin', 'tallyboard'), 'utf8'), /ELECTRON/);
  });

  it('fails without a trace where its folder cannot be written', function () {
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
    mkdirSync(join(folder, 'bin'));
    chmodSync(join(folder, 'bin'), 0o500);
    assert.throws(() => installLauncher(folder, runtime()), { code: 'EACCES' });
    chmodSync(join(folder, 'bin'), 0o700);
  });

  it('has the form of Windows there', () => {
    const text = launcherText({
      execPath: 'C:\\100% VS\\Code.exe',
      electron: true,
      cliFile: 'C:\\t\\cli.cjs',
      windows: true,
    });
    assert.ok(text.split('\r\n').includes('"C:\\100%% VS\\Code.exe" "C:\\t\\cli.cjs" %*'), text);
    assert.ok(text.includes('set "ELECTRON_RUN_AS_NODE=1"'));
  });

  it('knows whether a shell finds it', () => {
    assert.deepEqual(
      [isOnPath('/d/bin/tallyboard', '/usr/bin:/d/bin/', false), isOnPath('/d/bin/tallyboard', '/usr/bin', false)],
      [true, false],
    );
    assert.deepEqual([dataFolderOf('/d/ledger.db'), dataFolderOf(':memory:')], ['/d', undefined]);
  });
});
