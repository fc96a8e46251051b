import type { Source } from '../../core/source.js';
import type { Ledger } from '../ledger.js';

/**
 * What cursors are kept by: by later rules no file was read yet. Builds of different rules, in two editors on one ledger, each go on from
 * where they were.
 */
export function sourceKey({ id, store, rules = 1 }: Source, by = rules): string {
  return by === 1 ? `${id}/${store}` : `${id}/${store}/${by}`;
}

/**
 * After all was read: forgets the cursors of earlier rules, once. A build that has such rules would read all again each time they are
 * forgotten.
 */
export function forgetEarlierRules(ledger: Ledger, sources: readonly Source[], guard = () => {}): void {
  const noteOf = (source: Source) => `rules ${sourceKey(source)}`;
  const later = sources.filter(({ rules = 1 }) => rules > 1).filter((each) => ledger.meta(noteOf(each)) === undefined);
  if (later.length === 0) return;
  ledger.write(() => {
    guard();
    for (const source of later) {
      for (let by = 1; by < (source.rules ?? 1); by++) ledger.files.forgetSource(sourceKey(source, by));
      ledger.setMeta(noteOf(source), 'read');
    }
  });
}
