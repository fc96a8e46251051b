import { fieldName } from '../../src/core/team/words/names.js';
import { policyPart } from '../../src/core/team/words/policyParts.js';
import type { TeamCommand, TeamView } from '../../src/protocol/team.js';
import { long, moment } from '../format/format.js';
import type { IconName } from '../icons.js';
import { plural, t } from '../words.js';
import { flagWords, weekNumber } from './teamWords.js';

/** One thing that a member should know before the figures, and what to do about it. */
interface Note {
  readonly sign: IconName;
  readonly words: string;
  readonly links: readonly (readonly [TeamCommand, string])[];
}

/** Most pressing first. `now` is for words about the time that is left. */
export function notesOf(data: TeamView, now: number): readonly Note[] {
  const notes = [
    offline(data, now),
    trouble(data),
    shutOut(data),
    waiting(data),
    paused(data),
    silent(data),
    flagged(data),
    gains(data),
    changed(data),
    against(data),
  ];
  return notes.filter((note) => note !== null);
}

function offline({ offline: state, at }: TeamView, now: number): Note | null {
  if (!state) return null;
  const minutes = Math.max(1, Math.round((state.nextTry - now) / 60_000));
  const next = plural(minutes, { one: 'Next try in {0} minute.', other: 'Next try in {0} minutes.' }, long(minutes));
  const words = `${t('The team is out of reach. Showing figures of {0}.', moment(at, now))} ${next}`;
  return { sign: 'sync', words, links: [['tryNow', t('Try now')]] };
}

function trouble({ trouble: words }: TeamView): Note | null {
  return words === null ? null : { sign: 'warning', words, links: [['tryNow', t('Try now')]] };
}

function shutOut(data: TeamView): Note | null {
  if (!data.shutOut) return null;
  const words = t('There is a newer list of members that this machine cannot open: an admin may have let you go.');
  return { sign: 'warning', words, links: [['tryNow', t('Try now')]] };
}

function waiting({ requests }: TeamView): Note | null {
  if (requests === 0) return null;
  const forms = { one: '{0} person asks to be let in.', other: '{0} people ask to be let in.' };
  return {
    sign: 'person',
    words: plural(requests, forms, long(requests)),
    links: [['requests', t('Compare six words')]],
  };
}

function paused({ sharing }: TeamView): Note | null {
  if (!sharing.paused) return null;
  return {
    sign: 'pause',
    words: t('You pause sharing, so you see no team figures.'),
    links: [['resume', t('Resume')]],
  };
}

function silent({ sharing, board }: TeamView): Note | null {
  if (sharing.paused || board.withheld !== 'not-sharing') return null;
  const words = t('You share nothing yet, so you see no figures of the team.');
  return { sign: 'shield', words, links: [['share', t('See what you would share')]] };
}

function flagged({ flagged: state }: TeamView): Note | null {
  if (!state) return null;
  const { week, flag, turns = 0 } = state;
  const loop = { one: 'It holds {0} turn without a change.', other: 'It holds {0} turns without a change.' };
  const reason = turns > 0 ? plural(turns, loop, long(turns)) : flagWords[flag]();
  return {
    sign: 'warning',
    words: `${t('Your row of week {0} does not count yet.', weekNumber(week))} ${reason}`,
    links: [
      ['showTurns', t('Show the turns')],
      ['say', t('Object')],
    ],
  };
}

function gains({ gains: fields }: TeamView): Note | null {
  if (fields.length === 0) return null;
  const names = fields.map((field) => fieldName(field, t)).join(', ');
  return {
    sign: 'shield',
    words: t('Your row would gain: {0}. Nothing is sent until you agree.', names),
    links: [['compare', t('Compare')]],
  };
}

function changed({ changed: parts }: TeamView): Note | null {
  if (parts.length === 0) return null;
  const names = parts.map((part) => policyPart(part, t)).join(', ');
  return {
    sign: 'shield',
    words: t('The team’s policy changed: {0}. Nothing is sent until you agree.', names),
    links: [['compare', t('Compare')]],
  };
}

function against({ objectors }: TeamView): Note | null {
  if (objectors === 0) return null;
  const forms = { one: '{0} member objects to the policy.', other: '{0} members object to the policy.' };
  return { sign: 'person', words: plural(objectors, forms, long(objectors)), links: [['policy', t('Read')]] };
}
