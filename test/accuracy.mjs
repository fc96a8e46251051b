// Every log fixture through Tallyboard, and through ccusage and tokscale where they can be installed: npm run accuracy
// Ours has to hit every bucket and the requests; of the others only the total is looked at, and either way that ccusage sums it will do.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ccusage, tokscale } from './bench/rivals.mjs';

const root = join(import.meta.dirname, '..');
const fixtures = join(root, 'test', 'fixtures', 'sources');
const buckets = ['input', 'output', 'cacheRead', 'cacheWrite', 'reasoning'];
const longest = 60_000;

/** @typedef {{ off: number, exact: boolean }} Found */

function output([program, ...words], environment) {
  const env = { ...process.env, ...environment };
  return execFileSync(program, words, { env, timeout: longest, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** @returns {Found} */
function ours(home, expected) {
  const command = [process.execPath, join(root, 'dist', 'cli.cjs'), 'report', '--json', '--home', home];
  const { totals } = JSON.parse(output([...command, '--timezone', 'UTC'], {}));
  const names = expected.requests === undefined ? buckets : [...buckets, 'requests'];
  const told = { ...expected.totals, requests: expected.requests };
  return { off: totals.total - totalOf(expected), exact: names.every((name) => totals[name] === told[name]) };
}

const totalOf = ({ totals }) => totals.input + totals.output + totals.cacheRead + totals.cacheWrite;

/** Undefined where it cannot be installed or run here. @returns {Found | undefined} */
function rival(program, home, expected) {
  try {
    const { command, environment } = program.command(home);
    const text = output(command, environment);
    const told = [program.totals(text).total, JSON.parse(text).totals?.totalTokens ?? Number.NaN];
    const off = told[1] === totalOf(expected) ? 0 : told[0] - totalOf(expected);
    return { off, exact: off === 0 };
  } catch {
    return undefined;
  }
}

const cases = readdirSync(fixtures)
  .sort()
  .flatMap((tool) => readdirSync(join(fixtures, tool)).map((name) => ({ tool, name })))
  .map(({ tool, name }) => {
    // A copy: others write beside the databases that they read.
    const home = mkdtempSync(join(tmpdir(), 'tallyboard-accuracy-'));
    cpSync(join(fixtures, tool, name, 'home'), home, { recursive: true, preserveTimestamps: true });
    const { expected } = JSON.parse(readFileSync(join(fixtures, tool, name, 'expected.json'), 'utf8'));
    const [us, cc, tok] = [ours(home, expected), rival(ccusage, home, expected), rival(tokscale, home, expected)];
    rmSync(home, { recursive: true });
    return { tool, name, total: totalOf(expected), columns: [us, cc, tok] };
  });

const labels = ['Tallyboard', ccusage.label, tokscale.label];
const tools = [...new Set(cases.map(({ tool }) => tool))];

/** A program that finds nothing in any case of a tool does not read it. */
function reads(tool, column) {
  return cases.some((each) => each.tool === tool && each.total > 0 && each.columns[column]?.off > -each.total);
}

function cell(each, column) {
  const found = each.columns[column];
  if (!found || !reads(each.tool, column)) return '–';
  if (found.exact) return 'exact';
  return found.off === 0 ? 'total right' : `${found.off > 0 ? '+' : ''}${found.off.toLocaleString('en')}`;
}

function summary(tool, column) {
  if (!reads(tool, column)) return '–';
  const own = cases.filter((each) => each.tool === tool);
  return `${own.filter((each) => each.columns[column]?.exact).length} of ${own.length}`;
}

function table(head, rows) {
  return [head, head.map((_, index) => (index < 2 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

const byCase = cases.map((each) => [`${each.tool}/${each.name}`, each.total, ...labels.map((_, n) => cell(each, n))]);
const byTool = tools.map((tool) => [tool, ...labels.map((_, column) => summary(tool, column))]);
process.stdout.write(`${table(['case', 'tokens', ...labels], byCase)}\n\n${table(['tool', ...labels], byTool)}\n`);
if (cases.some(({ columns: [us] }) => !us.exact)) process.exitCode = 1;
