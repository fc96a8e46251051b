import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { circle, faults, importsOf, readMetafile, rooms } from './rooms.js';

const metafiles = ['host', 'page', 'report', 'card', 'consent'] as const;

describe('rooms', () => {
  for (const name of metafiles) {
    it(`the ${name} bundles import only what their rooms may`, () => {
      const found = importsOf(readMetafile(name)).flatMap((each) =>
        faults(each).map((fault) => `${each.from} → ${each.to}: ${fault}`),
      );
      assert.deepEqual(found, []);
    });
    it(`the ${name} bundles have no circle of imports`, () => {
      assert.equal(circle(importsOf(readMetafile(name))), undefined);
    });
  }

  it('every folder of src is a room of the table, and every room is there', () => {
    const folders = readdirSync('src', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`);
    assert.deepEqual([...folders, 'webview-ui'].sort(), rooms.map(({ name }) => name).sort());
  });

  it('activation reaches nothing heavy: no ledger, no source, no tokenizer, no price book', () => {
    const [output] = Object.values(readMetafile('host').outputs).filter(
      ({ entryPoint }) => entryPoint === 'src/vscode/extension.ts',
    );
    const heavy = Object.keys(output?.inputs ?? {}).filter((file) =>
      /src\/(ledger|sources|assist)\/|gpt-tokenizer|genai-prices/.test(file),
    );
    assert.ok(output);
    assert.deepEqual(heavy, []);
  });

  it('the report opens without the library of its charts', () => {
    const [output] = Object.values(readMetafile('report').outputs).filter(
      ({ entryPoint }) => entryPoint === 'webview-ui/report/main.ts',
    );
    const inputs = Object.keys(output?.inputs ?? {});
    assert.ok(inputs.includes('webview-ui/report/dayChart.ts'));
    assert.deepEqual(
      inputs.filter((file) => /node_modules\/(@observablehq|d3)/.test(file)),
      [],
    );
  });

  it('only the bundles of teams can seal, or run git with a verb that reaches a network', () => {
    const holders = Object.entries(readMetafile('host').outputs)
      .filter(
        ([file, { inputs }]) =>
          file.endsWith('.cjs') && Object.keys(inputs).some((each) => /src\/team\/|age-encryption/.test(each)),
      )
      .map(([file]) => file);
    assert.deepEqual(holders.sort(), ['dist/team.cjs', 'dist/teamWorker.cjs']);
    const talkers = readdirSync('dist').filter(
      (file) =>
        file.endsWith('.cjs') &&
        /ls-remote|GIT_ALLOW_PROTOCOL|"fetch","--/.test(readFileSync(join('dist', file), 'utf8')),
    );
    assert.deepEqual(talkers.sort(), ['team.cjs', 'teamWorker.cjs']);
  });

  it('one place opens the editor’s box: no page that gets the focus back takes a question away', () => {
    const openers = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) =>
        /\b(show(QuickPick|InputBox)|create(QuickPick|InputBox))\b/.test(readFileSync(join('src', file), 'utf8')),
      );
    assert.deepEqual(openers, [join('vscode', 'questions.ts')]);
  });

  it('no bundle holds react, which a component library names as its peer', () => {
    const inputs = metafiles.flatMap((name) => Object.keys(readMetafile(name).inputs));
    assert.deepEqual(
      inputs.filter((file) => /node_modules\/react(-dom)?\//.test(file)),
      [],
    );
  });
});

describe('tools of the tests', () => {
  it('only one place looks for a browser, so that all find the one that it installed', () => {
    const finders = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs|cjs)$/.test(file) && !file.startsWith('fixtures'))
      .filter((file) => /['/]google-chrome['/]/.test(readFileSync(join('test', file), 'utf8')));
    assert.deepEqual(finders, [join('vscode', 'rig', 'browser.mjs')]);
  });
});

describe('tests', () => {
  it('are made while Mocha loads their file: one that is made later, it takes for a test of another file', () => {
    const late = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .filter((file) => /^\s*describe\(.*\basync\b/m.test(readFileSync(join('test', file), 'utf8')));
    assert.deepEqual(late, []);
  });
});

describe('planted violations are found', () => {
  const planted = [
    { from: 'src/core/usage.ts', to: 'src/platform/clock.ts', fault: 'src/core may not import src/platform' },
    { from: 'src/core/usage.ts', to: 'node:fs', fault: 'src/core may not touch node:fs' },
    {
      from: 'src/sources/registry.ts',
      to: 'src/ledger/requests/row.ts',
      fault: 'src/sources may not import src/ledger',
    },
    { from: 'src/protocol/rpc.ts', to: 'node:worker_threads', fault: 'src/protocol may not touch node:worker_threads' },
    { from: 'src/platform/walk.ts', to: 'src/sources/registry.ts', fault: 'src/platform may not import src/sources' },
    { from: 'src/ledger/ledger.ts', to: 'src/app/host.ts', fault: 'src/ledger may not import src/app' },
    { from: 'src/ledger/ledger.ts', to: 'vscode', fault: 'src/ledger may not touch vscode' },
    { from: 'src/assist/tokens.ts', to: 'src/ledger/ledger.ts', fault: 'src/assist may not import src/ledger' },
    { from: 'src/assist/tokens.ts', to: 'vscode', fault: 'src/assist may not touch vscode' },
    { from: 'src/app/workClient.ts', to: 'src/assist/tokens.ts', fault: 'the host knows only clients of its workers' },
    { from: 'src/app/host.ts', to: 'src/ledger/ledger.ts', fault: 'the host knows only clients of its workers' },
    { from: 'src/app/scanWorker.ts', to: 'vscode', fault: 'src/app may not touch vscode' },
    { from: 'src/vscode/extension.ts', to: 'src/ledger/ledger.ts', fault: 'src/vscode may not import src/ledger' },
    {
      from: 'src/vscode/extension.ts',
      to: 'src/app/scanWorker.ts',
      fault: 'the editor room sees the app through its host',
    },
    {
      from: 'src/vscode/extension.ts',
      to: 'src/assist/hunks.ts',
      fault: 'only the assist commands of the editor know prompts',
    },
    {
      from: 'src/vscode/assist/run.ts',
      to: 'src/assist/tokens.ts',
      fault: 'tokenizer and guard run in the work worker alone',
    },
    { from: 'src/cli/run.ts', to: 'src/ledger/ledger.ts', fault: 'src/cli may not import src/ledger' },
    { from: 'src/cli/run.ts', to: 'src/app/counting.ts', fault: 'the command line sees the app through its cli' },
    { from: 'webview-ui/page.ts', to: 'src/app/host.ts', fault: 'webview-ui may not import src/app' },
    {
      from: 'webview-ui/page.ts',
      to: '@vscode/webview-ui-toolkit',
      fault: 'kit is the one seam to the component library',
    },
    {
      from: 'webview-ui/report/chart.ts',
      to: '@observablehq/plot',
      fault: 'charts are drawn in one file, loaded with the first one',
    },
  ];
  for (const { from, to, fault } of planted) {
    it(`${from} → ${to}`, () => assert.deepEqual(faults({ from, to }), [fault]));
  }
  it('a circle', () => {
    assert.deepEqual(
      circle([
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: 'a' },
      ]),
      ['a', 'b', 'c', 'a'],
    );
  });
});

describe('pure rooms have no ambient machine', () => {
  const names: Record<string, string> = {
    'src/core': 'export const planted = process.pid;\n',
    'src/sources': 'export const planted = document.title;\n',
    'src/protocol': 'export const planted = new AbortController();\n',
  };
  for (const [room, text] of Object.entries(names)) {
    it(`${room} does not compile with ${text.trim()}`, function () {
      this.timeout(60_000);
      const folder = join('out', 'planted', room);
      mkdirSync(folder, { recursive: true });
      const own = readFileSync(join(room, 'tsconfig.json'), 'utf8').replace(
        '../../tsconfig.json',
        '../../../../tsconfig.json',
      );
      writeFileSync(join(folder, 'tsconfig.json'), own);
      writeFileSync(join(folder, 'planted.ts'), text);
      const result = spawnSync(process.execPath, [join('node_modules', '.bin', 'tsc'), '-p', folder], {
        encoding: 'utf8',
      });
      rmSync(folder, { recursive: true });
      assert.notEqual(result.status, 0);
      assert.match(result.stdout, /planted\.ts.*Cannot find name/);
    });
  }
});

describe('lint keeps the rooms apart too', () => {
  const planted: readonly (readonly [string, string])[] = [
    ['src/core', '../ledger/row.js'],
    ['src/core', 'node:fs'],
    ['src/sources', '../../platform/walk.js'],
    ['src/protocol', 'node:worker_threads'],
    ['src/platform', '../sources/registry.js'],
    ['src/ledger', '../app/host.js'],
    ['src/assist', '../ledger/ledger.js'],
    ['src/team', '../ledger/ledger.js'],
    ['src/app', 'vscode'],
    ['src/vscode', '../ledger/ledger.js'],
    ['src/cli', '../ledger/ledger.js'],
    ['webview-ui', '../src/app/host.js'],
  ];
  for (const [room, target] of planted) {
    it(`${room} → ${target}`, () => {
      const result = lint(room, `import { planted } from '${target}';\n\nexport const used = planted;\n`);
      assert.match(result, /noRestrictedImports/);
    });
  }
  it('a function of 50 lines', () => {
    const lines = Array.from({ length: 50 }, (_, line) => `  console.log(${line});`).join('\n');
    assert.match(lint('src/core', `export function long(): void {\n${lines}\n}\n`), /noExcessiveLinesPerFunction/);
  });
  it('a file of 401 lines', () => {
    const lines = Array.from({ length: 401 }, (_, line) => `export const constant${line} = ${line};\n`);
    assert.match(lint('src/core', lines.join('')), /noExcessiveLinesPerFile/);
    assert.equal(lint('src/core', lines.slice(1).join('')), '');
  });
  it('but allows what the table allows', () => {
    assert.equal(
      lint('src/ledger', "import { planted } from '../core/usage.js';\n\nexport const used = planted;\n"),
      '',
    );
  });
});

/** Lints one text as a file of a room, in a copy of the checkout's configuration; the complaints, '' for none. */
function lint(room: string, text: string): string {
  const folder = join('out', 'planted-lint');
  mkdirSync(join(folder, room), { recursive: true });
  const config = JSON.parse(readFileSync('biome.json', 'utf8')) as Record<string, unknown>;
  writeFileSync(
    join(folder, 'biome.json'),
    JSON.stringify({ ...config, root: true, $schema: undefined, files: undefined }),
  );
  writeFileSync(join(folder, room, 'planted.ts'), text);
  const biome = join(process.cwd(), 'node_modules', '.bin', 'biome');
  const result = spawnSync(biome, ['lint', '.'], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return result.status === 0 ? '' : `${result.stdout}${result.stderr}`;
}
