import { t } from '../words.js';

/** `noChange`: the editor accepts, but no change arrives; `error`: an exception of our own. */
export type AcceptFailure = { readonly code: 'noChange' } | { readonly code: 'error'; readonly text: string };

/** How counting of accepted suggestions is, for Diagnose. */
export type AcceptState =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly accepted: number; readonly undone: number }
  | { readonly kind: 'untested'; readonly version: string }
  | { readonly kind: 'failed'; readonly failure: AcceptFailure };

/** The state as a sentence. */
export function acceptStateWords(state: AcceptState): string {
  switch (state.kind) {
    case 'off':
      return t('Accepted suggestions are not counted: tallyboard.hooks.inlineSuggestions is off.');
    case 'on':
      return t(
        'Accepted suggestions are counted: {0} in this window so far, {1} of them undone.',
        state.accepted,
        state.undone,
      );
    case 'untested':
      return t(
        'Accepted suggestions are not counted: the key bindings of VS Code {0} have not been tested. Update Tallyboard.',
        state.version,
      );
    case 'failed':
      return state.failure.code === 'noChange'
        ? t('Tallyboard no longer counts accepted suggestions: several were accepted, and no change of a text arrived.')
        : t('Tallyboard no longer counts accepted suggestions: {0}', state.failure.text);
    default:
      return state satisfies never;
  }
}
