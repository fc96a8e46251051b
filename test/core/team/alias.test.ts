import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { takenForAnother, toldApart } from '../../../src/core/team/alias.js';

const member = (id: string, alias: string) => ({ id, alias });

describe('names of members', () => {
  it('have the id behind them where a reader would take one for another: in other letters, or with marks that nobody sees', () => {
    const members = [
      member('1', 'Ada'),
      member('2', 'Bo'),
      member('3', 'ada'),
      member('4', '\uff22o'),
      member('5', 'A\u200bda'),
      member('6', 'Cy'),
    ];
    assert.deepEqual(toldApart(members), ['Ada (1)', 'Bo (2)', 'ada (3)', '\uff22o (4)', 'Ada (5)', 'Cy']);
    assert.deepEqual(takenForAnother(members.map(({ alias }) => alias)), [true, true, true, true, true, false]);
  });

  it('are the id where nothing is left of an alias, and harmless otherwise', () => {
    assert.deepEqual(toldApart([member('1', '\u202e'), member('2', 'E\nva')]), ['1', 'E va']);
    assert.deepEqual(toldApart([]), []);
  });
});
