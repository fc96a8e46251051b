import { seenTools } from '../core/hookedUse.js';
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

/** The tools whose logs tell there whenever a person spoke. */
export const speechTools: readonly string[] = editSources.flatMap((each) =>
  'shape' in each && each.tellsSpeech ? [each.source.id] : [],
);

/** The tools whose edits are read or seen: the use of others says nothing of the lines that were kept. */
export const editTools: readonly string[] = [...new Set([...editSources.map(({ source }) => source.id), ...seenTools])];
