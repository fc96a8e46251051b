/**
 * The build step that writes `dist/prices.json`. Plain JavaScript, because the build runs it before anything is built:
 * it bundles `bookFromPackage.ts` into a temporary file and runs that.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const packageFolder = dirname(dirname(fileURLToPath(import.meta.resolve('@pydantic/genai-prices'))));

/**
 * Writes the price book as one line of JSON; the same package gives the same bytes. Throws when the installed package
 * is not the release that `corrections.ts` was checked against.
 * @param {string} outFile
 * @returns {Promise<{ version: string, bytes: number }>}
 */
export async function writePriceBook(outFile) {
  const { bookFromPackage, packageRelease } = await loadExtractor();
  const installed = JSON.parse(readFileSync(`${packageFolder}/package.json`, 'utf8')).version;
  if (installed !== packageRelease.version) {
    throw new Error(
      `@pydantic/genai-prices is ${installed}; check src/ledger/prices/corrections.ts (${packageRelease.version}) against it`,
    );
  }
  const book = bookFromPackage();
  const text = JSON.stringify(book);
  mkdirSync(dirname(outFile), { recursive: true });
  writeFileSync(outFile, text);
  return { version: book.version, bytes: Buffer.byteLength(text) };
}

async function loadExtractor() {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-prices-'));
  const outfile = join(folder, 'extract.mjs');
  try {
    await build({
      stdin: {
        contents: "export * from './bookFromPackage.js'; export { packageRelease } from './corrections.js';",
        resolveDir: dirname(fileURLToPath(import.meta.url)),
      },
      bundle: true,
      outfile,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
