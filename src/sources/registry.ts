import type { Source } from '../core/source.js';
import { aider } from './aider/aider.js';
import { amp } from './amp/amp.js';
import { claudeCode } from './claudeCode/claudeCode.js';
import { clineFamilySources } from './clineFamily/clineFamilySources.js';
import { codex } from './codex/codex.js';
import { continueSources } from './continue/continueSources.js';
import { copilotChatSources } from './copilotChat/copilotChatSources.js';
import { copilotCliSources } from './copilotCli/copilotCliSources.js';
import { crush } from './crush/crush.js';
import { cursor } from './cursor/cursor.js';
import { droid } from './droid/droid.js';
import { geminiCliSources } from './geminiCli/geminiCliSources.js';
import { goose } from './goose/goose.js';
import { gooseFiles } from './goose/sessionFiles.js';
import { gooseUsage } from './goose/usage.js';
import { grok } from './grok/grok.js';
import { kimiSources } from './kimi/kimiSources.js';
import { openCodeSources } from './openCode/openCodeSources.js';
import { openClaw } from './pi/openClaw.js';
import { pi } from './pi/pi.js';
import { qwenChatDocuments } from './qwenCode/chatDocuments.js';
import { qwenCode } from './qwenCode/qwenCode.js';
import { qwenRuns } from './qwenCode/runs.js';
import { vibe } from './vibe/vibe.js';
import { zed } from './zed/zed.js';

/** Every log that is read. Adding a tool is adding its file, its fixtures, and a line here. */
export const sources = [
  claudeCode,
  codex,
  ...copilotChatSources,
  ...copilotCliSources,
  ...geminiCliSources,
  qwenCode,
  qwenChatDocuments,
  qwenRuns,
  ...clineFamilySources,
  ...continueSources,
  ...kimiSources,
  pi,
  openClaw,
  ...openCodeSources,
  cursor,
  aider,
  droid,
  gooseUsage,
  goose,
  gooseFiles,
  amp,
  zed,
  grok,
  crush,
  vibe,
] as const satisfies readonly Source[];
