import type { PromptName } from '../../assist/promptFile.js';
import { t } from '../words.js';

/** The commands that ask a model, as a person knows them. */
export function titleOf(prompt: PromptName): string {
  const titles = {
    ask: () => t('Ask'),
    fix: () => t('Fix'),
    'write-tests': () => t('Write Tests'),
    'commit-message': () => t('Commit Message'),
    explain: () => t('Explain'),
    refactor: () => t('Refactor'),
    document: () => t('Document'),
  } satisfies Record<PromptName, () => string>;
  return titles[prompt]();
}
