import type { Source } from '../core/source.js';
import { claudeCode } from './claudeCode/claudeCode.js';
import { clineFamilySources } from './clineFamily/clineFamilySources.js';
import { codex } from './codex/codex.js';
import { continueSources } from './continue/continueSources.js';
import { copilotChatSources } from './copilotChat/copilotChatSources.js';
import { copilotCliSources } from './copilotCli/copilotCliSources.js';
import { geminiCliSources } from './geminiCli/geminiCliSources.js';
import { kimiSources } from './kimi/kimiSources.js';
import { openCodeSources } from './openCode/openCodeSources.js';
import { pi } from './pi/pi.js';
import { qwenCode } from './qwenCode/qwenCode.js';

/** Every log that is read. Adding a tool is adding its file, its fixtures, and a line here. */
export const sources = [
  claudeCode,
  codex,
  ...copilotChatSources,
  ...copilotCliSources,
  ...geminiCliSources,
  qwenCode,
  ...clineFamilySources,
  ...continueSources,
  ...kimiSources,
  pi,
  ...openCodeSources,
] as const satisfies readonly Source[];
