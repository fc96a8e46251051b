import { escapeText, table } from '../../core/markdown.js';
import { shownAlias } from '../../core/team/alias.js';
import { objectors } from '../../core/team/notes.js';
import { policyParts } from '../../core/team/policy.js';
import { noteLine } from '../../core/team/words/notes.js';
import { policyPart, policyValue } from '../../core/team/words/policyParts.js';
import type { TeamPolicyShown } from '../../protocol/teamWork.js';
import { plural, t } from '../words.js';

/** What a team agreed on, part by part, and how that was which changed since the person accepted it. */
export function policyMarkdown({ policy, accepted, changed, admins, notes }: Omit<TeamPolicyShown, 'hash'>): string {
  const names = admins.join(', ');
  const rows = policyParts.map((part) => {
    const isChanged = accepted !== null && changed.includes(part);
    const before = part === 'admins' ? t('others') : accepted ? policyValue(accepted, part, '', t) : '';
    const cells = [policyPart(part, t), policyValue(policy, part, names, t), isChanged ? before : ''];
    return cells.map((text, column) => (isChanged && column < 2 ? `**${escapeText(text)}**` : escapeText(text)));
  });
  const head = [t('Part'), t('Agreed on'), ...(changed.length > 0 ? [t('As you accepted it')] : [])];
  return [
    `# ${escapeText(shownAlias(policy.name))}`,
    t('Version {0} of the policy, signed by an admin and the same for every member.', policy.version),
    changed.length === 0
      ? t('It restricts what may be shared; it never switches sharing on.')
      : t('What changed is set in bold. Nothing is shared until you say yes to it, by sharing again.'),
    table(
      head,
      rows.map((row) => row.slice(0, head.length)),
      'lll',
    ),
    ...(notes.length === 0 ? [] : [`## ${t('Said to all')}`, saidMarkdown(notes, policy.version)]),
    t('Not for performance evaluation.'),
  ].join('\n\n');
}

function saidMarkdown(notes: TeamPolicyShown['notes'], version: number): string {
  const against = objectors(notes, version);
  const forms = { one: '{0} member objects to this version.', other: '{0} members object to this version.' };
  const lines = notes.map((note) => `- ${escapeText(noteLine(note, t))} (${note.day})`);
  return [...(against === 0 ? [] : [plural(against, forms, String(against)), '']), ...lines].join('\n');
}
