import { insightName, type Say } from '../../insights/words/insightWords.js';
import { table } from '../../markdown.js';
import { toolName } from '../../toolNames.js';
import type { Digest } from '../insights.js';

/** One page for people outside a team, as Markdown: no name of the team or of a person, no number of members. */
export function digestPage({ week, kept, cache, tools, waste, trend }: Digest, say: Say): string {
  const { t } = say;
  const percent = (share: number | null) => (share === null ? t('too few to tell') : t('{0}%', share));
  const figures = [
    [t('AI lines kept, median'), percent(kept)],
    [t('Read from cache, median'), percent(cache)],
    ...tools.map(({ tool, members }) => [t('Use {0}', toolName(tool)), percent(members)]),
  ];
  const met = waste.map((each) => [insightName(each.kind, 1, say), percent(each.met)]);
  const weeks = trend.map((each) => [each.week, percent(each.kept), percent(each.cache)]);
  return [
    `# ${t('A team and its AI tools, week {0}', week)}`,
    t('Each figure is of at least five people, rounded; none is of a person. Not for performance evaluation.'),
    table([t('Figure'), t('28 days')], figures),
    ...(met.length === 0 ? [] : [table([t('Waste that members met: where training or tooling would help'), ''], met)]),
    table([t('Week'), t('AI lines kept, median'), t('Read from cache, median')], weeks),
  ].join('\n\n');
}
