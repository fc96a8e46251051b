import type { InclusiveCounts } from '../common/request.js';

/** Figures as the client keeps them, under Google's names whatever API gave them. */
export interface Figures {
  readonly prompt: number;
  readonly candidates: number;
  readonly thoughts: number;
  readonly cached: number;
  readonly total: number;
}

/**
 * Cached tokens are inside the prompt. Thoughts are inside the candidates on the OpenAI route and beside them on
 * Google's: the total tells; without one they are inside. A total alone is taken as output.
 */
export function countsOf({ prompt, candidates, thoughts, cached, total }: Figures): InclusiveCounts {
  const onlyTotal = prompt + candidates + thoughts + cached === 0;
  const areBeside = thoughts > 0 && total === prompt + candidates + thoughts;
  const output = onlyTotal ? total : candidates + (areBeside ? thoughts : 0);
  return { input: prompt, cacheRead: Math.min(cached, prompt), cacheWrite: 0, output, reasoning: thoughts };
}

export function figuresText({ prompt, candidates, thoughts, cached, total }: Figures): string {
  return [prompt, candidates, thoughts, cached, total].join('/');
}
