import type { ReactiveElement } from 'lit';

/**
 * Has a component measure itself: once it is there, and whenever it or the words that it measures by (`.measure`) take
 * another size. Words do without the page where one comes or a font is loaded late.
 */
export function onResize(host: ReactiveElement, measure: () => void): void {
  const observer = new ResizeObserver(measure);
  let words: Element | null = null;
  const observeWords = () => {
    const now = host.renderRoot.querySelector('.measure');
    if (now && now !== words) observer.observe(now);
    words = now;
  };
  host.addController({
    hostConnected() {
      observer.observe(host);
      observeWords();
    },
    hostUpdated: observeWords,
    hostDisconnected() {
      observer.disconnect();
      words = null;
    },
  });
}
