import { pickOne } from '../questions.js';
import { t } from '../words.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

/** Which one of several teams of this machine is shown, and meant by the commands. */
export async function chooseTeam({ team, choose, showTeam }: TeamTools): Promise<void> {
  const items = (await team.teams()).map(({ id, name, address }) => ({ label: shownName(name), detail: address, id }));
  const picked = await pickOne(items, { title: t('Choose Team') });
  if (!picked) return;
  choose(picked.id);
  showTeam();
}
