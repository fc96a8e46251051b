import type { EditSource } from '../core/keptWork/editSource.js';
import { claudeEdits } from './claudeCode/edits.js';
import { codexEdits } from './codex/edits.js';
import { chatDocumentEdits, chatLogEdits } from './copilotChat/edits.js';
import { copilotCliEdits } from './copilotCli/edits.js';

/** The logs that tell what a tool inserted into files. */
export const editSources: readonly EditSource[] = [
  claudeEdits,
  codexEdits,
  chatLogEdits,
  chatDocumentEdits,
  copilotCliEdits,
];
