import { parseArgs } from 'node:util';
import { isZone, machineZone } from '../core/day.js';
import type { BoardName } from '../core/team/policy.js';
import { boardNames } from '../core/team/policy.js';
import { UsageError, wrongWords } from './usageError.js';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const optionTypes = {
  json: flag,
  help: { type: 'boolean', short: 'h' },
  home: text,
  ledger: text,
  timezone: text,
  team: text,
  name: text,
  transport: text,
  alias: text,
  label: text,
  machines: flag,
  device: flag,
  board: text,
  text: flag,
  all: flag,
  local: flag,
  'on-board': flag,
  score: flag,
  tokens: flag,
  waste: flag,
  ask: text,
  badges: text,
  purpose: text,
  zone: text,
  fields: text,
  boards: text,
  quest: text,
  least: text,
  weeks: text,
  ends: text,
  guidance: text,
  readers: text,
  flag,
  preview: flag,
} as const;
type Name = keyof typeof optionTypes;

const everywhere: readonly Name[] = ['json', 'help', 'home', 'ledger', 'timezone', 'team'];

/** What is said after "team", the options of each, and how many further words. */
const acts = {
  create: { options: ['name', 'transport', 'alias', 'label', 'machines'], words: [0, 0] },
  invite: { options: ['device'], words: [0, 0] },
  join: { options: ['alias', 'label', 'transport'], words: [1, 1] },
  requests: { options: [], words: [0, 0] },
  approve: { options: [], words: [1, 7] },
  admin: { options: [], words: [1, 1] },
  remove: { options: [], words: [1, 1] },
  look: { options: [], words: [0, 0] },
  preview: { options: ['on-board', 'score', 'tokens', 'waste', 'ask', 'badges'], words: [0, 0] },
  publish: { options: [], words: [0, 0] },
  board: { options: ['board'], words: [0, 0] },
  insights: { options: [], words: [0, 0] },
  digest: { options: [], words: [0, 0] },
  policy: {
    options: ['purpose', 'zone', 'fields', 'boards', 'quest', 'least', 'weeks', 'ends', 'guidance', 'readers'],
    words: [0, 0],
  },
  object: { options: ['flag', 'preview'], words: [0, 60] },
  propose: { options: ['preview'], words: [1, 60] },
  hold: { options: ['preview'], words: [0, 60] },
  unsay: { options: ['preview'], words: [0, 0] },
  pause: { options: [], words: [0, 0] },
  resume: { options: [], words: [0, 0] },
  rotate: { options: [], words: [0, 0] },
  log: { options: ['text'], words: [0, 0] },
  open: { options: [], words: [0, 0] },
  alias: { options: [], words: [1, 1] },
  backup: { options: [], words: [1, 1] },
  restore: { options: [], words: [1, 1] },
  leave: { options: [], words: [0, 0] },
  erase: { options: ['all', 'local'], words: [0, 0] },
} as const satisfies Readonly<Record<string, { options: readonly Name[]; words: readonly [number, number] }>>;
export type TeamAct = keyof typeof acts;

export interface TeamOptions {
  /** Undefined: help was asked for, or nothing at all. */
  readonly act: TeamAct | undefined;
  readonly rest: readonly string[];
  readonly given: Partial<Readonly<Record<Name, string | boolean>>>;
  readonly json: boolean;
  readonly help: boolean;
  readonly zone: string;
  readonly board: BoardName;
}

/** Reads the words after `team`. Throws `UsageError`. */
export function readTeamOptions(words: readonly string[]): TeamOptions {
  const { values, positionals } = parse(words);
  const [said, ...rest] = positionals.map((word) => word.replace('\0', ''));
  const act = said !== undefined && Object.hasOwn(acts, said) ? (said as TeamAct) : undefined;
  if (said !== undefined && act === undefined) throw new UsageError(`"team" knows no "${said}".`);
  if (act !== undefined && values.help !== true) refuse(act, rest, Object.keys(values) as Name[]);
  const zone = values.timezone ?? machineZone();
  if (!isZone(zone)) throw new UsageError(`"${zone}" is no time zone. Use a name like Europe/Berlin or UTC.`);
  const board = boardNames.find((name) => name === (values.board ?? 'kept'));
  if (board === undefined) throw new UsageError(`--board knows ${boardNames.join(', ')}, not "${values.board}".`);
  return { act, rest, given: values, json: values.json === true, help: values.help === true, zone, board };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: words.map(plainId), allowPositionals: true, options: optionTypes });
  } catch (error) {
    throw wrongWords(error);
  }
}

/** Every 64th id begins with a dash; no option of ours is as long. */
function plainId(word: string): string {
  return /^-[A-Za-z0-9_-]{21}$/.test(word) ? `\0${word}` : word;
}

function refuse(act: TeamAct, rest: readonly string[], given: readonly Name[]): void {
  const { options, words } = acts[act];
  const taken: readonly Name[] = [...everywhere, ...options];
  const foreign = given.find((name) => !taken.includes(name));
  if (foreign !== undefined) throw new UsageError(`"team ${act}" takes no --${foreign}.`);
  if (rest.length < words[0]) throw new UsageError(`${act} takes ${what[act] ?? 'an ID'}.`);
  if (rest.length > words[1]) throw new UsageError(`"team ${act}" takes no further word: "${rest[words[1]]}".`);
}

/** What an act needs behind it, where that is no id. */
const what: Partial<Readonly<Record<TeamAct, string>>> = {
  join: 'a CODE',
  alias: 'a NAME',
  propose: 'a TEXT',
  backup: 'a FILE',
  restore: 'a FILE',
};

/** An option that has to be there. Throws `UsageError`. */
export function needed({ given, act }: TeamOptions, name: Name, what: string): string {
  const value = given[name];
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`"team ${act}" needs --${name} ${what}.`);
  return value;
}
