import { plainText } from '../core/plainText.js';
import type { Output } from './run.js';
import { systemWords } from './systemWords.js';

/** What the work gives; where it fails 2 for wrong usage, else 1, and the reason on standard error. */
export async function exitCode({ error: tell }: Output, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const wrong = error instanceof Error && error.name === 'UsageError';
    const reason = systemWords(error) ?? (error instanceof Error ? error.message : String(error));
    tell(plainText(`tallyboard: ${reason}\n${wrong ? 'Try: tallyboard --help\n' : ''}`));
    return wrong ? 2 : 1;
  }
}
