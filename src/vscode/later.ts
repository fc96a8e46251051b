/**
 * All that activation itself does not need, as a bundle of its own (`dist/later.cjs`), read once a window is started. It has its own copy of
 * the words' state, which its loader sets.
 */

export { answerChat, followups } from './chat/participant.js';
export { invokeUsageTool, prepareUsageTool } from './chat/usageTool.js';
export { Tallyboard } from './tallyboard.js';
export { useWords } from './words.js';
