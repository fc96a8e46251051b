/** A change of a text: `rangeLength` characters from `rangeOffset` on became `text`. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Where in a document stands what somebody put in, over all changes: text that is written again and again, as a stream
 * does, counts as it stands in the end. Holds places, never text. Offsets of a change are those of the text before it.
 */
export class InsertedSpans {
  #spans: readonly Span[] = [];

  /** @param counts whether the change's text is of the one that is watched; another's text only moves things */
  apply({ rangeOffset, rangeLength, text }: TextChange, counts: boolean): void {
    const end = rangeOffset + rangeLength;
    const moved = text.length - rangeLength;
    const before = this.#spans.map(({ from, to }) => ({ from, to: Math.min(to, rangeOffset) }));
    const after = this.#spans.map(({ from, to }) => ({ from: Math.max(from, end) + moved, to: to + moved }));
    const own = counts ? [{ from: rangeOffset, to: rangeOffset + text.length }] : [];
    this.#spans = joined([...before, ...own, ...after].filter(({ from, to }) => from < to));
  }

  /** What of `text`, the document as it is now, was put in. */
  read(text: string): string {
    return this.#spans.map(({ from, to }) => text.slice(from, to)).join('');
  }

  /** Lines of `text` that were put in, most of them at least: half of what is no white space. */
  lines(text: string): string[] {
    let start = 0;
    return text.split('\n').flatMap((line) => {
      const [from, to] = [start, start + line.length];
      start = to + 1;
      const own = this.#spans.map((span) => text.slice(Math.max(span.from, from), Math.min(span.to, to))).join('');
      const size = written(own);
      return size > 0 && 2 * size >= written(line) ? [line.replace(/\r$/, '')] : [];
    });
  }
}

function written(text: string): number {
  return text.replace(/\s/g, '').length;
}

/** Spans that touch become one: a stream of a thousand pieces stays one span. In order, as given. */
function joined(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (last?.to === span.from) kept[kept.length - 1] = { from: last.from, to: span.to };
    else kept.push(span);
  }
  return kept;
}
