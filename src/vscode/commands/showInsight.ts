import { insightName } from '../../core/insights/words/insightWords.js';
import { insightMarkdown } from '../documents/insight.js';
import { plural, t } from '../words.js';
import type { ReportTools } from './reports.js';

/** Opens the moments of a finding with the requests of each, for a person to check; nothing where it is told no more. */
export async function showInsight({ counting, documents, asking, wording }: ReportTools, id: string): Promise<void> {
  const { now, zone } = asking();
  const { rows, turns = [] } = await counting.call('insights', { now, zone, turnsOf: id });
  const row = rows.find((each) => each.id === id);
  if (!row) return;
  const { sessions } = await counting.call('sessions', { zone, sessions: [row.session], limit: 1 });
  const [session] = sessions;
  if (!session) return;
  const name = insightName(row.kind, 1, { t, plural });
  await documents.show(t('Worth a look, {0}', name), insightMarkdown(row, turns, { session, wording: wording() }));
}
