import type { CliApp } from '../app/cli.js';
import { createFormats } from '../core/format.js';
import { plainName } from '../core/plainText.js';
import type { Dimension } from '../core/report.js';
import type { Asked } from './asked.js';

/** What is said where nothing counts: where logs were looked for or, where options left everything out, what there is. */
export function nothingText(app: CliApp, options: Asked): string {
  const asked = narrowing(options);
  const { totals } = app.usage({ zone: options.zone, by: [] });
  return asked.length === 0 || (totals.requests === 0 && totals.total === 0)
    ? lookedText(app)
    : plainLines([`No AI use matches ${asked.join(' ')}.`, ...thereIs(app, options, totals.total)]);
}

/** The options that leave use out, as they may be written. */
export function narrowing({ since, until, branch, models, hourSaid }: Asked): string[] {
  const said = { since, until, branch, model: models?.[0], hour: hourSaid };
  return Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]));
}

function thereIs(app: CliApp, { zone, models, branch, folders }: Asked, tokens: number): string[] {
  const days = namesOf(app, zone, 'day').sort();
  const named = [
    ...(models ? [['Models', namesOf(app, zone, 'model')] as const] : []),
    ...(branch === undefined
      ? []
      : [["Branches of this folder's repository", namesOf(app, zone, 'branch', folders)] as const]),
  ];
  return [
    `There are ${createFormats('en', zone).long(tokens)} tokens, of ${days[0]} to ${days.at(-1)}.`,
    ...named.map(([what, names]) => `${what}: ${listed(names)}`),
  ];
}

/** Most tokens first. */
function namesOf(app: CliApp, zone: string, name: Dimension, folders?: readonly string[]): string[] {
  const { rows } = app.usage({ zone, by: [name], folders });
  return [...rows].sort((a, b) => b.totals.total - a.totals.total).flatMap(({ key }) => key[name] || []);
}

const mostNamed = 12;

function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  if (names.length === 0) return 'none';
  return `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What is there comes first: of several hundred places a new machine has none. */
function lookedText(app: CliApp): string {
  const roots = app.sources().flatMap((source) => source.roots);
  const [there, absent] = [
    roots.filter(({ state }) => state !== 'absent'),
    roots.filter(({ state }) => state === 'absent'),
  ];
  const places = [...new Set([...there, ...absent].map(({ path }) => `  ${path}`))];
  const more = places.length - mostNamed;
  const rest = more > 0 ? [`and ${more} more places; tallyboard doctor --json lists them.`] : [];
  const barred =
    app.doctor().problems.length === 0 ? [] : ['Not all of it could be read: tallyboard doctor says what.'];
  return plainLines(['No AI use found. Looked in:', ...places.slice(0, mostNamed), ...rest, ...barred]);
}

function plainLines(lines: readonly string[]): string {
  return lines.map(plainName).join('\n');
}
