import { shownAlias } from '../alias.js';
import type { NoteKind } from '../note.js';
import type { NoteSaid } from '../notes.js';
import type { Translate } from './names.js';

/** "Ada objects to version 2 of the policy: …", hostile text and all. */
export function noteLine({ kind, of, alias, text }: NoteSaid, t: Translate): string {
  const head = heads[kind](t, shownAlias(alias), of);
  return text === '' ? head : t('{0}: {1}', head, text);
}

const heads: Readonly<Record<NoteKind, (t: Translate, alias: string, of: string) => string>> = {
  policy: (t, alias, of) => t('{0} objects to version {1} of the policy', alias, of),
  flag: (t, alias, of) => t('{0} objects to the flag of the own row, week {1}', alias, of),
  proposal: (t, alias, of) => t('{0} proposes a change of version {1}', alias, of),
  digest: (t, alias, of) => t('{0} wants the digest of week {1} to wait', alias, of),
};
