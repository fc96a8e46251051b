import type { Source } from '../../core/source.js';
import { agentTraces } from './agentTraces.js';
import { debugLog } from './debugLog.js';
import { otelFile } from './otelFile.js';
import { sessionDocument } from './sessionDocument.js';
import { sessionFile } from './sessionFile.js';

/** GitHub Copilot Chat in VS Code and its forks, from the most to the least exact store. */
export const copilotChatSources = [
  agentTraces,
  debugLog,
  otelFile,
  sessionFile,
  sessionDocument,
] as const satisfies readonly Source[];
