import { theTeam } from './asking.js';
import type { TeamTools } from './teamTools.js';

/** Publishes nothing meanwhile, and sees no figures of the team. */
export async function pauseSharing({ team }: TeamTools, paused: boolean): Promise<void> {
  const here = await theTeam(team);
  await team.call('pause', { team: here.id, paused });
  team.forget();
}
