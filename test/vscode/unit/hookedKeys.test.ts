import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { isTested, shippedClauses, testedEditors } from '../../../src/vscode/hooked/testedEditors.js';
import { clausesHash, gate, manifestClauses, partsOf } from '../../kit/clauses.js';

interface Manifest {
  readonly contributes: {
    readonly keybindings: readonly {
      readonly key: string;
      readonly mac?: string;
      readonly command: string;
      readonly when: string;
      readonly args: { readonly commands: readonly [string, { readonly command: string; readonly args: string }] };
    }[];
  };
}

const { keybindings: all } = (JSON.parse(readFileSync('package.json', 'utf8')) as Manifest).contributes;

/** Those of accepting run several commands; others have a command of ours alone. */
const keybindings = all.filter(({ args }) => args !== undefined);

it('no key binding stands twice in the manifest', () => {
  assert.deepEqual(all, [...new Map(all.map((binding) => [JSON.stringify(binding), binding])).values()]);
});

describe('key bindings for accepting a suggestion', () => {
  it('run the editor’s own command first, then ours with its name', () => {
    for (const { args } of keybindings) {
      const [original, ours] = args.commands;
      assert.match(original, /^editor\.action\.inlineSuggest\./);
      assert.deepEqual(ours, { command: 'tallyboard.accepted', args: original });
    }
  });

  it('are switched by setting and readiness in each part of their condition, so that the editor keeps its key labels', () => {
    for (const { when } of keybindings)
      for (const part of partsOf(when))
        assert.deepEqual(
          part.filter((term) => gate.includes(term)),
          gate,
        );
  });

  it('are on the editor’s keys, on a Mac too', () => {
    assert.deepEqual(
      keybindings.map(({ key, mac, args }) => [key, mac ?? key, args.commands[0].split('.').at(-1)]),
      [
        ['tab', 'tab', 'commit'],
        ['tab', 'tab', 'commit'],
        ['shift+tab', 'shift+tab', 'commitAlternativeAction'],
        ['shift+tab', 'shift+tab', 'commitAlternativeAction'],
        ['ctrl+right', 'cmd+right', 'acceptNextWord'],
      ],
    );
  });

  it('are those whose hash the code ships', () => {
    assert.equal(shippedClauses, clausesHash(manifestClauses(keybindings)));
  });

  it('work in tested versions only', () => {
    assert.ok(testedEditors.some(({ clauses }) => clauses === shippedClauses));
    assert.deepEqual(['1.139.0', '1.139.1-insider', '1.138.9', '1.140.0', '2.139.0', 'x'].map(isTested), [
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
