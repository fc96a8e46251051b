import { keptError, leastLinesTold } from '../../core/keptWork/formulae.js';
import { code, table } from '../../core/markdown.js';
import type { KeptAnswer } from '../../protocol/kept.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';

interface Told {
  readonly kept: KeptAnswer | null;
  readonly keptLater?: boolean;
}

/** `Kept so far: 82% ±8 of 140 AI lines, covers 73% of AI-written changes.` and what to know of it, with a table of several models; nothing where no AI tool changed a file. */
export function keptWords({ kept, keptLater }: Told, wording: Wording): string[] {
  if (!kept) return [];
  const later = keptLater ? [t('Git is still being asked: newer figures are in the next report.')] : [];
  const { total, coverage, leftOut, waiting, backwards } = kept;
  if (coverage.seen + coverage.escaped === 0) return later;
  const enough = total.lines >= leastLinesTold;
  const sentences = [
    enough ? shareWords(kept, wording) : tooLittle(total.lines, wording),
    ...undecided(leftOut.undecided ?? 0, wording),
    ...unasked(waiting, wording),
    ...(enough && backwards ? [t('Reconstructed from git history.')] : []),
  ];
  return [[...sentences, ...later].join(' '), ...(enough ? models(kept, wording) : [])];
}

/** Most lines first. A share of few lines would say more than they do. */
function models({ rows }: KeptAnswer, wording: Wording): string[] {
  if (rows.length < 2) return [];
  const cells = [...rows]
    .sort((a, b) => b.lines - a.lines)
    .map(({ key, edits, lines, kept }) => {
      const share = lines < leastLinesTold ? '–' : `${wording.share(kept, lines)} ±${wording.long(keptError)}`;
      return [code(key.model ?? ''), ...[edits, lines, kept].map((count) => wording.long(count)), share];
    });
  return [table([t('Model'), t('Edits'), t('AI lines'), t('In a commit'), t('Kept')], cells)];
}

function shareWords({ total, coverage: { seen, escaped } }: KeptAnswer, wording: Wording): string {
  return t(
    'Kept so far: **{0}** of {1} AI lines, covers {2} of AI-written changes.',
    `${wording.share(total.kept, total.lines)} ±${wording.long(keptError)}`,
    wording.long(total.lines),
    wording.share(seen, seen + escaped),
  );
}

function tooLittle(lines: number, wording: Wording): string {
  const words = t('Too little to say yet: {0} of {1} lines.', wording.long(lines), wording.long(leastLinesTold));
  return t('Kept so far: {0}', words);
}

function undecided(count: number, wording: Wording): string[] {
  if (count === 0) return [];
  const forms = { one: '{0} edit is in no commit yet.', other: '{0} edits are in no commit yet.' };
  return [plural(count, forms, wording.long(count))];
}

function unasked(count: number, wording: Wording): string[] {
  if (count === 0) return [];
  const forms = {
    one: '{0} edit was not compared with git yet; that needs a trusted window of its folder.',
    other: '{0} edits were not compared with git yet; that needs a trusted window of their folder.',
  };
  return [plural(count, forms, wording.long(count))];
}
