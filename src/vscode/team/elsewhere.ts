import { t } from '../words.js';

/**
 * Whether this window is a desktop's whose extensions run on another machine (SSH, WSL, a container). A team's keys would lie
 * on that one, where its administrator can read them: teams are off. In a browser the far machine is the person's own choice.
 */
export function isElsewhere(remoteName: string | undefined, isDesktop: boolean): boolean {
  return remoteName !== undefined && isDesktop;
}

export function elsewhereWords(): string {
  return t(
    'Teams are off in a remote window: their keys would lie on the other machine. Open a window on your own machine. My Machines works here, too.',
  );
}
