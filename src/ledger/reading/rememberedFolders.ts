import type { RememberedFolder } from '../../platform/walk.js';
import type { Ledger } from '../ledger.js';

/** What the folders of logs held when they were listed: a process that comes later need not list again those that have not changed. */

const name = 'folders';
/** Characters; about 50,000 files. More would take longer to parse than it saves. */
const longest = 4_000_000;

export function rememberedFolders(ledger: Pick<Ledger, 'meta'>): readonly RememberedFolder[] {
  const stored = ledger.meta(name);
  return stored === undefined ? [] : (JSON.parse(stored) as RememberedFolder[]);
}

/** Inside `write` only. */
export function rememberFolders(ledger: Pick<Ledger, 'setMeta'>, folders: readonly RememberedFolder[]): void {
  const text = JSON.stringify(folders);
  ledger.setMeta(name, text.length > longest ? '[]' : text);
}
