import type { TeamPolicy } from '../../core/team/policy.js';
import { t } from '../words.js';

/** What people call the parts of a team's policy. */
export const partWords: Readonly<Record<keyof TeamPolicy, () => string>> = {
  version: () => t('version'),
  name: () => t('name'),
  purpose: () => t('purpose'),
  zone: () => t('time zone'),
  fields: () => t('fields'),
  boards: () => t('boards'),
  quest: () => t('quest'),
  weeks: () => t('weeks kept'),
  ends: () => t('end'),
  guidance: () => t('guidance'),
  admins: () => t('admins'),
  readers: () => t('readers'),
};
