/** Participant and tool as the manifest declares them; a test holds the two together. */
export const participantId = 'tallyboard.tally';
export const usageToolName = 'tallyboard_usage';

export const chatCommands = ['today', 'week', 'month', 'session', 'branch', 'compare', 'models', 'help'] as const;
export type ChatCommand = (typeof chatCommands)[number];

export function isChatCommand(name: string | undefined): name is ChatCommand {
  return chatCommands.some((command) => command === name);
}
