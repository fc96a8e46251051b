import type { Lack, MissingSource, RuleNumber, Unit } from '../core/badges/badge.js';
import type { BadgeId } from '../core/badges/registry.js';

/** Name and rule of each badge; `{0}` is the first number of the rule. */
export const badgeWords: Readonly<Record<BadgeId, readonly [name: string, rule: string]>> = {
  'first-light': ['First Light', 'a first AI line in a commit, not taken back'],
  keeper: ['Keeper', '{0}, {1} or {2} of the AI lines of 28 days stayed; from {3} lines on'],
  survivor: ['Survivor', '{0} of the committed AI lines of 90 days were there 28 days later; from {1} lines on'],
  'half-life': ['Half-Life', 'half of {1} AI lines live {0} days or longer'],
  'second-look': [
    'Second Look',
    '{0} to {1} of the AI edits changed by hand before the commit, {2} kept; from {3} commits on',
  ],
  'clean-landing': ['Clean Landing', '{0} commits with AI lines in a row, none taken back within 7 days'],
  'test-companion': [
    'Test Companion',
    '{0} of the commits with AI lines in sources change tests too; from {1} commits on',
  ],
  'small-steps': ['Small Steps', 'the middle commit with AI lines changes {0} lines at most; from {1} commits on'],
  'doc-friend': ['Doc Friend', '{0} commits with AI lines that change documentation'],
  gardener: ['Gardener', '{0} commits with AI lines that leave fewer lines, and still do after 7 days'],
  'cache-gardener': [
    'Cache Gardener',
    '{0} of the input from a cache on {1} days, with as many kept lines per token as usual',
  ],
  'light-touch': ['Light Touch', '{0} days in the own best tenth of kept lines per token'],
  'right-sized': [
    'Right-Sized',
    '{0} of the requests to a small model, with as many lines kept as usual; from {1} lines on',
  ],
  'frugal-month': ['Frugal Month', 'a kept line cost {0} less than in the 28 days before; from {2} lines on'],
  'context-trimmer': ['Context Trimmer', '{0} less input per output, with as many lines kept; from {1} lines on'],
  'one-shot': ['One-Shot', '{0} of the AI edits right at once; from {1} edits on'],
  'loop-breaker': ['Loop Breaker', '{0} days, {1} of them active, without an idle loop'],
  'budget-keeper': ['Budget Keeper', '{0} months within the own budget'],
  polyglot: ['Polyglot', '{0} kept lines in each of {1} languages in 90 days'],
  toolsmith: ['Toolsmith', 'kept lines from {0} tools; from {1} lines each on'],
  'model-taster': ['Model Taster', '{0} kept lines from each of {1} models'],
  explorer: ['Explorer', 'an agent, inline suggestions, MCP and plan mode, a step each'],
  student: ['Student', 'acted on {0} findings of waste whose figure then fell'],
  'note-keeper': ['Note Keeper', '{0} commits with AI lines in instructions for agents, still there after 28 days'],
  guardian: ['Guardian', '{0} days with AI use, with the guard and Workspace Trust on'],
  'secret-keeper': ['Secret Keeper', '{0} days in a row with AI use and no secret of a known provider sent'],
  'good-catch': ['Good Catch', 'a first secret taken out of a text before it was sent'],
  'clean-commits': ['Clean Commits', '{0} commits with AI lines without a finding of the guard'],
  'steady-hand': ['Steady Hand', '{0} days from Monday to Friday with AI use in each of {1} weeks'],
  unplugged: ['Unplugged', 'two days off in a row in each of {0} weeks'],
  daylight: ['Daylight', '{0} of the requests within hours of your choice'],
  comeback: ['Comeback', 'back after {0} days without AI use'],
  'team-lift': ['Team Lift', "the team's share of kept lines rose within a quarter"],
  'quest-done': ['Quest Done', "a month's quest was reached together"],
  'welcome-mat': ['Welcome Mat', 'somebody you invited reached First Light'],
  reviewer: ['Reviewer', 'commits of others with your name as reviewer'],
  'open-book': ['Open Book', 'opened the own share with the stock age program'],
  'honest-meter': ['Honest Meter', 'what was published equals what a new count finds'],
};

const missing: Readonly<Record<MissingSource, string>> = {
  budget: 'needs a budget',
  commitChecks: 'needs checks of commits, which there are none of yet',
  findings: 'needs findings of waste, which there are none of yet',
  hours: 'needs hours of your choice, which there is no place for yet',
  longLife: 'needs lives of lines over 28 days, which are not followed yet',
  planMode: 'needs logs that tell of MCP and plan mode',
  team: 'with a team',
};

const units: Readonly<Record<Unit, readonly [one: string, many: string]>> = {
  commits: ['commit', 'commits'],
  days: ['day', 'days'],
  edits: ['AI edit', 'AI edits'],
  languages: ['language', 'languages'],
  lines: ['AI line', 'AI lines'],
  models: ['model', 'models'],
  months: ['month', 'months'],
  secrets: ['secret', 'secrets'],
  tools: ['tool', 'tools'],
  ways: ['way', 'ways'],
  weeks: ['week', 'weeks'],
};

export function unitWords(count: number, unit: Unit): string {
  return units[unit][count === 1 ? 0 : 1];
}

export function ruleWords(id: BadgeId, rule: readonly RuleNumber[]): string {
  return badgeWords[id][1].replace(/\{(\d)\}/g, (_, index) => {
    const number = rule[Number(index)] as RuleNumber;
    return 'share' in number ? `${Math.round(number.share * 100)}%` : String(number.count);
  });
}

export function lackWords(lack: Lack): string {
  if (lack.kind === 'source') return missing[lack.source];
  return `needs ${lack.of} ${unitWords(lack.of, lack.unit)}, you have ${lack.value}`;
}
