import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { languageOf, type PathKind, pathKind } from '../../../src/core/keptWork/pathKind.js';

const paths: Readonly<Record<PathKind, readonly string[]>> = {
  source: [
    'src/ledger.ts',
    'main.go',
    'lib/contest.py',
    'src/attestation.rs',
    'app/latest.js',
    'docker/Dockerfile',
    'src/Specification.cs',
    'src/protester.java',
  ],
  test: [
    'test/ledger.ts',
    'tests/a.rs',
    'src/__tests__/a.js',
    'spec/models/user_spec.rb',
    'e2e/login.ts',
    'src/ledger.test.ts',
    'src/ledger.spec.tsx',
    'pkg/ledger_test.go',
    'pkg/test_ledger.py',
    'src/LedgerTest.java',
    'src/LedgerTests.cs',
    'src/LedgerSpec.scala',
    'tests/README.md',
  ],
  docs: ['README.md', 'docs/guide.ts', 'doc/a.txt', 'a/b.rst', 'guide.adoc', 'site/page.mdx'],
  instructions: [
    'CLAUDE.md',
    'packages/a/AGENTS.md',
    'CLAUDE.local.md',
    'GEMINI.md',
    '.github/copilot-instructions.md',
    '.github/instructions/a.instructions.md',
    '.github/prompts/a.prompt.md',
    '.cursorrules',
    '.cursor/rules/style.mdc',
  ],
};

describe('what a file is', () => {
  for (const [kind, names] of Object.entries(paths))
    for (const name of names) it(`${name}: ${kind}`, () => assert.equal(pathKind(name), kind));

  it('its language by the end of its name, whatever the case; none of data, text and names without an end', () => {
    const told = ['a.ts', 'b/C.TSX', 'a.mjs', 'a.h', 'Main.KT', 'a.vue', 'a.d.ts', 'a.json', 'README.md', 'Makefile'];
    assert.deepEqual(told.map(languageOf), [
      'TypeScript',
      'TypeScript',
      'JavaScript',
      'C/C++',
      'Kotlin',
      'Vue',
      'TypeScript',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
