import type { ReactiveControllerHost } from 'lit';

/** Whether the editor knows of a screen reader. */
export function isScreenReaderOn(): boolean {
  return document.body.classList.contains('vscode-using-screen-reader');
}

/** Has a component drawn again when the editor comes to know of a screen reader, or of none any more. */
export function onScreenReader(host: ReactiveControllerHost): void {
  const observer = new MutationObserver(() => host.requestUpdate());
  host.addController({
    hostConnected: () => observer.observe(document.body, { attributeFilter: ['class'] }),
    hostDisconnected: () => observer.disconnect(),
  });
}
