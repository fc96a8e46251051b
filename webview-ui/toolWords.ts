import { reportingExtension, toolName } from '../src/core/toolNames.js';
import { t } from './words.js';

/** What people call a tool, in their language. */
export function toolWords(tool: string): string {
  const extension = reportingExtension(tool);
  if (extension !== undefined) return t('Reported by {0}', extension);
  if (tool === 'assist') return t('Assist commands');
  if (tool === 'inline') return t('Inline suggestions');
  return tool === 'hooked' ? t('Hooked commands') : toolName(tool);
}
