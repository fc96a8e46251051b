import * as vscode from 'vscode';
import type { TeamHere } from '../../protocol/teamWork.js';
import { pickOne } from '../questions.js';
import { plural, t } from '../words.js';
import { letIn } from './approveRequests.js';
import { handOut } from './inviteToTeam.js';
import { joinTeam } from './joinTeam.js';
import { leaveMachines } from './leaveTeam.js';
import { reaching } from './reaching.js';
import { setUpMachines } from './setUpMachines.js';
import type { TeamTools } from './teamTools.js';
import { tellMachines } from './tellMachines.js';

type Way = vscode.QuickPickItem & { readonly run: () => Promise<unknown> };

/** One person's machines, which add up: what can be done about them from here, as they stand. */
export async function ownMachines(tools: TeamTools): Promise<void> {
  const { machines } = tools.team;
  const here = await machines.here();
  const ways = here === undefined ? outside(tools) : await inside(tools, here);
  const placeHolder =
    here === undefined
      ? t('Your machines tell each other each day’s counts, sealed for themselves alone')
      : t('What about your machines?');
  const picked = await pickOne(ways, { title: t('My Machines'), placeHolder });
  if (!picked) return;
  await picked.run();
  tools.team.forget();
}

function outside(tools: TeamTools): readonly Way[] {
  return [
    {
      label: t('This is the first one'),
      detail: t('Choose a git repository or a folder that all of them reach. The others are added by a code.'),
      run: () => setUpMachines(tools),
    },
    {
      label: t('Join another one of mine'),
      detail: t('With the code that the first one gives you.'),
      run: () => joinTeam(tools, undefined),
    },
  ];
}

async function inside(tools: TeamTools, here: TeamHere): Promise<readonly Way[]> {
  const shown = await tools.team.machines.shown(here);
  const leave = { label: t('Leave'), run: () => leaveMachines(tools, here) };
  if (shown.state === 'waiting') return [lookAgain(tools, here), leave];
  if (shown.state !== 'member') return [{ ...outside(tools)[1], label: t('Join again') } as Way, leave];
  const tell = {
    label: shown.told ? t('Tell and hear now') : t('Tell the others…'),
    detail: shown.told
      ? t('Else it is done once a day.')
      : t('Shows each byte first. From then on it is done once a day.'),
    run: () => tellMachines(tools, here, shown.told),
  };
  const add = { label: t('Add a machine'), run: () => handOut(tools, here) };
  const approve = { label: t('Let a machine in'), run: () => letIn(tools.team, here) };
  // The others are certified by the first.
  return shown.number === 1 ? [tell, add, approve, leave] : [tell, leave];
}

function lookAgain({ team }: TeamTools, here: TeamHere): Way {
  const run = async () => {
    await reaching(t('Looking at your machines'), (signal) => team.machines.look(here, signal));
    const shown = await team.machines.shown(here);
    const words =
      shown.state === 'member'
        ? plural(
            shown.sums.machines.length,
            { one: 'This machine is added. {0} tells something.', other: 'This machine is added. {0} tell something.' },
            String(shown.sums.machines.length),
          )
        : t('Your first machine has not said yes yet: Let a machine in, there.');
    void vscode.window.showInformationMessage(words);
  };
  return { label: t('Look again'), detail: shown(here), run };
}

function shown({ alias }: TeamHere): string {
  return t('This machine is called {0}.', alias);
}
