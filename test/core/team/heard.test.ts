import assert from 'node:assert/strict';
import type { Member } from '../../../src/core/team/bodies.js';
import {
  type Found,
  type Ground,
  type HeardObject,
  heardObject,
  judge,
  leaversOf,
  memberRows,
  mergeHeard,
  namedNow,
} from '../../../src/core/team/heard.js';

const member: Member = { id: 'm', sigPub: 'p', ageRec: 'r', alias: 'Ada' };

function object(more: Partial<HeardObject> = {}): HeardObject {
  const plain = { seq: 3, hash: 'h', member: 'm', number: 1, device: 'd', issued: '2026-11-19', epoch: 1, formula: 2 };
  return { ...plain, alias: null, label: '', weeks: [], days: [], gone: false, left: false, ...more };
}

const ground: Ground = {
  ...{ team: 't', epoch: 1, epochRecipient: 'e', members: new Map([['m', member]]) },
  ...{ heard: { s: object() }, today: '2026-11-19' },
};

/** What `judge` says of an object that is new and right but for what is said. */
function verdict(body: object = {}, found: Partial<Found> = {}, more: Partial<Ground> = {}): string {
  const said = { team: 't', member: 'm', epoch: 1, epochRecipient: 'e', seq: 4, device: 'd', issued: '2026-11-19' };
  const opened = { body: { ...said, ...body }, sig: '' } as unknown as Found['opened'];
  const right: Found = {
    kind: 'share',
    opened,
    hash: 'new',
    stream: 's',
    isSigned: () => true,
    isCertified: () => true,
  };
  return judge({ ...right, ...found }, { ...ground, ...more });
}

describe('what members say', () => {
  it('is taken when all of it is right, and refused by the first that is not', () => {
    const cases: readonly (readonly [string, string])[] = [
      [verdict(), 'new'],
      [verdict({}, {}, { heard: {} }), 'new'],
      [verdict({ team: 'other' }), 'foreign'],
      [verdict({ member: 'stranger' }), 'notMember'],
      [verdict({ epoch: 2 }), 'wrongEpoch'],
      [verdict({ epochRecipient: 'other' }), 'wrongEpoch'],
      [verdict({}, { stream: undefined }), 'wrongSlot'],
      [verdict({ seq: 3 }, { hash: 'h' }), 'known'],
      [verdict({ seq: 2 }), 'rolledBack'],
      [verdict({ seq: 3 }), 'forked'],
      [verdict({ device: 'other' }), 'forked'],
      [verdict({ device: 'other' }, {}, { heard: {} }), 'new'],
      [verdict({ issued: '2026-11-21' }), 'new'],
      [verdict({ issued: '2026-11-22' }), 'future'],
      [verdict({}, { isCertified: () => false }), 'certificate'],
      [verdict({}, { isSigned: () => false }), 'signature'],
      [verdict({}, { isSigned: () => false, isCertified: () => false }), 'certificate'],
    ];
    for (const [index, [said, wanted]] of cases.entries()) assert.equal(said, wanted, `case ${index}`);
  });

  it('is kept with what its kind has, and nothing of another', () => {
    const said = { seq: 1, member: 'm', device: 'd', issued: '2026-11-19', epoch: 1, certificate: null };
    const share = heardObject('share', { ...said, formula: 2, alias: 'A', weeks: [{ week: 'w' }] } as never, 'h');
    assert.deepEqual(
      [share.number, share.formula, share.alias, share.weeks, share.days, share.label, share.gone, share.left],
      [1, 2, 'A', [{ week: 'w' }], [], '', false, false],
    );
    const days = heardObject('days', { ...said, certificate: { number: 2 }, label: 'l', rows: [1] } as never, 'h');
    assert.deepEqual([days.number, days.formula, days.alias, days.label, days.days], [2, 0, null, 'l', [1]]);
    const notes = heardObject('notes', { ...said, notes: [2] } as never, 'h');
    assert.deepEqual([notes.notes, notes.days, days.notes], [[2], [], undefined]);
    const end = (all: boolean) => heardObject('tombstone', { ...said, all } as never, 'h');
    assert.deepEqual([end(true).gone, end(true).left, end(false).gone, end(false).left], [true, true, true, false]);
  });

  it('merges to the newest of each stream, the same in any order', () => {
    const [low, high] = [object({ seq: 1, hash: 'z' }), object({ seq: 2, hash: 'a' })];
    const [forkA, forkB] = [object({ seq: 5, hash: 'a' }), object({ seq: 5, hash: 'b' })];
    const whole = { one: high, two: forkB, three: low, four: high };
    const [left, right] = [
      { one: low, two: forkA, three: low },
      { one: high, two: forkB, four: high },
    ];
    assert.deepEqual(mergeHeard(left, right), whole);
    assert.deepEqual(mergeHeard(right, left), whole);
    assert.equal(
      mergeHeard(whole, { one: object({ seq: 2, hash: 'a' }) })['one'],
      high,
      'of the same the one that was there',
    );
  });

  it('becomes rows: of a week what was said last, by day, number, device; nothing of who left or of what is gone', () => {
    const week = (name: string, kept: number) => ({ week: name, kept }) as never;
    const others = [member, { ...member, id: 'left' }, { ...member, id: 'silent', alias: 'Sil' }];
    const heard = {
      'share/m/1/': object({
        seq: 9,
        issued: '2026-11-17',
        weeks: [week('2026-W46', 10), week('2026-W45', 20)],
        alias: 'New',
      }),
      'share/m/2/': object({ seq: 1, number: 2, issued: '2026-11-18', weeks: [week('2026-W46', 30)], formula: 3 }),
      'share/m/3/': object({ seq: 1, number: 3, issued: '2026-11-18', weeks: [week('2026-W46', 40)], formula: 4 }),
      'share/m/4/': object({ seq: 99, number: 4, issued: '2026-11-19', weeks: [week('2026-W46', 50)], gone: true }),
      'days/m/1/2026-11': object({ seq: 99, issued: '2026-11-20', weeks: [week('2026-W46', 60)] }),
      'share/left/1/': object({ member: 'left', weeks: [week('2026-W46', 70)] }),
      'share/left/2/': object({ member: 'left', gone: true, left: true }),
    };
    assert.deepEqual([...leaversOf(heard)], ['left']);
    assert.deepEqual(memberRows(others, heard, { silent: 'signature' }), [
      {
        ...{ member: 'm', alias: 'New', formula: 4, issued: Date.parse('2026-11-18T00:00:00Z'), flag: null },
        weeks: [week('2026-W45', 20), week('2026-W46', 40)],
      },
      { member: 'silent', alias: 'Sil', formula: 0, issued: null, weeks: [], flag: 'signature' },
    ]);
    const sequel = {
      'share/m/1/': object({ seq: 2, formula: 5 }),
      'share/m/2/': object({ seq: 1, number: 2, formula: 6 }),
    };
    assert.equal(memberRows([member], sequel, {})[0]?.formula, 5, 'of one day the higher sequence number');
    const turned = {
      'share/m/1/': object({ seq: 1, formula: 5 }),
      'share/m/2/': object({ seq: 2, number: 2, formula: 6 }),
    };
    assert.equal(memberRows([member], turned, {})[0]?.formula, 6, 'on whichever device');
    const later = {
      'share/m/1/': object({ issued: '2026-11-19', formula: 7, weeks: [week('2026-W46', 1), week('2026-W44', 1)] }),
      'share/m/2/': object({
        issued: '2026-11-18',
        number: 2,
        formula: 8,
        weeks: [week('2026-W45', 2), week('2026-W46', 2)],
      }),
    };
    const rows = memberRows([member], later, {})[0];
    assert.deepEqual(rows?.weeks, [week('2026-W44', 1), week('2026-W45', 2), week('2026-W46', 1)]);
    assert.equal(rows?.formula, 7, 'whichever device stands first');
  });

  it('a member is called what his newest share says, else as in the list of members; who left too', () => {
    const said = {
      'share/m/1/': object({ alias: 'Newest', issued: '2026-11-19' }),
      'share/m/2/': object({ alias: 'Older', issued: '2026-11-18', number: 2 }),
      'share/left/1/': object({ member: 'left', gone: true, left: true }),
    };
    const all = [member, { ...member, id: 'silent', alias: 'Sil' }, { ...member, id: 'left', alias: 'Lee' }];
    assert.deepEqual(namedNow(all, said), [{ ...member, alias: 'Newest' }, ...all.slice(1)]);
  });
});
