import type { Accepted, SeenChange } from './changeRing.js';
import { InsertedSpans } from './insertedSpans.js';

/** Where in documents accepted suggestions stand, over all that was typed since. Holds places and changes, never a document's text. */
export class AcceptedPlaces {
  readonly #places = new Map<object, { readonly spans: InsertedSpans; waiting: SeenChange[] }>();

  /** Any change of any document: whether it is of a suggestion is known once it is accepted. */
  changed(change: SeenChange): void {
    this.#places.get(change.document)?.waiting.push(change);
  }

  accepted({ change, later }: Pick<Accepted, 'change' | 'later'>): void {
    const place = this.#places.get(change.document) ?? { spans: new InsertedSpans(), waiting: [change, ...later] };
    this.#places.set(change.document, place);
    for (const each of place.waiting) apply(place.spans, each, each === change);
    place.waiting = [];
  }

  /** Takes them all: by document, in its text as it is now. */
  take(): readonly (readonly [document: object, spans: InsertedSpans])[] {
    const taken = [...this.#places].map(([document, { spans, waiting }]) => {
      for (const change of waiting) apply(spans, change, false);
      return [document, spans] as const;
    });
    this.#places.clear();
    return taken;
  }
}

/** A suggestion that replaces a range brings the replaced text along at its beginning: that was there before. */
function apply(spans: InsertedSpans, { contentChanges }: SeenChange, counts: boolean): void {
  for (const { rangeOffset, rangeLength, text } of contentChanges) {
    const longer = counts && text.length > rangeLength;
    if (!longer) spans.apply({ rangeOffset, rangeLength, text }, false);
    else spans.apply({ rangeOffset: rangeOffset + rangeLength, rangeLength: 0, text: text.slice(rangeLength) }, true);
  }
}
