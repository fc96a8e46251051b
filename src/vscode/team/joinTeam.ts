import * as vscode from 'vscode';
import type { InviteSaid } from '../../protocol/teamWork.js';
import { askInBox } from '../questions.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import { askAlias, askPlace } from './asking.js';
import { elsewhereWords } from './elsewhere.js';
import { codeIn } from './inviteLink.js';
import { reaching } from './reaching.js';
import { askLabel } from './setUpMachines.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

/**
 * Asks to be let in by a code that is pasted, or that stands in a link which somebody followed: that one is shown, and nothing
 * is done with it before the person says so. Shares nothing.
 */
export async function joinTeam(tools: TeamTools, link: unknown): Promise<void> {
  const title = t('Join Team');
  const given = typeof link === 'string' ? link : await pasted(title, tools);
  if (given === undefined) return;
  const code = codeIn(given, tools.extension);
  if (code === undefined) throw new Refusal(t('This is not a Tallyboard invite.'));
  const { team } = tools;
  const said = await team.call('readInvite', { code });
  const own = said.kind === 'machines';
  if (team.elsewhere && !own) throw new Error(elsewhereWords());
  if (!(await isWanted(said, tools))) return;
  const address = said.address === null ? await askPlace(title, team) : said.address;
  const alias = address === undefined ? undefined : await (own ? askLabel(title) : askAlias(title));
  if (address === undefined || alias === undefined) return;
  const asking = { code, address: said.address === null ? address : null, alias: alias.trim() };
  const { id, words } = await reaching(t('Asking to be let in'), (signal) => team.call('join', asking, signal));
  if (own) team.forget();
  else {
    tools.choose(id);
    tools.showTeam();
  }
  await tellWords(said, words);
}

async function tellWords({ team, kind }: InviteSaid, words: string): Promise<void> {
  const own = kind === 'machines';
  const title = own
    ? t('Your first machine shows these six words too')
    : t('Tell an admin of {0} these six words', shownName(team));
  const next = own
    ? t('Let this one in there: My Machines. The tab You shows them until then. Nothing is told before.')
    : t(
        'By voice or in person: an admin sees them too. The tab Team shows them until you are let in. Nothing is shared until then.',
      );
  await vscode.window.showInformationMessage(title, { modal: true, detail: `${words}\n\n${next}` });
}

function pasted(title: string, { team, extension }: TeamTools): Thenable<string | undefined> {
  return askInBox({
    title,
    prompt: t('Paste the invite'),
    placeHolder: 'tally1-…',
    validateInput: async (text) => {
      const code = codeIn(text, extension);
      if (code === undefined) return t('This is not a Tallyboard invite.');
      return team.call('readInvite', { code }).then(
        () => undefined,
        (error: Error) => error.message,
      );
    },
  });
}

/** Where, who invites, who will know what: all that a code says is of who made it. */
async function isWanted(
  { team, kind, host, fingerprint, expires }: InviteSaid,
  { wording }: TeamTools,
): Promise<boolean> {
  const place = host === '' ? t('It names no place: you say where the team is kept.') : t('Kept at {0}.', host);
  const own = kind === 'machines';
  const until = t('It holds until {0}.', wording().moment(expires, Date.now()));
  const detail = own
    ? [
        place,
        until,
        t(
          'This code is for machines of your own. Was it you who made it? Who made it will read this machine’s counts.',
        ),
      ]
    : [
        place,
        t('The admin who invites has the fingerprint {0}. Have it read out to you.', fingerprint),
        until,
        t('The admin who lets you in can know who you are. Your git host sees that you take part.'),
        t('To ask shares nothing. What is shared you see, and say yes to, later.'),
      ];
  const ask = t('Ask to join');
  const question = own ? t('Add this machine to your others?') : t('Ask to join {0}?', shownName(team));
  return (
    (await vscode.window.showInformationMessage(question, { modal: true, detail: detail.join('\n\n') }, ask)) === ask
  );
}
