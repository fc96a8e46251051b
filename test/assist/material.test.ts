import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  changedFiles,
  codeMaterial,
  commitMaterial,
  questionMaterial,
  testMaterial,
} from '../../src/assist/material.js';
import { composed } from '../../src/assist/prompt.js';
import { parsePrompt, promptNames, readPrompt } from '../../src/assist/promptFile.js';
import { headOf, type Scene, targetOf } from '../../src/assist/scene.js';
import { isTest, testPlace } from '../../src/assist/testPlace.js';

const lines = [
  "import { a } from './a.js';",
  'import {',
  '  b,',
  "} from './b.js';",
  '',
  'const before = 1;',
  'function sum() {',
  '  return a + b;',
  '}',
  'const after = 2;',
];
const scene: Scene = {
  file: 'src/sum.ts',
  language: 'typescript',
  lines,
  target: { start: 6, end: 9 },
  problems: [{ line: 7, severity: 'error', text: 'b is no number\nsee b.ts' }],
};

describe('what a command is about', () => {
  const at = (line: number, end = line, endCharacter = 1) => ({ start: line, end, endCharacter, empty: false });
  const cursor = (line: number) => ({ start: line, end: line, endCharacter: 0, empty: true });
  const declared = [
    { start: 0, end: 9, whole: true },
    { start: 2, end: 5, whole: true },
    { start: 3, end: 4, whole: false },
  ];

  it('is the selected lines, without one that is only touched', () => {
    assert.deepEqual(targetOf(at(2, 4), declared, 10), { start: 2, end: 5 });
    assert.deepEqual(targetOf(at(2, 4, 0), declared, 10), { start: 2, end: 4 });
  });

  it('is the innermost declaration at the cursor, else the file', () => {
    assert.deepEqual(targetOf(cursor(3), declared, 10), { start: 2, end: 5 });
    assert.deepEqual(targetOf(cursor(7), declared, 10), { start: 0, end: 9 });
    assert.deepEqual(targetOf(cursor(9), declared, 10), { start: 0, end: 10 });
  });

  it('has a head: the lines up to the last import, else the first ones, and nothing of the target', () => {
    assert.deepEqual(headOf(lines, scene.target), { start: 0, end: 4 });
    assert.deepEqual(headOf(lines, { start: 1, end: 3 }), { start: 0, end: 1 });
    assert.deepEqual(headOf(['a', 'b', 'c'], { start: 2, end: 3 }), { start: 0, end: 2 });
  });
});

describe('material', () => {
  it('of code is file, imports, what stands around, the code, its problems', () => {
    assert.equal(
      composed({ instructions: 'Mend.', pieces: codeMaterial(scene) }, 0).text,
      [
        'Mend.',
        '',
        '## The file',
        'src/sum.ts (typescript)',
        '',
        '## The first lines of the file',
        '```typescript',
        ...lines.slice(0, 4),
        '```',
        '',
        '## What stands before the code',
        '```typescript',
        ...lines.slice(4, 6),
        '```',
        '',
        '## The code',
        '```typescript',
        ...lines.slice(6, 9),
        '```',
        '',
        '## What stands after the code',
        '```typescript',
        'const after = 2;',
        '```',
        '',
        '## Problems',
        '- Line 2 of the code, error: b is no number',
        '  see b.ts',
        '',
      ].join('\n'),
    );
  });

  it('of a question is the question, which stays also where all else has to go', () => {
    const pieces = questionMaterial('Why?', scene);
    assert.match(composed({ instructions: '', pieces }, 1000).text, /\n## The question\nWhy\?\n$/);
    assert.deepEqual(questionMaterial('Why?', undefined), [{ title: 'The question', text: 'Why?' }]);
  });

  it('of tests names the file, and keeps a test file that is there whole', () => {
    const titles = (place: Parameters<typeof testMaterial>[1]) =>
      testMaterial(scene, place, 'it()')
        .slice(-2)
        .map(({ title, text, cut }) => [title, text, cut?.name]);
    assert.deepEqual(titles({ path: 'test/sum.test.ts', like: 'test/sum.test.ts' }), [
      ['Test file', 'test/sum.test.ts', undefined],
      ['The test file as it is', 'it()', undefined],
    ]);
    assert.deepEqual(titles({ path: 'test/sum.test.ts', like: 'test/a.test.ts' }), [
      ['Test file', 'test/sum.test.ts', undefined],
      ['A test beside it: test/a.test.ts', 'it()', 'test'],
    ]);
  });

  it('of a commit has what people wrote before what tools wrote', () => {
    const file = (name: string) =>
      `diff --git a/${name} b/${name}\n--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-a\n+b\n`;
    const pieces = commitMaterial(file('package-lock.json') + file('src/a b.ts'), ['fix: x']);
    assert.deepEqual(
      pieces.map(({ text }) => text),
      ['- fix: x', 'package-lock.json\nsrc/a b.ts', (file('src/a b.ts') + file('package-lock.json')).trimEnd()],
    );
  });
});

describe('the files of a change', () => {
  it('are those before and after it, whatever happened to them', () => {
    const diff = [
      'diff --git a/a b.ts b/a b.ts',
      '--- a/a b.ts\t',
      '+++ b/a b.ts\t',
      'diff --git a/old.ts b/new.ts',
      'rename from old.ts',
      'rename to new.ts',
      'diff --git a/gone.pem b/gone.pem',
      'deleted file mode 100644',
      '--- a/gone.pem',
      '+++ /dev/null',
      'diff --git a/x.png b/x.png',
      'Binary files a/x.png and b/x.png differ',
    ];
    assert.deepEqual([...changedFiles(diff.join('\n'))].sort(), ['a b.ts', 'gone.pem', 'new.ts', 'old.ts', 'x.png']);
  });
});

describe('prompt files', () => {
  it('are one for each command, with its kind of result and instructions as paragraphs', async () => {
    const files = await Promise.all(promptNames.map((name) => readPrompt(join('src', 'assist', 'prompts'), name)));
    assert.deepEqual(Object.fromEntries(promptNames.map((name, index) => [name, files[index]?.result])), {
      ask: 'answer',
      fix: 'replacement',
      'write-tests': 'file',
      'commit-message': 'message',
      explain: 'answer',
      refactor: 'replacement',
      document: 'replacement',
    });
    for (const { instructions } of files) assert.match(instructions, /^\S.{200,}\.$/);
  });

  it('without a result are refused', () => {
    assert.throws(() => parsePrompt('---\nresult: poem\n---\nx'), /names no result/);
    assert.throws(() => parsePrompt('x'), /names no result/);
  });
});

describe('the place of tests', () => {
  const cases: readonly (readonly [file: string, tests: readonly string[], path: string, like: string | undefined])[] =
    [
      ['src/a.ts', [], 'src/a.test.ts', undefined],
      ['src/core/a.ts', ['test/core/b.test.ts', 'test/x.test.ts'], 'test/core/a.test.ts', 'test/core/b.test.ts'],
      ['src/core/a.ts', ['test/core/a.test.ts', 'test/core/b.test.ts'], 'test/core/a.test.ts', 'test/core/a.test.ts'],
      ['src/a.ts', ['src/b.spec.ts'], 'src/a.spec.ts', 'src/b.spec.ts'],
      ['src/a.tsx', ['src/b.spec.ts'], 'src/a.test.tsx', undefined],
      ['src/ui/a.js', ['src/core/__tests__/b.test.js'], 'src/ui/__tests__/a.test.js', 'src/core/__tests__/b.test.js'],
      ['pkg/a.py', ['tests/test_b.py'], 'tests/test_a.py', 'tests/test_b.py'],
      ['pkg/a.go', [], 'pkg/a_test.go', undefined],
      [
        'src/main/java/x/Foo.java',
        ['src/test/java/x/BarTest.java'],
        'src/test/java/x/FooTest.java',
        'src/test/java/x/BarTest.java',
      ],
    ];
  for (const [file, tests, path, like] of cases) {
    it(`of ${file} ${like ? `beside ${like}` : 'without others'} is ${path}`, () =>
      assert.deepEqual(testPlace(file, tests), { path, like }));
  }
  it('is told from other files by its name', () => {
    assert.deepEqual(['a.test.ts', 'x/test_a.py', 'a.ts', 'latest.ts', 'Contest.java'].map(isTest), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
