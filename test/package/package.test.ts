import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packVsix } from './pack.js';

const archive = join('out', 'package', 'tallyboard.vsix');

/** What goes into the package, and nothing else: a file that is missing here is a decision. */
const expected = [
  'extension/LICENSE.txt',
  'extension/api/v1.d.ts',
  'extension/changelog.md',
  'extension/dist/cli.cjs',
  'extension/dist/extension.cjs',
  'extension/dist/guard.cjs',
  'extension/dist/later.cjs',
  'extension/dist/others.cjs',
  'extension/dist/page/card.js',
  'extension/dist/page/consent.js',
  'extension/dist/page/page.js',
  'extension/dist/page/report-chunk.js',
  'extension/dist/page/report-plot.js',
  'extension/dist/page/report.js',
  'extension/dist/prices.json',
  'extension/dist/projector.wasm',
  'extension/dist/prompts/ask.md',
  'extension/dist/prompts/commit-message.md',
  'extension/dist/prompts/document.md',
  'extension/dist/prompts/explain.md',
  'extension/dist/prompts/fix.md',
  'extension/dist/prompts/refactor.md',
  'extension/dist/prompts/write-tests.md',
  'extension/dist/reports.cjs',
  'extension/dist/scanWorker.cjs',
  'extension/dist/team.cjs',
  'extension/dist/teamWorker.cjs',
  'extension/dist/workWorker.cjs',
  'extension/l10n/bundle.l10n.json',
  'extension/media/activity-bar.svg',
  'extension/media/icon.png',
  'extension/media/policy.schema.json',
  'extension/media/tallyboard.woff',
  'extension/media/walkthrough/accepted.svg',
  'extension/media/walkthrough/count.svg',
  'extension/media/walkthrough/kept.svg',
  'extension/media/walkthrough/team.svg',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/readme.md',
];

describe('the package', function () {
  this.timeout(120_000);
  before(() => packVsix(archive));

  it('holds exactly the files of the list', () => {
    assert.deepEqual(
      filesOf(archive).filter((file) => file.startsWith('extension/')),
      expected,
    );
  });

  it('is at most 2.5 MB', () => assert.ok(statSync(archive).size <= 2_500_000, `${statSync(archive).size} bytes`));
  it('activates from at most 20 KB', () =>
    assert.ok(statSync('dist/extension.cjs').size <= 20 * 1024, `${statSync('dist/extension.cjs').size} bytes`));
  it('asks the editor for its API once a bundle: each time costs a third of a millisecond', () => {
    const asked = (file: string) => readFileSync(join('dist', file), 'utf8').split('require("vscode")').length - 1;
    assert.deepEqual([asked('extension.cjs'), asked('later.cjs')], [1, 1]);
  });
  it('paints from at most 250 KB', () =>
    assert.ok(statSync('dist/page/page.js').size <= 250 * 1024, `${statSync('dist/page/page.js').size} bytes`));
  it('opens the report from at most 200 KB, its charts aside', () =>
    assert.ok(statSync('dist/page/report.js').size <= 200 * 1024, `${statSync('dist/page/report.js').size} bytes`));

  it('holds no path of this checkout', () => {
    for (const file of [
      'extension.cjs',
      'later.cjs',
      'scanWorker.cjs',
      'cli.cjs',
      'guard.cjs',
      'others.cjs',
      'reports.cjs',
      'team.cjs',
      'teamWorker.cjs',
      'page/card.js',
      'page/consent.js',
      'page/page.js',
      'page/report.js',
      'page/report-plot.js',
    ]) {
      const text = readFileSync(join('dist', file), 'utf8');
      assert.ok(!text.includes(process.cwd()), `${file} holds the path of this checkout`);
    }
  });
});

/** Names in a zip archive's central directory, sorted. */
function filesOf(path: string): string[] {
  const data = readFileSync(path);
  const end = data.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const names: string[] = [];
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left--) {
    const length = data.readUInt16LE(at + 28);
    names.push(data.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return names.sort();
}
