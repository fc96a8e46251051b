import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Member } from '../../../src/core/team/bodies.js';
import { canonical } from '../../../src/core/team/canonical.js';
import type { Heard, HeardObject } from '../../../src/core/team/heard.js';
import { isNote, longestNote, type Note, noteOf } from '../../../src/core/team/note.js';
import { heldUntil, notesSaid, objectors } from '../../../src/core/team/notes.js';

const member = (id: string): Member => ({ id, sigPub: '', ageRec: '', alias: `Alias ${id}` });
const note = (more: Partial<Note> = {}): Note => ({ kind: 'policy', of: '2', day: '2026-11-24', text: '', ...more });

function heard(all: Readonly<Record<string, readonly Note[] | 'left'>>): Heard {
  const objects = Object.entries(all).map(([id, notes]) => {
    const left = notes === 'left';
    const object = { member: id, left, gone: left, ...(left ? {} : { notes }) };
    return [`${left ? 'share' : 'notes'}/${id}/1/`, object as unknown as HeardObject] as const;
  });
  return Object.fromEntries(objects);
}

describe('what members say to all', () => {
  it('is of members, with who said it, oldest first; nothing of who left or is none', () => {
    const all = heard({
      a: [note({ text: 'x' })],
      b: [note({ day: '2026-11-02', kind: 'proposal' }), note()],
      c: [note()],
      z: [note()],
    });
    const said = notesSaid(['a', 'b', 'c'].map(member), { ...all, ...heard({ c: 'left' }) });
    assert.deepEqual(
      said.map(({ alias, day, kind }) => [alias, day, kind]),
      [
        ['Alias b', '2026-11-02', 'proposal'],
        ['Alias a', '2026-11-24', 'policy'],
        ['Alias b', '2026-11-24', 'policy'],
      ],
    );
  });

  it('calls a member as he calls himself now', () => {
    const share = { member: 'a', alias: 'Ada', issued: '2026-11-24', weeks: [] } as unknown as HeardObject;
    const [said] = notesSaid([member('a')], { ...heard({ a: [note()] }), 'share/a/1/': share });
    assert.equal(said?.alias, 'Ada');
  });

  it('counts who objects to a version, each once', () => {
    const said = notesSaid(
      ['a', 'b', 'c', 'd'].map(member),
      heard({ a: [note(), note({ text: 'again' })], b: [note({ of: '1' })], c: [note({ kind: 'flag' })], d: [note()] }),
    );
    assert.deepEqual([objectors(said, 2), objectors(said, 1), objectors(said, 3)], [2, 1, 0]);
  });

  it('has a digest wait for seven days from the first who wants it, and nobody makes that longer', () => {
    const of = '2026-W46';
    const said = notesSaid(
      ['a', 'b'].map(member),
      heard({
        a: [note({ kind: 'digest', of, day: '2026-11-20' })],
        b: [note({ kind: 'digest', of, day: '2026-11-17' }), note({ kind: 'digest', of, day: '2026-11-23' })],
      }),
    );
    assert.equal(heldUntil(said, of, '2026-11-18'), '2026-11-23');
    assert.equal(heldUntil(said, of, '2026-11-23'), '2026-11-23');
    assert.deepEqual([heldUntil(said, of, '2026-11-24'), heldUntil(said, '2026-W47', '2026-11-18')], [null, null]);
  });

  it('is one line of text, without what hides or turns its direction, and not too long', () => {
    const now = Date.UTC(2026, 10, 24, 23);
    const { text, day } = noteOf({ kind: 'policy', of: '2', text: ' a\u202e\nb\u0000 \ud800' }, now);
    assert.deepEqual([text, day], ['a b', '2026-11-24']);
    const long = noteOf({ kind: 'policy', of: '2', text: '🙂'.repeat(200) }, now);
    assert.ok(long.text.length <= longestNote && isNote(long), String(long.text.length));
    assert.doesNotThrow(() => canonical(long));
    const cut = noteOf({ kind: 'policy', of: '2', text: `a${'🙂'.repeat(200)}` }, now);
    assert.ok(isNote(cut));
  });

  it('is refused with anything more, less or of another kind', () => {
    for (const wrong of [
      null,
      { ...note(), more: 1 },
      { ...note(), kind: 'vote' },
      { ...note(), of: '' },
      { ...note(), of: '2026-W4' },
      { ...note(), of: '0' },
      { ...note(), day: '2026-02-30' },
      { ...note(), text: 'x'.repeat(longestNote + 1) },
      { ...note(), text: '\ud800' },
    ])
      assert.equal(isNote(wrong), false, JSON.stringify(wrong));
    assert.equal(isNote(note({ of: '2026-W46' })), true);
  });
});
