import type { Range, UsageQuery } from '../../protocol/ledger.js';

/** What a question is narrowed by, with the numbers that its names have here. */
export type Filter = Range &
  Pick<UsageQuery, 'tools' | 'models' | 'hour' | 'folders' | 'hooked'> & {
    /** Of `hour`. */
    readonly zone?: string;
    readonly sessionIds?: readonly number[];
    readonly bucketIds?: readonly number[];
    /** Sessions that are kept wherever they were, beside what `folders` keeps. */
    readonly windowIds?: readonly number[];
  };

/** The condition that a column's path is a folder or lies below it, on any system. */
export function isBelow(column: string, folder: string, values: (string | number)[]): string {
  const plain = folder.replace(/[\\/]+$/, '');
  values.push(plain, `${plain}/`, `${plain}0`, `${plain}\\`, `${plain}]`);
  const between = `(${column} >= ? and ${column} < ?)`;
  return `(${column} = ? or ${between} or ${between})`;
}

/** Conditions over `r` (events or roll-up), `b` (bucket) and `p` (project); their values are added to `values`. */
export function filters(query: Filter, values: (string | number)[], bucket = 'r.bucket'): string[] {
  const parts: string[] = [];
  const list = (items: readonly (string | number)[]) => {
    values.push(...items);
    return items.map(() => '?').join(', ');
  };
  if (query.tools) parts.push(`b.tool in (${list(query.tools)})`);
  if (query.models) parts.push(`b.model in (${list(query.models)})`);
  if (query.hooked === false)
    parts.push("b.tool not in ('assist', 'inline', 'hooked') and b.tool not like 'reported:%'");
  if (query.bucketIds) parts.push(`${bucket} in (${list(query.bucketIds)})`);
  if (query.sessionIds) parts.push(`r.session in (${list(query.sessionIds)})`);
  if (query.folders) {
    const below = query.folders.map((folder) => isBelow('p.path', folder, values));
    if (query.windowIds?.length) below.push(`r.session in (${list(query.windowIds)})`);
    parts.push(below.length > 0 ? `(${below.join(' or ')})` : '0');
  }
  return parts;
}
