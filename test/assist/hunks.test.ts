import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applied, carried, chosenOf, type Hunk, hunksOf, replacementOf } from '../../src/assist/hunks.js';

/** Few different lines, so that texts share some. */
const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '  a'), { minLength: 1, maxLength: 24 });

/** As an editor applies changes: characters of the whole text, from the last one on. */
function typed(lines: readonly string[], hunks: readonly Hunk[]): string {
  const whole = lines.join('\n');
  const offset = (line: number, character: number) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return hunks.reduceRight((now, hunk) => {
    const { from, to, text: added } = replacementOf(hunk, lines);
    return now.slice(0, offset(from.line, from.character)) + added + now.slice(offset(to.line, to.character));
  }, whole);
}

describe('hunks', () => {
  it('all of them applied are the proposal, none of them the original', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const hunks = hunksOf(before, after);
        assert.deepEqual(applied(before, hunks), after);
        assert.deepEqual(applied(before, []), before);
        assert.equal(hunks.length === 0, before.join('\n') === after.join('\n'));
      }),
      { numRuns: 2000 },
    );
  });

  it('any of them, typed into an editor, are what they are as lines', () => {
    fc.assert(
      fc.property(text, text, fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }), (before, after, chosen) => {
        const some = hunksOf(before, after).filter((_hunk, index) => chosen[index]);
        assert.equal(typed(before, some), applied(before, some).join('\n'));
      }),
      { numRuns: 2000 },
    );
  });

  it('tell by the result which of them a person chose', () => {
    fc.assert(
      fc.property(text, text, fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }), (before, after, chosen) => {
        const hunks = hunksOf(before, after);
        const result = applied(
          before,
          hunks.filter((_hunk, index) => chosen[index]),
        );
        const told = chosenOf(before, hunks, result);
        assert.ok(told);
        assert.deepEqual(applied(before, told), result);
        assert.equal(chosenOf(before, hunks, [...result, 'typed since']), undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it('change as few lines as can be', () => {
    const changed = (before: string, after: string) =>
      hunksOf([...before], [...after]).reduce((sum, { removed, added }) => sum + removed.length + added.length, 0);
    assert.deepEqual(
      [changed('abcabba', 'cbabac'), changed('abc', 'abc'), changed('abc', 'axc'), changed('', 'ab')],
      [5, 0, 2, 2],
    );
  });

  it('of texts with thousands of different lines are found at once', () => {
    const lines = (name: string) => Array.from({ length: 20_000 }, (_, index) => `${name} ${index}`);
    const [before, after] = [lines('a'), lines('b')];
    const started = performance.now();
    assert.deepEqual(applied(before, hunksOf(before, after)), after);
    assert.ok(performance.now() - started < 5_000, `${performance.now() - started} ms`);
  });
});

describe('hunks for a document that changed meanwhile', () => {
  it('find their lines again, above and below other changes', () => {
    const before = ['one', 'two', 'three', 'four'];
    const hunks = hunksOf(before, ['one', 'TWO', 'three', 'four', 'five']);
    const now = ['zero', 'one', 'two', 'three', 'three and a half', 'four'];
    const { hunks: moved, lost } = carried(hunks, before, now);
    assert.deepEqual(
      [applied(now, moved), lost],
      [['zero', 'one', 'TWO', 'three', 'three and a half', 'four', 'five'], []],
    );
  });

  it('are lost where their own lines changed, and where lines came in between an addition', () => {
    const before = ['one', 'two', 'three'];
    const hunks = hunksOf(before, ['one', 'TWO', 'three']);
    assert.deepEqual(carried(hunks, before, ['one', 'deux', 'three']), { hunks: [], kept: [], lost: hunks });
    const adding = hunksOf(before, ['one', 'new', 'two', 'three']);
    assert.deepEqual(carried(adding, before, ['one', 'other', 'two', 'three']), { hunks: [], kept: [], lost: adding });
    const atEnd = hunksOf(before, [...before, 'new']);
    assert.deepEqual(carried(atEnd, before, [...before, 'other']), { hunks: [], kept: [], lost: atEnd });
  });

  it('lose nothing that the person wrote: carried hunks change only lines that are still as they were', () => {
    fc.assert(
      fc.property(text, text, text, (before, after, now) => {
        const { hunks, lost } = carried(hunksOf(before, after), before, now);
        for (const { start, removed } of hunks) assert.deepEqual(now.slice(start, start + removed.length), removed);
        assert.equal(hunks.length + lost.length, hunksOf(before, after).length);
        applied(now, hunks);
      }),
      { numRuns: 2000 },
    );
  });

  it('are where they were in a document that did not change', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const hunks = hunksOf(before, after);
        assert.deepEqual(carried(hunks, before, before), { hunks, kept: hunks, lost: [] });
      }),
    );
  });
});
