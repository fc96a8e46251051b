import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ChangeRing, freshFor, lateFor, type SeenChange, takenAway } from '../../../src/vscode/hooked/changeRing.js';
import { InsertedSpans } from '../../../src/vscode/hooked/insertedSpans.js';
import { isTyped } from '../../../src/vscode/hooked/isTyped.js';

const here = { name: 'here' };
const there = { name: 'there' };

function change(text: string, rangeLength = 0, more: Partial<SeenChange> = {}): SeenChange {
  return { document: here, contentChanges: [{ text, rangeLength, rangeOffset: 0 }], ...more };
}

function ringOf(...seen: readonly (readonly [at: number, change: SeenChange])[]): ChangeRing {
  const ring = new ChangeRing();
  for (const [at, each] of seen) ring.push(each, at);
  return ring;
}

function claimed(ring: ChangeRing, now: number) {
  const { document, added, text } = ring.claim(now, here) ?? {};
  return { document, added, text };
}

describe('recent changes', () => {
  it('the newest is what was accepted, once', () => {
    const ring = ringOf([0, change('g')], [40, change('o')], [60, change(' alpha')]);
    assert.deepEqual(claimed(ring, 62), { document: here, added: 6, text: ' alpha' });
    assert.equal(ring.claim(62, here), undefined);
  });

  it('a suggestion that brings the replaced text along counts what it adds: word, word, rest are the whole', () => {
    const whole = 'go alpha(beta, gamma, delta, epsilon, zeta);';
    const ring = new ChangeRing();
    const taken = [
      [3, 2],
      [8, 3],
      [whole.length, 8],
    ].map(([length, replaced], index) => {
      ring.push(change(whole.slice(0, length), replaced), index * 100);
      return ring.claim(index * 100 + 5, here);
    });
    assert.equal(taken.map((each) => each?.text).join(''), whole.slice(2));
    assert.deepEqual(
      taken.map((each) => each?.added),
      [1, 5, whole.length - 8],
    );
  });

  it('a key of more than 250 ms ago was somebody else’s', () => {
    assert.equal(ringOf([0, change('x')]).claim(freshFor + 1, here), undefined);
    assert.equal(ringOf([0, change('x')]).claim(freshFor, here)?.added, 1);
  });

  it('text that no key puts in waits two seconds for a window that is busy', () => {
    assert.equal(ringOf([0, change('accepted')]).claim(lateFor, here)?.added, 8);
    assert.equal(ringOf([0, change('accepted')]).claim(lateFor + 1, here), undefined);
    const elsewhere = ringOf([0, change('accepted')], [300, change('log line', 0, { document: there })]);
    assert.equal(elsewhere.claim(900, here)?.text, 'accepted');
    assert.equal(elsewhere.claim(901, here), undefined, 'of another document only what is fresh');
  });

  it('but not once something has followed it', () => {
    assert.equal(ringOf([0, change('pasted')], [300, change('x')]).claim(900, here), undefined);
    assert.equal(ringOf([0, change('pasted')], [300, change('', 6, { reason: 1 })]).claim(900, here), undefined);
    assert.equal(ringOf([0, change('pasted')], [800, change('x')]).claim(900, here)?.text, 'x');
  });

  it('a key that was pressed before the accept was told of does not take its place', () => {
    const ring = ringOf([0, change(' alpha')], [100, change('X')]);
    assert.equal(ring.claim(120, here)?.text, ' alpha');
    assert.equal(ring.claim(121, here)?.text, 'X');
  });

  it('several cursors count together', () => {
    const contentChanges = ['one', 'two', 'x'].map((text) => ({ text: `go ${text}`, rangeLength: 2, rangeOffset: 0 }));
    assert.deepEqual(claimed(ringOf([0, { document: here, contentChanges }]), 1), {
      document: here,
      added: 10,
      text: ' one two x',
    });
  });

  it('a snippet comes after the removal of what it replaces', () => {
    const ring = ringOf([0, change('', 2)], [3, change('sn snippet();')]);
    assert.deepEqual(claimed(ring, 4), { document: here, added: 11, text: ' snippet();' });
    const typed = ringOf([0, change('', 2)], [60, change(' snippet();')]);
    assert.equal(typed.claim(61, here)?.added, 11, 'a key long before is none of it');
  });

  it('the active document comes first, then any other', () => {
    const ring = () => ringOf([0, change('accepted')], [1, change('log line', 0, { document: there })]);
    assert.equal(ring().claim(2, here)?.text, 'accepted');
    assert.equal(ring().claim(2, undefined)?.text, 'log line');
  });

  it('undo and redo are nobody’s accept', () => {
    assert.equal(
      ringOf([0, change('back', 0, { reason: 1 })], [1, change('on', 0, { reason: 2 })]).claim(2, here),
      undefined,
    );
  });

  it('what shortens the text adds nothing', () => {
    assert.deepEqual(claimed(ringOf([0, change('ab', 5)]), 1), { document: here, added: 0, text: '' });
    assert.equal(takenAway(change('ab', 5)), 3);
  });

  it('holds nothing longer than two seconds, and little of a flood', () => {
    const ring = new ChangeRing();
    for (let at = 0; at < 10_000; at++) ring.push(change('x'), 0);
    assert.ok(ring.size <= 64, String(ring.size));
    ring.prune(lateFor + 1);
    assert.equal(ring.size, 0);
  });
});

describe('text that a command put in', () => {
  /** The same, told character by character. */
  const edit = fc.record({
    at: fc.nat(100),
    length: fc.nat(8),
    text: fc.string({ maxLength: 6 }),
    counts: fc.boolean(),
  });

  it('is what stands in the end, whatever moved, split or overwrote it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(edit, { maxLength: 30 }), (start, edits) => {
        const spans = new InsertedSpans();
        let units = start.split('').map((unit) => ({ unit, own: false }));
        for (const { at, length, text, counts } of edits) {
          const rangeOffset = Math.min(at, units.length);
          const rangeLength = Math.min(length, units.length - rangeOffset);
          spans.apply({ rangeOffset, rangeLength, text }, counts);
          units = units.toSpliced(rangeOffset, rangeLength, ...text.split('').map((unit) => ({ unit, own: counts })));
        }
        const whole = units.map(({ unit }) => unit).join('');
        const own = units.filter((each) => each.own);
        assert.equal(spans.read(whole), own.map(({ unit }) => unit).join(''));
      }),
    );
  });

  it('is not what a key of the person puts in', () => {
    const cases: readonly (readonly [string, boolean])[] = [
      ['x', true],
      ['', true],
      ['👍', true],
      ['()', true],
      ['\n    ', true],
      ['\r\n', true],
      ['ab', false],
      ['  ', false],
      ['\nreturn;', false],
    ];
    for (const [text, typed] of cases) assert.equal(isTyped([{ text }], true), typed, JSON.stringify(text));
    assert.equal(isTyped([{ text: 'x' }], false), false, 'nobody types in another editor');
    assert.equal(isTyped([{ text: 'x' }, { text: 'x' }], true), true, 'two cursors');
  });
});
