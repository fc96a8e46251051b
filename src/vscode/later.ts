/**
 * What runs only when a person asks for it, as a bundle of its own (`dist/later.cjs`): activation parses none of it. It
 * has its own copy of the words' state, which its loader sets.
 */

export { apiV1 } from './api/v1.js';
export { closeStaleProposals } from './assist/proposals.js';
export { watchBudget } from './budget/watchBudget.js';
export { answerChat, followups } from './chat/participant.js';
export { invokeUsageTool, prepareUsageTool } from './chat/usageTool.js';
export { commandHandlers } from './commands/handlers.js';
export { refreshCommand } from './commands/installCommand.js';
export { pauseFor } from './commands/pause.js';
export { reportOf } from './commands/reports.js';
export { showBadge } from './commands/showBadge.js';
export { showInsight } from './commands/showInsight.js';
export { EditRecorder } from './hooked/editRecorder.js';
export { Hooks } from './hooked/hooks.js';
export { KeptPasses } from './keptPasses.js';
export { ReportPanel } from './report/reportPanel.js';
export { settingProblemWords } from './settingProblemWords.js';
export { newNonce, pageHtml } from './sidebar/html.js';
export { runPageCommand } from './sidebar/pageCommands.js';
export { pageHandlers } from './sidebar/pageHost.js';
export { newTeam } from './team/newTeam.js';
export { runTeamCommand } from './team/runTeamCommand.js';
export { showSent } from './team/showSent.js';
export { unsavedTexts } from './unsavedTexts.js';
export { useWords } from './words.js';
