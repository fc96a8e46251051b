/** Every command: its title as the palette shows it after "Tallyboard: ". A test holds the manifest against this, both ways. */
export const commandTable = {
  'tallyboard.showReport': 'Show Usage Report',
  'tallyboard.reportSession': 'Report This Session',
  'tallyboard.reportBranch': 'Report This Branch',
  'tallyboard.comparePeriods': 'Compare Periods',
  'tallyboard.exportUsage': 'Export Usage',
  'tallyboard.verify': 'Verify',
  'tallyboard.openSidebar': 'Open Sidebar',
  'tallyboard.pause': 'Pause Counting',
  'tallyboard.resume': 'Resume Counting',
  'tallyboard.rescan': 'Rescan',
  'tallyboard.restart': 'Restart Counting',
  'tallyboard.erase': 'Erase My Data',
  'tallyboard.diagnose': 'Diagnose',
  'tallyboard.installCommand': 'Install the tallyboard Command',
  'tallyboard.setUpClaudeCode': 'Set Up Claude Code…',
  'tallyboard.checkSelection': 'Check Selection for Secrets',
  'tallyboard.checkClipboard': 'Check Clipboard for Secrets',
  'tallyboard.clearMarks': 'Clear Marks of Secrets',
  'tallyboard.openSettings': 'Open Settings',
  'tallyboard.countAccepted': 'Count Accepted Suggestions',
  'tallyboard.pickHooked': 'Run Hooked Command…',
  'tallyboard.runHooked': 'Run a Command and Count Its Text',
  'tallyboard.accepted': 'Count an Accepted Suggestion',
} as const;

export type CommandId = keyof typeof commandTable;
export type CommandHandlers = Readonly<Record<CommandId, (argument?: unknown) => unknown>>;
export const commandIds = Object.keys(commandTable) as readonly CommandId[];
