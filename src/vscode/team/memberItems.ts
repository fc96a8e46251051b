import { takenForAnother } from '../../core/team/alias.js';
import type { TeamPerson } from '../../protocol/teamWork.js';
import { t } from '../words.js';
import { shownName } from './shownName.js';

/** A member as a list shows him. */
interface MemberItem {
  readonly label: string;
  readonly description: string;
  /** His id, where others are called like him. */
  readonly detail?: string;
  readonly person: TeamPerson;
}

export function memberItems(all: readonly TeamPerson[]): readonly MemberItem[] {
  const isAlike = takenForAnother(all.map(({ alias }) => alias));
  return all.map((person, index) => {
    const marks = [person.you ? t('you') : '', person.admin ? t('admin') : ''].filter((mark) => mark !== '');
    const item = { label: shownName(person.alias), description: marks.join(', '), person };
    return isAlike[index] ? { ...item, detail: person.id } : item;
  });
}
