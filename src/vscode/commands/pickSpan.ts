import { isDay } from '../../core/day.js';
import { type DaySpan, spanNames, spanOf } from '../../core/span.js';
import { spanLabels, spanWords } from '../documents/spanWords.js';
import { askInBox, pickOne } from '../questions.js';
import { t } from '../words.js';

/** Asks for days; undefined when the person turns away. */
export async function pickSpan(question: string, now: number, zone: string): Promise<DaySpan | undefined> {
  const named = spanNames.map((name) => {
    const span = spanOf(name, now, zone);
    return { label: spanLabels[name](), description: spanWords(span), span };
  });
  const custom = { label: t('Other days…'), description: '', span: undefined };
  const picked = await pickOne([...named, custom], { placeHolder: question });
  return picked && (picked.span ?? (await askSpan(question)));
}

/** Asks for a first and a last day in words. */
export async function askSpan(question: string): Promise<DaySpan | undefined> {
  const text = await askInBox({
    title: question,
    prompt: t('Two days, or one: 2026-01-01 to 2026-01-31'),
    validateInput: (typed) => (readSpan(typed) ? undefined : t('Write days like 2026-01-31, the earlier one first.')),
  });
  return text === undefined ? undefined : readSpan(text);
}

/** `2026-01-01 to 2026-01-31`, with anything but digits and hyphens between them, or one day; undefined for what is none. */
export function readSpan(text: string): DaySpan | undefined {
  const [since, until = since, ...more] = text.match(/\d+-\d+-\d+/g) ?? [];
  if (since === undefined || until === undefined || more.length > 0) return undefined;
  if (!isDay(since) || !isDay(until) || since > until) return undefined;
  return { since, until };
}
