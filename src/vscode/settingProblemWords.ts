import type { SettingProblem } from './settings.js';
import { t } from './words.js';

/** What is wrong with a setting, and what it should be. */
export function settingProblemWords(problem: SettingProblem): string {
  switch (problem.setting) {
    case 'tallyboard.timezone':
      return t('tallyboard.timezone: "{0}" is no time zone. Use a name like Europe/Berlin or UTC.', problem.value);
    case 'tallyboard.roots':
      return t('tallyboard.roots: "{0}" takes a list of absolute folders.', problem.value);
    case 'tallyboard.prices':
      return `tallyboard.prices: ${priceWords(problem.problem)}`;
    case 'tallyboard.hooks.commands':
      return t(
        'tallyboard.hooks.commands: {0} is none. Each takes a "command", and may have "args" and a "title".',
        problem.value,
      );
    default:
      return problem satisfies never;
  }
}

function priceWords({ path, code }: Extract<SettingProblem, { code: 'price' }>['problem']): string {
  const [model = '', field = ''] = path;
  const words = {
    notAnObject: () =>
      model === ''
        ? t('takes an object of models.')
        : t('"{0}" takes an object of prices in dollars per million tokens.', model),
    emptyModel: () => t('a model name is empty.'),
    wildcard: () => t('"{0}": name one model; wildcards are not taken.', model),
    sameModelTwice: () => t('"{0}" is there twice; keep one of them.', model),
    unknownField: () => t('"{0}" does not take "{1}".', model, field),
    notANumber: () => t('"{0}": {1} takes a number of dollars.', model, field),
    negative: () => t('"{0}": {1} cannot be below 0.', model, field),
    tooLarge: () => t('"{0}": {1} cannot be above 1,000,000 dollars.', model, field),
    tooManyDecimals: () => t('"{0}": {1} takes at most nine decimals.', model, field),
    notADay: () => t('"{0}": from takes a day like 2026-01-31.', model),
    noPrice: () => t('"{0}" has no price.', model),
  } satisfies Record<typeof code, () => string>;
  return words[code]();
}
