import type * as app from '../app/team/team.js';
import { namedWords } from '../core/badges/words/badgeWords.js';
import { createFormats } from '../core/format.js';
import { insightName } from '../core/insights/words/insightWords.js';
import { plainName, plainText } from '../core/plainText.js';
import type { BoardJson } from '../core/team/boardJson.js';
import type { WeekFigures } from '../core/team/figures.js';
import type { Digest } from '../core/team/insights.js';
import type { MachineSums } from '../core/team/machines.js';
import { digestPage } from '../core/team/words/digestPage.js';
import { questAim } from '../core/team/words/policyParts.js';
import type { Opened } from '../protocol/teamWork.js';
import { say } from './badgeWords.js';
import { grouped } from './grouped.js';
import type { TeamAct, TeamOptions } from './teamOptions.js';
import { policyText } from './teamPolicy.js';
import { reasonWords, remainsWords, removedWords } from './teamWords.js';
import { table } from './text.js';
import { toolWords } from './toolWords.js';

/** An answer for people; acts without words of their own have their JSON. */
export function answerText(act: TeamAct, answer: unknown, options: TeamOptions): string {
  const text = texts[act]?.(answer as never, options) ?? JSON.stringify(answer, null, 1);
  return plainText(`${text}\n`);
}

type Texts = { readonly [A in TeamAct]?: (answer: never, options: TeamOptions) => string };

const texts: Texts = {
  create: ({ team, fingerprint }: { team: string; fingerprint: string }) =>
    `${plainName(team)} is made. Its fingerprint: ${fingerprint}\nInvite somebody: tallyboard team invite\nHave a second admin soon: who loses the only admin's keys loses the team.`,
  invite: ({ code, expires }: { code: string; expires: string }, { zone }) =>
    `${code}\n\nFor one, until ${instantText(expires, zone)}. Who has it can ask to be let in; you compare six words before you say yes.`,
  join: ({ words }: { words: string }) =>
    `You asked to join. Nothing is shared. Tell an admin these six words, by voice or in person:\n\n  ${words}\n`,
  requests: (all: readonly { id: string; alias: string; words: string }[]) =>
    all.length === 0
      ? 'Nobody waits.'
      : all.map(({ id, alias, words }) => `${id}  ${plainName(alias)}\n  ${words}`).join('\n'),
  approve: ({ epoch }: { epoch: number }) => `Let in, in epoch ${epoch}.`,
  look: lookText,
  admin: ({ admins }: { admins: number }) => `The team has ${admins} admins.`,
  rotate: ({ epoch }: { epoch: number }) => `New keys in epoch ${epoch}, for the members there are.`,
  remove: ({ epoch }: { epoch: number }) => `Let go, by new keys in epoch ${epoch}. What was read before was read.`,
  policy: policyText,
  publish: ({ published, bytes, reason }: app.Published) =>
    published ? `Published: ${grouped(bytes)} bytes.` : reasonWords[reason ?? 'unchanged'],
  board: (answer: BoardJson | MachineSums) => ('rows' in answer ? boardText(answer) : machinesText(answer)),
  insights: (answer: WeekFigures | null) => (answer === null ? tooFew : figuresText(answer)),
  digest: (answer: Digest | { readonly held: string } | null) => {
    if (answer === null) return tooFew;
    return 'held' in answer
      ? `A member wants it to wait until ${answer.held}. See "tallyboard team policy".`
      : digestPage(answer, say);
  },
  object: () => told,
  propose: () => told,
  hold: () => told,
  unsay: () => 'Taken back.',
  alias: ({ alias }: { alias: string }) => `The others call you ${alias} from your next share on.`,
  pause: () => 'Paused. Nothing is published, and you see no team figures.',
  resume: () => 'Sharing goes on when you publish.',
  log: logText,
  open: (answer: Opened) =>
    answer.opened
      ? `age opens your share to these bytes, and no others left this machine:\n\n${answer.text.trimEnd()}`
      : unopened[answer.reason],
  backup: ({ file, bytes }: { file: string; bytes: number }) =>
    `${plainName(file)}: ${grouped(bytes)} bytes, which only your passphrase opens. Keep it off this machine, and the passphrase elsewhere.\nNew keys of the team change nothing of it. It is for this machine’s place, when this machine is gone: for one more machine of yours, "tallyboard team invite --device".`,
  restore: ({ team, state }: { team: string; state: string }) =>
    state === 'member'
      ? `You are in ${plainName(team)} again. Nothing is shared until you have seen it: tallyboard team preview`
      : `The key of ${plainName(team)} is here, but its list of members has you no more: an admin may have let you go. Ask one.`,
  leave: ({ withoutAdmin }: app.Left) =>
    `You left. Nothing is shared. What was seen was seen.${withoutAdmin ? '\nThe team has no admin any more: nobody can be let in or let go.' : ''}`,
  erase: ({ removed, remains }: app.Erased) =>
    [
      'Erased:',
      ...removed.map((each) => `  ${removedWords[each]}`),
      ...(remains.length === 0 ? [] : ['What remains:', ...remains.map((each) => `  ${remainsWords[each]}`)]),
    ].join('\n'),
};

const unopened = {
  nothing: 'There is no share of yours to open. See "tallyboard team preview" and "publish".',
  noAge:
    'There is no age program on the path of this machine. Install the package age of your system, or from https://age-encryption.org.\nNothing of ours opens your share in its place.',
  differs:
    'What lies at the team’s place is not what this machine sent last. Publish again; if that does not help, tell an admin.',
} as const satisfies Readonly<Record<Extract<Opened, { opened: false }>['reason'], string>>;

const told = 'Said to all members, under your alias. "tallyboard team unsay" takes it back.';

const tooFew = 'Too few share to tell anything: figures begin at five, or as many as the team’s policy says.';

function lookText({ team, state, words, epoch, members, problems, changed, address, shutOut }: app.Standing): string {
  if (state === 'waiting') return `You asked to join ${plainName(team)}. An admin has to say yes to:\n\n  ${words}\n`;
  const lines = members.map(
    ({ id, alias, you, admin }) => `  ${id}  ${plainName(alias)}${admin ? ', admin' : ''}${you ? ' (you)' : ''}`,
  );
  const wrong = problems.length === 0 ? [] : [plainName(`Not taken: ${problems.join(', ')}`)];
  const out = shutOut ? [reasonWords.shutOut] : [];
  const policy =
    changed.length === 0
      ? []
      : [
          `The policy changed: ${changed.join(', ')}. Nothing is sent until you have read it ("tallyboard team policy") and publish.`,
        ];
  return [
    `${plainName(team)}: ${state}, epoch ${epoch ?? '–'}, ${address}`,
    ...lines,
    ...wrong,
    ...out,
    ...policy,
  ].join('\n');
}

function boardText(board: BoardJson): string {
  const { withheld, least, quest, champions, rows, window, fingerprint, note } = board;
  const closed = {
    'fewer-than-5': `The board opens at ${least} members. With fewer, a figure could be traced to a person.`,
    'not-sharing': 'You see others only while you share a week in which you used AI. Publish first.',
    'not-offered': 'This team has no such board.',
  };
  const aside = [...(quest === null ? [] : [questText(quest)]), ...champions.map(askText)];
  if (withheld !== null) return [closed[withheld], ...aside].join('\n');
  const lines = rows.map(({ place, alias, you, band, score, tokens, badges, stale, verified }) => {
    const value = tokens ?? (band === null ? '' : '▮'.repeat(band).padEnd(5, '▯'));
    const marks = [
      score ?? '',
      ...badges.map((badge) => namedWords(badge, say)?.words ?? ''),
      you ? 'you' : '',
      stale ? 'stale' : '',
      verified ? '' : 'not verified',
    ];
    return `${String(place ?? '–').padStart(3)}  ${value}  ${plainName(alias)}  ${marks.filter((mark) => mark !== '').join(', ')}`.trimEnd();
  });
  return [`${window.since} to ${window.until}, fingerprint ${fingerprint}`, ...lines, ...aside, note].join('\n');
}

/** "Quest 2026-11: keep 80% of AI lines, together. 76% so far, 11 days left". */
function questText({ reached, done, daysLeft, ...quest }: NonNullable<BoardJson['quest']>): string {
  const unit = quest.kind === 'kept' ? '%' : '';
  const far = reached === null ? 'Nothing to be told yet' : `${reached}${unit} so far`;
  return `Quest ${questAim(quest, say.t)}. ${done ? `Reached, together: ${reached}${unit}` : `${far}, ${daysLeft === 1 ? 'one day' : `${daysLeft} days`} left`}.`;
}

function askText({ tool, aliases }: BoardJson['champions'][number]): string {
  return plainName(`Ask about ${toolWords(tool)}: ${aliases.join(', ')}`);
}

/** "Wed 2 Dec, 20:59" of an ISO instant. */
function instantText(instant: string, zone: string): string {
  return createFormats('en', zone).moment(Date.parse(instant), Date.now());
}

function machinesText({ machines, totals }: MachineSums): string {
  const lines = machines.map(
    (machine) => `  ${plainName(machine.label)}: ${grouped(machine.totals.total)} tokens, ${machine.issued}`,
  );
  return [`${grouped(totals.total)} tokens together`, ...lines].join('\n');
}

/** What the board's page says of a team's week, in lines; a dash for what the team's policy withholds. */
function figuresText({ week, kept, cache, tools, waste, tokens, active }: WeekFigures): string {
  const percent = (share: number | null) => (share === null ? '–' : `${share}%`);
  const rows = [
    ['AI lines kept, median', percent(kept)],
    ['Read from cache, median', percent(cache)],
    ...tools.map((each) => [`Use ${toolWords(each.tool)}`, percent(each.members)]),
    ...waste.map((each) => [insightName(each.kind, 1, say), percent(each.met)]),
    ...(tokens === null ? [] : [['Tokens, all together', tokensText(tokens)]]),
    ...(active === null ? [] : [['Members with four active days this month', String(active)]]),
  ];
  return `${week}, each figure of at least five people:\n\n${table(rows, undefined)}`;
}

function tokensText(tokens: Exclude<WeekFigures['tokens'], null>): string {
  if (typeof tokens === 'string') return '–';
  const { from, to } = tokens;
  const number = (value: number) => value.toLocaleString('en-US');
  return to === null ? `${number(from)} or more` : `${number(from)} to ${number(to)}`;
}

function logText(sent: Awaited<ReturnType<typeof app.sentLog>>, { given }: TeamOptions): string {
  if (sent.length === 0) return 'Nothing has left this machine.';
  return sent
    .map(({ at, slot, bytes, hash, text }) => {
      const line = `${new Date(at).toISOString()}  ${String(bytes).padStart(7)}  ${slot}  ${hash}`;
      return given.text ? `${line}\n${text.trimEnd()}` : line;
    })
    .join('\n');
}
