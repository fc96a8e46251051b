import type { Source } from '../core/source.js';
import { claudeCode } from './claudeCode/claudeCode.js';
import { codex } from './codex/codex.js';
import { copilotChatSources } from './copilotChat/copilotChatSources.js';
import { copilotCliSources } from './copilotCli/copilotCliSources.js';

/** Every log that is read. Adding a tool is adding its file, its fixtures, and a line here. */
export const sources = [
  claudeCode,
  codex,
  ...copilotChatSources,
  ...copilotCliSources,
] as const satisfies readonly Source[];
