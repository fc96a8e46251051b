import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** Of the repository, seen from `out/test/page/harness`. */
export const root = resolve(import.meta.dirname, '../../../..');

const { compact } = (await import(pathToFileURL(join(root, 'src', 'vscode', 'sidebar', 'compact.mjs')).href)) as {
  readonly compact: Plugin;
};

const shared = {
  bundle: true,
  minify: true,
  write: false,
  logLevel: 'warning',
  target: 'es2023',
  absWorkingDir: root,
} as const satisfies BuildOptions;

let bundled: Promise<ReadonlyMap<string, string>> | undefined;

/** The page built as it is shipped, the fake host and axe, by file name: built once a process, which takes a second of a core. */
export function bundlePage(): Promise<ReadonlyMap<string, string>> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<ReadonlyMap<string, string>> {
  const [page, report, card, consent, host] = await Promise.all([
    build({
      ...shared,
      entryPoints: ['webview-ui/page.ts'],
      plugins: [compact],
      format: 'esm',
      splitting: true,
      platform: 'browser',
      outdir: 'dist/page',
      legalComments: 'none',
      tsconfig: 'webview-ui/tsconfig.json',
    }),
    build({
      ...shared,
      entryPoints: ['webview-ui/report/main.ts'],
      entryNames: 'report',
      chunkNames: 'report-[name]',
      format: 'esm',
      splitting: true,
      platform: 'browser',
      outdir: 'dist/page',
      legalComments: 'none',
      plugins: [compact],
      tsconfig: 'webview-ui/tsconfig.json',
    }),
    build({
      ...shared,
      entryPoints: ['webview-ui/card/main.ts'],
      entryNames: 'card',
      format: 'esm',
      platform: 'browser',
      outdir: 'dist/page',
      legalComments: 'none',
      plugins: [compact],
      tsconfig: 'webview-ui/tsconfig.json',
    }),
    build({
      ...shared,
      entryPoints: ['webview-ui/consent/main.ts'],
      entryNames: 'consent',
      format: 'esm',
      platform: 'browser',
      outdir: 'dist/page',
      legalComments: 'none',
      plugins: [compact],
      tsconfig: 'webview-ui/tsconfig.json',
    }),
    build({ ...shared, entryPoints: ['test/page/harness/fakeHost.ts'], format: 'iife', outdir: 'dist/page' }),
  ]);
  const files = [page, report, card, consent, host].flatMap(({ outputFiles }) => outputFiles);
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return new Map([['/axe.js', axe], ...files.map((file) => [`/${basename(file.path)}`, file.text] as const)]);
}
