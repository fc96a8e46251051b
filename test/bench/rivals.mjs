/**
 * The programs we are measured against: installed from npm into the cache folder when first needed, never dependencies.
 * Each reads the corpus with the network left alone, and tells its totals as JSON, which are held against the truth.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, totalOf } from './kit.mjs';

const folder = join(cacheFolder(), 'rivals');

/** Installs exact packages once and returns the path of one file in them, runnable. */
function installed(packages, file) {
  const path = join(folder, 'node_modules', file);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{"private":true}');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, ...packages], { stdio: 'inherit' });
  }
  chmodSync(path, 0o755);
  return path;
}

function emptied(name) {
  const path = join(folder, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

/** ccusage 20 with its native package. Its home is the corpus; it keeps nothing between runs. */
export const ccusage = {
  label: 'ccusage 20.0.24',
  command(home) {
    const binary = installed(['ccusage@20.0.24'], `@ccusage/ccusage-${process.platform}-${process.arch}/bin/ccusage`);
    const command = [binary, 'daily', '--json', '--offline', '--by-agent', '--timezone', 'UTC'];
    return { command, environment: { HOME: home, TZ: 'UTC', XDG_CACHE_HOME: emptied('ccusage-cache') } };
  },
  totals: ccusageTotals,
};

/** ccusage 18, the last one in JavaScript; it reads Claude Code only. */
export const ccusageScript = {
  label: 'ccusage 18 (JS)',
  command(home) {
    const script = installed(['ccusage-script@npm:ccusage@18'], 'ccusage-script/dist/index.js');
    const command = [process.execPath, script, 'daily', '--json', '--offline', '--timezone', 'UTC'];
    return { command, environment: { HOME: home, TZ: 'UTC' } };
  },
  totals: ccusageTotals,
};

/** tokscale 4 native. Its own home is a scratch folder: emptied for a first run, kept for a cached one. */
export const tokscale = {
  label: 'tokscale 4.17.0',
  command(home, cached = false) {
    const binary = installed(['@tokscale/cli-linux-x64-gnu@4.17.0'], '@tokscale/cli-linux-x64-gnu/bin/tokscale');
    const command = [binary, '--json', '--light', '--no-spinner', '--home', home];
    const own = cached ? join(folder, 'tokscale-home') : emptied('tokscale-home');
    return { command, environment: { HOME: own, TZ: 'UTC', TOKSCALE_PRICING_CACHE_ONLY: '1' } };
  },
  totals(text) {
    const { entries } = JSON.parse(text);
    const add = (name) => entries.reduce((sum, entry) => sum + entry[name], 0);
    const names = ['input', 'cacheRead', 'cacheWrite', 'output', 'reasoning'];
    return { total: names.reduce((sum, name) => sum + add(name), 0), byDay: undefined };
  },
};

function ccusageTotals(text) {
  const { totals, daily } = JSON.parse(text);
  const total = (row) => row.inputTokens + row.cacheReadTokens + row.cacheCreationTokens + row.outputTokens;
  return { total: total(totals), byDay: Object.fromEntries(daily.map((row) => [row.period ?? row.date, total(row)])) };
}

/** How far a rival's totals are from the truth, as one line. */
export function errorText(found, truth) {
  const off = found.total - totalOf(truth.totals);
  const part = `${off >= 0 ? '+' : ''}${off.toLocaleString('en')} of ${totalOf(truth.totals).toLocaleString('en')} tokens`;
  if (found.byDay === undefined) return part;
  const days = new Set([...Object.keys(truth.byDay), ...Object.keys(found.byDay)]);
  const wrong = [...days].filter(
    (day) => (found.byDay[day] ?? 0) !== (truth.byDay[day] ? totalOf(truth.byDay[day]) : 0),
  );
  return `${part}, ${wrong.length} of ${days.size} days wrong`;
}
