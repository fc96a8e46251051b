import type { TeamPolicy } from '../policy.js';

/** Whoever tells of them says `t`. English text is the key, as everywhere. */
type Translate = (text: string) => string;

/** What people call the parts of a team's policy. */
export function policyPart(part: keyof TeamPolicy, t: Translate): string {
  return parts[part](t);
}

const parts: Readonly<Record<keyof TeamPolicy, (t: Translate) => string>> = {
  version: (t) => t('version'),
  name: (t) => t('name'),
  purpose: (t) => t('purpose'),
  zone: (t) => t('time zone'),
  fields: (t) => t('fields'),
  boards: (t) => t('boards'),
  quest: (t) => t('quest'),
  weeks: (t) => t('weeks kept'),
  ends: (t) => t('end'),
  guidance: (t) => t('guidance'),
  admins: (t) => t('admins'),
  readers: (t) => t('readers'),
};
