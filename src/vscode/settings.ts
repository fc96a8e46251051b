import { mostAmount } from '../core/budget/amount.js';
import { type Budget, budgetUnits } from '../core/budget/budget.js';
import { isZone } from '../core/day.js';
import { type OverrideProblem, overrideProblems } from '../core/priceOverrides.js';

/**
 * Every setting: type, default and scope. The manifest says the same with sentences for people; a test holds the two
 * together. Scope `machine` and `application` keep a workspace from changing what is read and what things cost.
 */
export const settingsTable = {
  'tallyboard.statusBar.shows': choice(['tokens', 'listPrice', 'context', 'planWindow'], 'window'),
  'tallyboard.statusBar.period': choice(['today', 'session'], 'window'),
  'tallyboard.timezone': { type: 'string', default: '', scope: 'application' },
  'tallyboard.plan': choice(['api', 'subscription', 'credits'], 'application'),
  'tallyboard.budget.amount': { type: 'number', default: 0, minimum: 0, maximum: mostAmount, scope: 'window' },
  'tallyboard.budget.unit': choice(budgetUnits, 'window'),
  'tallyboard.budget.period': choice(['month', 'week', 'day'], 'window'),
  'tallyboard.budget.notify': { type: 'boolean', default: true, scope: 'application' },
  'tallyboard.badges.hours': { type: 'string', default: '', scope: 'application' },
  'tallyboard.session.idleMinutes': { type: 'integer', default: 30, minimum: 1, maximum: 1440, scope: 'application' },
  'tallyboard.retentionDays': { type: 'integer', default: 400, minimum: 30, maximum: 36_500, scope: 'application' },
  'tallyboard.roots': { type: 'object', default: {}, scope: 'machine' },
  'tallyboard.prices': { type: 'object', default: {}, scope: 'application' },
  'tallyboard.hooks.inlineSuggestions': { type: 'boolean', default: false, scope: 'application' },
  'tallyboard.hooks.commands': { type: 'array', default: [], scope: 'machine' },
} as const;

export type SettingName = keyof typeof settingsTable;
export const settingNames = Object.keys(settingsTable) as readonly SettingName[];

/** The settings as code reads them. A value of a wrong shape counts as the default. */
export interface Settings {
  readonly shows: (typeof settingsTable)['tallyboard.statusBar.shows']['values'][number];
  readonly period: (typeof settingsTable)['tallyboard.statusBar.period']['values'][number];
  /** A zone that the runtime knows. */
  readonly zone: string;
  readonly plan: (typeof settingsTable)['tallyboard.plan']['values'][number];
  /** Null without one. */
  readonly budget: Budget | null;
  /** A notification at 80 % and at 100 %. */
  readonly budgetNotifies: boolean;
  /** For the badge Daylight, as the person wrote them. */
  readonly hours: string;
  readonly idleMs: number;
  readonly retentionDays: number;
  /** Absolute folders by tool id. */
  readonly roots: Readonly<Record<string, readonly string[]>>;
  /** As the person wrote them; the ledger takes the valid ones. */
  readonly prices: unknown;
  readonly countsAccepted: boolean;
  readonly hooked: readonly HookedEntry[];
}

/** A command that "Run Hooked Command…" offers. */
export interface HookedEntry {
  readonly command: string;
  readonly args?: unknown;
  /** The command's id where the person gave none. */
  readonly title: string;
}

export type SettingProblem =
  | { readonly setting: 'tallyboard.timezone'; readonly code: 'unknownZone'; readonly value: string }
  | { readonly setting: 'tallyboard.roots'; readonly code: 'notFolders'; readonly value: string }
  | { readonly setting: 'tallyboard.prices'; readonly code: 'price'; readonly problem: OverrideProblem }
  | { readonly setting: 'tallyboard.hooks.commands'; readonly code: 'notACommand'; readonly value: string };

/** Reads one setting by its full name; undefined where unset. */
export type ReadSetting = (name: SettingName) => unknown;

/** `ofWorkspace`: the amount of the budget is set by the workspace. */
export function readSettings(read: ReadSetting, machineZone: string, ofWorkspace = false): Settings {
  const zone = read('tallyboard.timezone');
  return {
    shows: oneOf('tallyboard.statusBar.shows', read),
    period: oneOf('tallyboard.statusBar.period', read),
    zone: typeof zone === 'string' && zone !== '' && isZone(zone) ? zone : machineZone,
    plan: oneOf('tallyboard.plan', read),
    budget: budgetOf(read, ofWorkspace),
    budgetNotifies: read('tallyboard.budget.notify') !== false,
    hours: String(read('tallyboard.badges.hours') ?? ''),
    idleMs: integer('tallyboard.session.idleMinutes', read) * 60_000,
    retentionDays: integer('tallyboard.retentionDays', read),
    roots: folderLists(read('tallyboard.roots')),
    prices: read('tallyboard.prices') ?? {},
    countsAccepted: read('tallyboard.hooks.inlineSuggestions') === true,
    hooked: asList(read('tallyboard.hooks.commands')).flatMap(hookedEntry),
  };
}

function budgetOf(read: ReadSetting, ofProject: boolean): Budget | null {
  const amount = read('tallyboard.budget.amount');
  if (typeof amount !== 'number' || !(amount > 0 && amount <= mostAmount)) return null;
  const unit = oneOf('tallyboard.budget.unit', read);
  return { amount, unit, period: oneOf('tallyboard.budget.period', read), ofProject };
}

/** What is wrong with the settings that a person writes freely; in the order of the table. */
export function settingProblems(read: ReadSetting): readonly SettingProblem[] {
  const zone = read('tallyboard.timezone');
  const zones: SettingProblem[] =
    typeof zone === 'string' && zone !== '' && !isZone(zone)
      ? [{ setting: 'tallyboard.timezone', code: 'unknownZone', value: zone }]
      : [];
  const roots = Object.entries(asRecord(read('tallyboard.roots')))
    .filter(([, folders]) => !isFolderList(folders))
    .map(([value]): SettingProblem => ({ setting: 'tallyboard.roots', code: 'notFolders', value }));
  const prices = overrideProblems(read('tallyboard.prices') ?? {}).map(
    (problem): SettingProblem => ({ setting: 'tallyboard.prices', code: 'price', problem }),
  );
  const commands = asList(read('tallyboard.hooks.commands'))
    .filter((entry) => hookedEntry(entry).length === 0)
    .map(
      (entry): SettingProblem => ({
        setting: 'tallyboard.hooks.commands',
        code: 'notACommand',
        value: (JSON.stringify(entry) ?? '').slice(0, 100),
      }),
    );
  return [...zones, ...roots, ...prices, ...commands];
}

/** The entry as written, in a list; empty for anything else. */
function hookedEntry(value: unknown): readonly HookedEntry[] {
  const { command, args, title } = asRecord(value);
  if (typeof command !== 'string' || command.trim() === '') return [];
  if (title !== undefined && typeof title !== 'string') return [];
  return [{ command, title: title?.trim() || command, ...(args === undefined ? {} : { args }) }];
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function choice<const V extends readonly [string, ...string[]], const S extends string>(values: V, scope: S) {
  return { type: 'string', values, default: values[0], scope } as const;
}

type Choice = {
  [K in SettingName]: (typeof settingsTable)[K] extends { values: readonly string[] } ? K : never;
}[SettingName];

function oneOf<K extends Choice>(name: K, read: ReadSetting): (typeof settingsTable)[K]['values'][number] {
  const values: readonly string[] = settingsTable[name].values;
  const value = read(name);
  return (typeof value === 'string' && values.includes(value) ? value : settingsTable[name].default) as never;
}

function integer(name: 'tallyboard.session.idleMinutes' | 'tallyboard.retentionDays', read: ReadSetting): number {
  const { default: standard, minimum, maximum } = settingsTable[name];
  const value = read(name);
  if (typeof value !== 'number' || !Number.isFinite(value)) return standard;
  return Math.min(Math.max(Math.round(value), minimum), maximum);
}

function folderLists(value: unknown): Settings['roots'] {
  const entries = Object.entries(asRecord(value)).filter((entry): entry is [string, string[]] =>
    isFolderList(entry[1]),
  );
  return Object.fromEntries(entries);
}

function isFolderList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((folder) => typeof folder === 'string' && isAbsolute(folder));
}

function isAbsolute(path: string): boolean {
  return /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
