import { existsSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { badgesHere, ownFigures } from '../app/team/rows.js';
import * as app from '../app/team/team.js';
import { shownAlias } from '../core/team/alias.js';
import { longestNote, type NoteKind } from '../core/team/note.js';
import type { Choices } from '../core/team/own.js';
import { mostShown } from '../core/team/row.js';
import { namesToShow } from '../core/team/shownBadges.js';
import { exitCode } from './exitCode.js';
import { helpText } from './help.js';
import { placeOf } from './options.js';
import { readPassphrase } from './passphrase.js';
import { jsonLines } from './print.js';
import type { Output } from './run.js';
import { needed, readTeamOptions, type TeamAct, type TeamOptions } from './teamOptions.js';
import { policyChange } from './teamPolicy.js';
import { answerText } from './teamText.js';
import { teamFailureWords } from './teamWords.js';
import { UsageError } from './usageError.js';

/** `tallyboard team`, a bundle of its own: no other command has keys, or a word that reaches the network. The exit code, as of `runCommand`. */
export function runTeam(words: readonly string[], output: Output): Promise<number> {
  return exitCode(output, async () => {
    const options = readTeamOptions(words.slice(1));
    if (options.help || options.act === undefined) {
      output.out(helpText('team'));
      return options.help ? 0 : 2;
    }
    const interrupted = () => {
      app.endGit();
      process.exit(130);
    };
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    const answer = await answers[options.act](options)
      .catch((error: unknown) => {
        throw teamFailureWords(error);
      })
      .finally(() => process.off('SIGINT', interrupted).off('SIGTERM', interrupted));
    if (options.act === 'preview' && !options.json) output.out((answer as readonly string[]).join(''));
    else if (options.given.preview === true && !options.json) output.out((answer as { said: string }).said);
    else output.out(options.json ? jsonLines(answer) : answerText(options.act, answer, options));
    const { published, opened } = (answer ?? {}) as { readonly published?: boolean; readonly opened?: boolean };
    return published === false || opened === false ? 1 : 0;
  });
}

/** What each act answers, as JSON. */
const answers: Readonly<Record<TeamAct, (options: TeamOptions) => Promise<unknown>>> = {
  create: async (options) =>
    app.createTeam({
      kind: options.given.machines ? 'machines' : 'team',
      name: needed(options, 'name', 'NAME'),
      address: addressOf(needed(options, 'transport', 'git:URL or dir:PATH')),
      alias: textOf(options, 'alias') ?? hostname(),
      label: textOf(options, 'label') ?? hostname(),
    }),
  join: async (options) => {
    const address = textOf(options, 'transport');
    return app.joinTeam({
      code: options.rest[0] ?? '',
      alias: needed(options, 'alias', 'NAME'),
      label: textOf(options, 'label') ?? hostname(),
      address: address === undefined ? undefined : addressOf(address),
    });
  },
  invite: async (options) => app.inviteTo(await team(options), options.given.device === true),
  requests: async (options) => app.requestsOf(await team(options)),
  approve: async (options) => {
    const [id = '', ...words] = options.rest;
    return app.approveRequest(await team(options), id, words.join(' '));
  },
  admin: async (options) => app.makeAdmin(await team(options), options.rest[0] ?? ''),
  remove: async (options) => app.letGo(await team(options), options.rest[0] ?? ''),
  look: async (options) => app.lookAt(await team(options)),
  preview: async (options) => {
    const chosen = await team(options);
    const { choices, ...wish } = wishOf(options);
    return app.previewOf(chosen, { ...wish, choices: { ...choices, badges: await badgesOf(options) } });
  },
  publish: async (options) => app.publishNow(await team(options), wishOf(options)),
  board: async (options) => {
    const chosen = await team(options);
    const { kind } = await chosen.seat.store.state();
    return kind === 'machines'
      ? app.machinesOf(chosen, wishOf(options))
      : app.boardOf(chosen, wishOf(options), options.board);
  },
  insights: async (options) => app.figuresOf(await team(options), wishOf(options)),
  digest: async (options) => {
    const { digest, held } = await app.digestOf(await team(options), wishOf(options));
    return held === null ? digest : { held };
  },
  object: async (options) => say(options, options.given.flag === true ? 'flag' : 'policy'),
  propose: async (options) => say(options, 'proposal'),
  hold: async (options) => say(options, 'digest'),
  unsay: async (options) => ({ said: await app.sayTo(await team(options), null, options.given.preview === true) }),
  policy: async (options) => {
    const [chosen, change] = [await team(options), policyChange(options)];
    return Object.keys(change).length > 0 ? app.changePolicy(chosen, change) : app.readPolicy(chosen);
  },
  pause: async (options) => paused(options, true),
  resume: async (options) => paused(options, false),
  rotate: async (options) => app.rotateKeys(await team(options)),
  log: async (options) => app.sentLog(await team(options)),
  open: async (options) => app.openOwnShare(await team(options)),
  alias: async (options) => {
    const alias = shownAlias(options.rest[0] ?? '');
    if (alias === '') throw new UsageError('An alias has something to be seen in it.');
    return app.renameTo(await team(options), alias);
  },
  backup: async (options) =>
    app.backUpTo(await team(options), fileOf(options, false), await readPassphrase({ isNew: true })),
  restore: async (options) => app.restoreFrom(fileOf(options, true), await readPassphrase({ isNew: false })),
  leave: async (options) => app.leaveTeam(await team(options)),
  erase: async (options) => {
    const { all, local } = options.given;
    return app.eraseHere(await team(options, local === true), { all: all === true, local: local === true });
  },
};

/** @param damaged also one of which no more is to be read */
function team({ given }: TeamOptions, damaged = false): Promise<app.Membership> {
  return app.membership(typeof given.team === 'string' ? given.team : undefined, { damaged });
}

/** Badges to show, of those that were earned. */
async function badgesOf(options: TeamOptions): Promise<readonly string[]> {
  const wanted = textOf(options, 'badges')?.split(',') ?? [];
  if (wanted.length === 0) return [];
  const earned = namesToShow((await badgesHere(countingOf(options), options.zone)).badges);
  const other = wanted.find((name) => !earned.includes(name));
  if (other !== undefined)
    throw new UsageError(`--badges takes what you have earned: ${earned.join(', ') || 'none yet'}; not "${other}".`);
  return atMost('badges', wanted);
}

function atMost(name: string, list: readonly string[]): readonly string[] {
  if (list.length > mostShown) throw new UsageError(`--${name} takes at most ${mostShown}.`);
  return list;
}

async function say(options: TeamOptions, kind: NoteKind): Promise<object> {
  const { rest, given } = options;
  const text = rest.join(' ');
  if (text.length > longestNote) throw new UsageError(`At most ${longestNote} characters.`);
  return { said: await app.sayTo(await team(options), { kind, text }, given.preview === true) };
}

async function paused(options: TeamOptions, isPaused: boolean): Promise<object> {
  app.setPaused(await team(options), isPaused);
  return { paused: isPaused };
}

function wishOf(options: TeamOptions) {
  const { given, zone } = options;
  const ask = textOf(options, 'ask');
  const choices: Partial<Choices> = {
    ...(given['on-board'] ? { onBoard: true } : {}),
    ...(given.score ? { score: true } : {}),
    ...(given.tokens ? { tokens: true } : {}),
    ...(given.waste ? { waste: true } : {}),
    ...(ask === undefined
      ? {}
      : {
          ask: atMost(
            'ask',
            ask.split(',').filter((tool) => tool !== ''),
          ),
        }),
  };
  // A preview says anew what is chosen; to publish is to send what it showed.
  const none = { onBoard: false, score: false, tokens: false, waste: false, ask: [] };
  return {
    own: ownFigures(countingOf(options), zone),
    choices: options.act === 'preview' ? { ...none, ...choices } : {},
  };
}

function countingOf(options: TeamOptions) {
  return { home: placeOf('home', textOf(options, 'home')), ledger: placeOf('ledger', textOf(options, 'ledger')) };
}

function textOf({ given }: TeamOptions, name: keyof TeamOptions['given']): string | undefined {
  const value = given[name];
  if (value === '') throw new UsageError(`--${name} is empty.`);
  return typeof value === 'string' ? value : undefined;
}

/** Before anything is asked for: throws `UsageError` where the file is not there, or is there already, or can never be. */
function fileOf({ rest }: TeamOptions, isThere: boolean): string {
  const file = resolve(rest[0] ?? '');
  const folder = dirname(file);
  if (!isThere && !isFolder(folder)) throw new UsageError(`There is no folder ${folder}. Make it first.`);
  if (isThere && isFolder(file)) throw new UsageError(`${file} is a folder. Name a file.`);
  if (existsSync(file) === isThere) return file;
  throw new UsageError(isThere ? `There is no file ${file}.` : `There is a file ${file} already. It stays as it is.`);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** A folder is meant from where the person stands. Throws `UsageError` where none is named. */
function addressOf(text: string): string {
  if (!text.startsWith('dir:')) return text;
  if (text === 'dir:') throw new UsageError('--transport dir: takes the name of a folder: dir:PATH.');
  return `dir:${resolve(text.slice(4))}`;
}
