import { shownAlias } from '../../core/team/alias.js';
import { askInBox, pickOne } from '../questions.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import type { TeamHost } from './teamHost.js';

/** Questions that several commands ask; undefined where the person thinks better of it. */

export function askAlias(title: string, value = '', prompt = ''): Thenable<string | undefined> {
  return askInBox({
    title,
    value,
    prompt: prompt || t('What others call you here. It need not be your name.'),
    validateInput: (text) => {
      if (text.trim() === '') return t('Write something that others can call you.');
      return shownAlias(text) === text.trim() ? undefined : t('At most 32 characters, on one line.');
    },
  });
}

/** What is said of both kinds of place, and asked. */
interface PlaceWords {
  readonly git: string;
  readonly folder: string;
  readonly where: string;
}

function teamPlace(): PlaceWords {
  return {
    git: t('An empty one that all members may write to. It needs nothing but git, and sees only sealed bytes.'),
    folder: t('One that is mounted or synced on every member’s machine.'),
    where: t('Where is the team kept?'),
  };
}

/** `git:…` or `dir:…`. */
export async function askPlace(title: string, team: TeamHost, words = teamPlace()): Promise<string | undefined> {
  const git = { label: t('A git repository'), detail: words.git, scheme: 'git' as const };
  const folder = { label: t('A shared folder'), detail: words.folder, scheme: 'dir' as const };
  const placeHolder = words.where;
  const picked = await pickOne([git, folder], { title, placeHolder });
  if (!picked) return undefined;
  const text = await askInBox({
    title,
    prompt: picked.scheme === 'git' ? t('Its address, as git clone takes it') : t('Its path'),
    placeHolder: picked.scheme === 'git' ? 'git@example.org:team/tallyboard.git' : '/mnt/team/tallyboard',
    validateInput: async (value) => {
      const fits = await team.call('isAddress', { address: `${picked.scheme}:${value.trim()}` });
      if (fits) return undefined;
      return picked.scheme === 'git'
        ? t('https://…, ssh://… or user@host:path, without a password in it.')
        : t('The whole path of a folder.');
    },
  });
  return text === undefined ? undefined : `${picked.scheme}:${text.trim()}`;
}

/** The team that is shown; throws words where this machine has none, or none that is of use. */
export async function theTeam(team: TeamHost): Promise<NonNullable<Awaited<ReturnType<TeamHost['here']>>>> {
  const here = await team.here();
  if (here === undefined) throw new Refusal(t('This machine is in no team. Create one, or join one with an invite.'));
  return here;
}
