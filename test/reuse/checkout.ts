import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A test that imports a module which imports another, and a second one that imports neither. */
const files = {
  'package.json': '{ "type": "module" }',
  'README.md': 'Read me.',
  'src/core/day.ts': '// days',
  'src/core/zone.ts': '// zones',
  'test/core/day.test.ts': '// tests of days',
  'test/core/sum.test.ts': '// tests of sums',
  'test/fixtures/sources/log.jsonl': '{}',
  'webview-ui/page.ts': '// the page',
  'dist/cli.cjs': '// the command',
  'out/meta-host.json': '{}',
  'out/src/core/day.js': 'import { zone } from "./zone.js";',
  'out/src/core/zone.js': 'export const zone = "UTC";',
  'out/test/core/rig.js': 'export const rig = 1;',
  'out/test/core/day.test.js': 'import { day } from "../../src/core/day.js";',
  'out/test/core/sum.test.js': 'export {};',
  'out/test/kit/truth.js': 'export {};',
  'out/test/page/rig.js': 'export {};',
};

export interface Checkout {
  readonly root: string;
  write(path: string, text: string): void;
  remove(path: string): void;
}

/** Gives `work` a built checkout of few tiny files that is gone afterwards. */
export function inCheckout(work: (checkout: Checkout) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'tallyboard-reuse-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  try {
    for (const [path, text] of Object.entries(files)) write(path, text);
    work({ root, write, remove: (path) => rmSync(join(root, path), { recursive: true }) });
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}
