import { namesToShow } from '../../core/team/shownBadges.js';
import type { CommandHandlers } from '../commands/commandTable.js';
import type { CommandTools } from '../commands/handlers.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import { approveRequests } from './approveRequests.js';
import { backUpKey, restoreKey } from './backUpKey.js';
import { changeAlias } from './changeAlias.js';
import { changePolicy } from './changePolicy.js';
import { chooseTeam } from './chooseTeam.js';
import { ConsentPanel } from './consentPanel.js';
import { createTeam } from './createTeam.js';
import { elsewhereWords } from './elsewhere.js';
import { inviteToTeam } from './inviteToTeam.js';
import { joinTeam } from './joinTeam.js';
import { leaveTeam } from './leaveTeam.js';
import { openShare } from './openShare.js';
import { ownMachines } from './ownMachines.js';
import { pauseSharing } from './pauseSharing.js';
import { sayToTeam } from './sayToTeam.js';
import { previewShare, shareNow } from './shareNow.js';
import { showDigest } from './showDigest.js';
import { showPolicy } from './showPolicy.js';
import { teamMembers } from './teamMembers.js';
import type { TeamTools } from './teamTools.js';

type TeamCommandId =
  | 'tallyboard.createTeam'
  | 'tallyboard.joinTeam'
  | 'tallyboard.inviteToTeam'
  | 'tallyboard.approveRequests'
  | 'tallyboard.teamMembers'
  | 'tallyboard.previewShare'
  | 'tallyboard.shareNow'
  | 'tallyboard.pauseSharing'
  | 'tallyboard.resumeSharing'
  | 'tallyboard.changeAlias'
  | 'tallyboard.showPolicy'
  | 'tallyboard.changePolicy'
  | 'tallyboard.sayToTeam'
  | 'tallyboard.showDigest'
  | 'tallyboard.openShare'
  | 'tallyboard.backUpKey'
  | 'tallyboard.restoreKey'
  | 'tallyboard.chooseTeam'
  | 'tallyboard.leaveTeam'
  | 'tallyboard.machines';

/** With generated data each says that there is nothing to share. */
export function teamHandlers(tools: CommandTools): Pick<CommandHandlers, TeamCommandId> {
  const { team } = tools;
  let panel: ConsentPanel | undefined;
  const anywhere = (act: (of: TeamTools, argument: unknown) => unknown) => (argument: unknown) => {
    if (team === undefined) throw new Refusal(t('These data are generated: there is nothing to share.'));
    const { documents, wording, around, chooseTeam: choose, showTab } = tools;
    const showTeam = () => {
      team.forget();
      return showTab('team');
    };
    const badgesToShow = () => earnedBadges(tools);
    const { extension } = around;
    const consent = () => {
      panel ??= new ConsentPanel(around, of);
      return panel;
    };
    const of: TeamTools = { team, documents, wording, extension, showTeam, choose, badgesToShow, consent };
    return act(of, argument);
  };
  const run = (act: (of: TeamTools, argument: unknown) => unknown) =>
    anywhere((of, argument) => {
      if (of.team.elsewhere) throw new Error(elsewhereWords());
      return act(of, argument);
    });
  return {
    'tallyboard.createTeam': run(createTeam),
    'tallyboard.joinTeam': run(joinTeam),
    'tallyboard.inviteToTeam': run(inviteToTeam),
    'tallyboard.approveRequests': run(approveRequests),
    'tallyboard.teamMembers': run(teamMembers),
    'tallyboard.previewShare': run(previewShare),
    'tallyboard.shareNow': run(shareNow),
    'tallyboard.pauseSharing': run((of) => pauseSharing(of, true)),
    'tallyboard.resumeSharing': run((of) => pauseSharing(of, false)),
    'tallyboard.changeAlias': run(changeAlias),
    'tallyboard.showPolicy': run(showPolicy),
    'tallyboard.changePolicy': run(changePolicy),
    'tallyboard.sayToTeam': run(sayToTeam),
    'tallyboard.showDigest': run(showDigest),
    'tallyboard.openShare': run(openShare),
    'tallyboard.backUpKey': run(backUpKey),
    'tallyboard.restoreKey': run(restoreKey),
    'tallyboard.chooseTeam': run(chooseTeam),
    'tallyboard.leaveTeam': run(leaveTeam),
    'tallyboard.machines': anywhere(ownMachines),
  };
}

async function earnedBadges({ counting, asking, hiddenBadges }: CommandTools): Promise<readonly string[]> {
  const { now, zone } = asking();
  const { badges } = await counting.call('badges', { now, zone });
  return namesToShow(badges.filter(({ id }) => !hiddenBadges().includes(id)));
}
