import { isCountedPath } from '../core/keptWork/countedPath.js';
import type { Edit } from '../core/keptWork/edit.js';
import type { LeftOutReason } from '../core/keptWork/evaluation.js';
import { textIn } from '../core/keptWork/notebook.js';
import { requestKey } from '../platform/key.js';
import { type LineHasher, packed } from '../platform/lineHash.js';
import type { EditRow } from '../protocol/kept.js';
import { Repositories } from './repositories.js';

const noBytes = new Uint8Array(0);

/** From edits to what the ledger keeps of them: hashes in the place of their text. */
export class EditRows {
  readonly #hasher: LineHasher;
  readonly #repositories = new Repositories();

  constructor(hasher: LineHasher) {
    this.#hasher = hasher;
  }

  row(edit: Edit): EditRow {
    const { tool, session, model, at, project, branch } = edit;
    const told = { key: editKey(edit), tool, session, model, at, project, branch };
    const place = this.#repositories.place(project, edit.file);
    const none = { repository: '', root: '', file: noBytes, inserted: noBytes, removed: noBytes };
    const leftOut = (reason: LeftOutReason): EditRow => ({ ...told, ...none, leftOut: reason });
    if (typeof place === 'string') return leftOut(place);
    if (!isCountedPath(place.path)) return leftOut('not-counted');
    const inserted = this.#hashed(textIn(place.path, edit.inserted));
    if (inserted.length === 0 && edit.removed.length === 0) return leftOut('not-counted');
    const { repository, root } = place;
    const file = packed([this.#hasher.path(place.path)]);
    return {
      ...told,
      repository,
      root,
      file,
      inserted,
      removed: this.#hashed(textIn(place.path, edit.removed)),
      leftOut: null,
    };
  }

  #hashed(lines: readonly string[]): Uint8Array {
    return packed(lines.map((line) => this.#hasher.line(line)).filter((each) => each !== undefined));
  }
}

export function editKey({ tool, id }: Pick<Edit, 'tool' | 'id'>): Uint8Array {
  return requestKey(`edit/${tool}`, id);
}
