import type { EditRecorder } from './editRecorder.js';
import type { UseRecorder } from './recorder.js';

/** What the hooks are made with. */
export interface HookTools {
  /** Tokens of each text, in order. */
  readonly countTokens: (texts: readonly string[]) => Promise<readonly number[]>;
  readonly uses: Pick<UseRecorder, 'record'>;
  readonly edits: Pick<EditRecorder, 'record'>;
  /** Sets the context key that our key bindings for accepting depend on. */
  readonly setReady: (ready: boolean) => void;
}
