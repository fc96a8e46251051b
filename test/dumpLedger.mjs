/**
 * `node test/dumpLedger.mjs LEDGER`: a ledger as SQL, for `test/fixtures/ledger`. Make it with the build before the schema changes, of
 * the homes that `test/ledger/olderLedger.test.ts` names: `tallyboard report --home HOME --ledger LEDGER`.
 */
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2], { readOnly: true });

function quoted(value) {
  if (value === null) return 'null';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return value instanceof Uint8Array ? `x'${Buffer.from(value).toString('hex')}'` : String(value);
}

const own = "sql is not null and name not like 'sqlite_%'";
for (const { sql } of database.prepare(`select sql from sqlite_schema where ${own} order by rowid`).all())
  console.log(`${sql.replaceAll(/\s*\n\s*/g, ' ')};`);
for (const { name } of database.prepare("select name from sqlite_schema where type = 'table' order by rowid").all())
  for (const row of database.prepare(`select * from "${name}"`).all())
    console.log(`insert into ${name} values (${Object.values(row).map(quoted).join(', ')});`);
console.log(`pragma user_version = ${database.prepare('pragma user_version').get().user_version};`);
