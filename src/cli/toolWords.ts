import { reportingExtension, toolName } from '../core/toolNames.js';

/** What people call a tool. */
export function toolWords(tool: string): string {
  const extension = reportingExtension(tool);
  return extension === undefined ? toolName(tool) : `Reported by ${extension}`;
}
