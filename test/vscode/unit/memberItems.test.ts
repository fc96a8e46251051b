import assert from 'node:assert/strict';
import { memberItems } from '../../../src/vscode/team/memberItems.js';
import { shownName } from '../../../src/vscode/team/shownName.js';

function person(id: string, alias: string, more: { readonly you?: boolean; readonly admin?: boolean } = {}) {
  return { id, alias, you: false, admin: false, ...more };
}

describe('members in a list', () => {
  it('have their id only where another is called alike, also in other letters of the same look', () => {
    const all = [
      person('1', 'Ada', { you: true, admin: true }),
      person('2', 'Bo'),
      person('3', 'ada'),
      person('4', '\uff22o', { admin: true }),
      person('5', 'Cy'),
    ];
    assert.deepEqual(
      memberItems(all).map(({ label, description, detail }) => [label, description, detail]),
      [
        ['Ada', 'you, admin', '1'],
        ['Bo', '', '2'],
        ['ada', '', '3'],
        ['\uff22o', 'admin', '4'],
        ['Cy', '', undefined],
      ],
    );
  });

  it('no name becomes an icon of a list or a link of a message', () => {
    assert.equal(shownName('$(verified) Ada'), '$ (verified) Ada');
    assert.equal(shownName('[Ada](command:x) $[$]($(a'), '[Ada] (command:x) $[$] ($ (a');
    assert.equal(shownName('Ada (Kiel)'), 'Ada (Kiel)');
  });
});
