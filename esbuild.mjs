/**
 * Builds everything: `dist/` (what is shipped, minified bundles) and, with `--out`, `out/` (file by file, for tests
 * and coverage), and `out/npm`, the command's own package. `--watch` rebuilds on change. Metafiles go to `out/meta-*.json` for the architecture test.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { build, context } from 'esbuild';
import { writeNpmPackage } from './src/cli/npmPackage.mjs';
import { writePriceBook } from './src/ledger/prices/write.mjs';
import { compact } from './src/vscode/sidebar/compact.mjs';

const watch = process.argv.includes('--watch');
const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  legalComments: 'none',
};

const ofPages = {
  ...shared,
  platform: 'browser',
  format: 'esm',
  target: 'es2023',
  outdir: 'dist/page',
  splitting: true,
  plugins: [compact],
  tsconfig: 'webview-ui/tsconfig.json',
};

/** Of Node's modules that take milliseconds to load, and that most runs do not need: the functions that are called. */
const rarelyNeeded = {
  'node:child_process': ['execFile', 'fork', 'spawn'],
  'node:crypto': [
    'createHash',
    'createHmac',
    'createPrivateKey',
    'createPublicKey',
    'hash',
    'hkdfSync',
    'randomBytes',
    'randomInt',
    'randomUUID',
    'sign',
    'verify',
  ],
  'node:v8': ['deserialize', 'getHeapSpaceStatistics', 'serialize', 'setFlagsFromString'],
  'node:zlib': ['gunzipSync', 'zstdDecompressSync'],
};

/** Loads them at the first call: of a report that finds nothing new, they were an eighth. A function not listed is an error of the build. */
const onFirstCall = {
  name: 'on first call',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, importer }) =>
      path in rarelyNeeded && !importer.includes('node_modules')
        ? { path, namespace: 'onFirstCall', sideEffects: false }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'onFirstCall' }, ({ path }) => ({
      // From the second call on it is Node's own function: a hash is made for every request.
      contents: rarelyNeeded[path]
        .map(
          (name) => `export let ${name} = (...all) => (${name} = process.getBuiltinModule('${path}').${name})(...all);`,
        )
        .join('\n'),
    }));
  },
};

/**
 * A bundle asks for the editor's API once. As esbuild writes `import * as vscode`, each file asks, which the editor answers by a search among
 * its extensions, and copies every name of the API: 68 files took 26 ms of a window's start.
 */
const askedOnce = {
  name: 'asked once',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[\\/]src[\\/]vscode[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /import \* as (\w+) from 'vscode'/,
        "import { vscode as $1 } from 'vscode'",
      ),
      loader: 'ts',
    }));
    onResolve({ filter: /^vscode$/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, external: true } : { path, namespace: 'askedOnce', sideEffects: false },
    );
    onLoad({ filter: /./, namespace: 'askedOnce' }, () => ({ contents: "export const vscode = require('vscode');" }));
  },
};

const sets = {
  host: {
    ...shared,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    external: ['./later.cjs', './guard.cjs', './others.cjs', './reports.cjs', './team.cjs'],
    plugins: [onFirstCall, askedOnce],
    define: { 'import.meta.dirname': '__dirname' },
    entryPoints: {
      extension: 'src/vscode/extension.ts',
      later: 'src/vscode/later.ts',
      scanWorker: 'src/app/scanWorker.ts',
      workWorker: 'src/app/workWorker.ts',
      teamWorker: 'src/app/team/worker.ts',
      cli: 'src/cli/main.ts',
      guard: 'src/cli/guard.ts',
      others: 'src/cli/others.ts',
      reports: 'src/cli/run.ts',
      team: 'src/cli/team.ts',
    },
  },
  page: {
    ...ofPages,
    entryPoints: { page: 'webview-ui/page.ts' },
  },
  // Apart from the sidebar's page, which would else load what both have as a file of its own.
  report: {
    ...ofPages,
    chunkNames: 'report-[name]',
    entryPoints: { report: 'webview-ui/report/main.ts' },
  },
  card: {
    ...ofPages,
    splitting: false,
    entryPoints: { card: 'webview-ui/card/main.ts' },
  },
  consent: {
    ...ofPages,
    splitting: false,
    entryPoints: { consent: 'webview-ui/consent/main.ts' },
  },
};

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The kernel is AssemblyScript, which only its own compiler understands. */
function isKernel(file) {
  return file.startsWith(join('src', 'kernel'));
}

async function compileKernel() {
  const options = ['--optimizeLevel', '3', '--runtime', 'stub', '--enable', 'simd', '--noAssert'];
  const { error, stderr } = await asc.main(['src/kernel/projector.ts', '--outFile', 'dist/projector.wasm', ...options]);
  if (error) throw new Error(`${error.message}\n${stderr}`);
}

const perFile = {
  outdir: 'out',
  outbase: '.',
  format: 'esm',
  platform: 'node',
  target: 'node22',
  sourcemap: 'linked',
  logLevel: 'warning',
  // Only bundles are CommonJS.
  logOverride: { 'unsupported-require-call': 'silent' },
  entryPoints: [
    ...filesBelow('src').filter((file) => !isKernel(file)),
    ...filesBelow('test').filter((file) => !file.includes('fixtures')),
  ],
};

// A file that is gone from the sources must not live on among the tests.
for (const folder of ['out/src', 'out/test']) rmSync(folder, { recursive: true, force: true });
mkdirSync('out', { recursive: true });
mkdirSync('dist', { recursive: true });
cpSync('src/assist/prompts', 'dist/prompts', { recursive: true });
await Promise.all([writePriceBook('dist/prices.json'), compileKernel()]);
if (watch) {
  for (const options of [...Object.values(sets), perFile]) await (await context(options)).watch();
} else {
  await Promise.all([
    ...Object.entries(sets).map(async ([name, options]) => {
      const result = await build({ ...options, minify: !process.env.NOMIN });
      writeFileSync(`out/meta-${name}.json`, JSON.stringify(result.metafile));
    }),
    build(perFile),
  ]);
  writeNpmPackage('out/npm');
}
