import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { isCountedPath } from '../../../src/core/keptWork/countedPath.js';
import { exchange, linesOf, writesFiles } from '../../../src/core/keptWork/edit.js';
import { loopsOf, type Turn } from '../../../src/core/keptWork/loops.js';
import { goneLines, normalLine } from '../../../src/core/keptWork/normalLine.js';
import { cellLines, exchangedCells, notebookLines, textIn } from '../../../src/core/keptWork/notebook.js';

describe('a normalised line', () => {
  const same: readonly (readonly [string, string])[] = [
    ['  const a = "x, y";', "\tconst a='x, y'"],
    ['return items.map((item) => item.id),', 'return items.map(item => item.id);'],
    ['  greet(', 'greet'],
    ['const html = `a`;', "const html = 'a'"],
  ];
  for (const [one, other] of same)
    it(`is the same whatever a formatter does: ${one.trim()}`, () => {
      assert.equal(normalLine(one), normalLine(other));
      assert.notEqual(normalLine(one), undefined);
    });

  it('is none where too little is left, and where it is minified', () => {
    const none = ['', '  }', '});', 'ab;', 'a = 1;', '// ---- ==== ----', `const a = '${'x'.repeat(500)}'`];
    assert.deepEqual(
      none.map(normalLine),
      none.map(() => undefined),
    );
  });

  it('has a run of three alphanumerics of any script', () => {
    assert.deepEqual([normalLine('x = 日本語'), normalLine('id += 100')], ['x=日本語', 'id+=100']);
  });

  it('broken into others is not gone; one that stands there again is told, and so is what nothing took the place of', () => {
    const broken = ['call(', '  one,', '  two,', ');', 'more();'];
    assert.deepEqual(goneLines(['call(one, two);', 'gone(three);'], broken), ['gone(three);']);
    assert.deepEqual(goneLines(['call(one);'], ['  call(one)']), ['call(one);']);
    assert.deepEqual(goneLines(['call(one);'], []), ['call(one);']);
  });
});

describe('a line of a notebook', () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['    "say(\\"x\\", 1)\\n",', ['say("x", 1)']],
    ['   "source": "one = 1\\r\\n\\ntwo = {\\"a\\": 1}"', ['one = 1', '', 'two = {"a": 1}']],
    ['"source": ["one\\n", "two"], "outputs": []', ['one', 'two']],
    ['   "cell_type": "code",', []],
    ['   "source": [', []],
    ['  "metadata": {', []],
    ['<<<<<<< HEAD', []],
    ['   "cut = off\\nhere', ['cut = off', 'here']],
    ['   "no \\x escape"', []],
  ];
  for (const [line, texts] of rows)
    it(`has the text of its strings: ${line.trim()}`, () => assert.deepEqual(notebookLines(line), texts));

  it('holds any line of a cell', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }).map(oneLine), (line) => {
        assert.deepEqual(cellLines([line]).flatMap(notebookLines), line === '' ? [] : [line]);
      }),
    ));
});

describe('a notebook’s file', () => {
  const file = (...sources: unknown[]) => JSON.stringify({ cells: sources.map((source) => ({ source })), nbformat: 4 });

  it('of two states tells what the cells of one have and the other’s have not, as lines that the file can hold', () => {
    const before = file('one = 1\ntwo = 2', ['three = 3\n', 'four = 4']);
    const after = file('one = 1', ['three = 3\n', 'five = "5"']);
    assert.deepEqual(exchangedCells(before, after), {
      inserted: ['"five = \\"5\\""'],
      removed: ['"two = 2"', '"four = 4"'],
    });
    assert.deepEqual(exchangedCells(file(undefined, 'one = 1'), file('', 'one = 1')), { inserted: [], removed: [] });
  });

  it('that is none, has no cells, or was not told, tells of no exchange', () => {
    const whole = file('one = 1');
    for (const none of [undefined, 7, '', '{', '[]', '{"cells": {}}']) {
      assert.equal(exchangedCells(none, whole), undefined);
      assert.equal(exchangedCells(whole, none), undefined);
    }
  });

  it('is looked at for the text in it, every other file as it is', () => {
    const lines = ['  "source": "one = 1"', '  "metadata": {'];
    assert.deepEqual(textIn('/w/A.IPYNB', lines), ['one = 1']);
    assert.equal(textIn('/w/a.ipynb.json', lines), lines);
  });
});

function oneLine(text: string): string {
  return text.replace(/[\r\n]/g, '');
}

describe('a file that counts', () => {
  it('is source text', () => {
    const counted = ['src/main.ts', 'README.md', 'lib/build.rs', 'Makefile', 'a/b.test.py', 'style.css'];
    assert.deepEqual(counted.filter(isCountedPath), counted);
  });

  it('is not generated, vendored, a lock file, minified or data', () => {
    const others = [
      'package-lock.json',
      'app/Cargo.lock',
      'node_modules/a/index.js',
      'Vendor/lib.go',
      'dist/main.js',
      'web/app.min.js',
      'test/fixtures/one.ts',
      'api/user.pb.go',
      'api/user_pb2.py',
      'lib/model.g.dart',
      'data/rows.csv',
      'ui/__snapshots__/a.ts',
      'ui/a.snap',
      'main.js.map',
    ];
    assert.deepEqual(others.filter(isCountedPath), []);
  });
});

describe('what an edit tells', () => {
  it('lines without their ends; the end of the last begins no other', () => {
    assert.deepEqual([linesOf('a\r\nb\n'), linesOf(''), linesOf('a\n\n')], [['a', 'b'], [], ['a', '']]);
  });

  it('an exchange inserts and removes what does not stand in both, as often as it stands', () => {
    assert.deepEqual(exchange('a\nb\nb\nc\n', 'b\na\nd\n'), { inserted: ['d'], removed: ['b', 'c'] });
  });

  it('commands that write files', () => {
    const writing = [
      "cat > a.ts <<'EOF'",
      'echo hi >> notes.md',
      'tee out.txt',
      "sed -i 's/a/b/' x",
      'npx prettier --write .',
      'git apply fix.patch',
      'cd x && mv a b',
    ];
    const reading = [
      'ls -la',
      'npm test 2>&1',
      'git diff > /dev/null',
      'grep -r "=>" src',
      'cat a.ts',
      'a 2>/dev/null',
    ];
    assert.deepEqual([writing.filter((each) => !writesFiles(each)), reading.filter(writesFiles)], [[], []]);
  });
});

describe('idle loops (G9)', () => {
  const turns = (count: number, change: (index: number) => Partial<Turn> = () => ({})): Turn[] => {
    let at = 0;
    return Array.from({ length: count }, (_, index) => {
      at += 60_000;
      return { at, output: 100, human: index === 0, changed: false, ...change(index) };
    });
  };

  it('are a hundred turns without a person and without a changed file', () => {
    assert.deepEqual(loopsOf(turns(150)), [[1, 149]]);
    assert.deepEqual(loopsOf(turns(100)), []);
    assert.deepEqual(loopsOf(turns(101)), [[1, 100]]);
  });

  it('end with a word of a person or a changed file', () => {
    assert.deepEqual(loopsOf(turns(150, (index) => ({ human: index % 90 === 0 }))), []);
    assert.deepEqual(loopsOf(turns(150, (index) => ({ changed: index % 90 === 0 }))), []);
  });

  it('are none in a session that changes files, where neither beat nor answers are even', () => {
    const uneven = (index: number) => ({ at: index * index * 1_000, output: 10 + (index % 7) * 100 });
    const work = turns(260, (index) => ({ ...uneven(index), changed: index >= 120 && index % 10 === 0 }));
    assert.deepEqual(loopsOf(work), []);
    const even = work.map((turn, index) => ({ ...turn, at: index * 60_000 }));
    assert.deepEqual(loopsOf(even), [[1, 119]]);
  });
});
