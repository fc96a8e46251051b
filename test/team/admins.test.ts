import assert from 'node:assert/strict';
import type { AdminSet, Bodies } from '../../src/core/team/bodies.js';
import { adminSet, adminsNow } from '../../src/team/admins.js';
import { deviceKey, randomText } from '../../src/team/keys.js';

const key = () => deviceKey(randomText(32));
const [ada, bo, eve] = [key(), key(), key()];
const now = (known: AdminSet, ...admins: readonly AdminSet[]) =>
  adminsNow({ team: 't', admins } as unknown as Bodies['roster'], known);

describe('the admins of a team', () => {
  const first = adminSet('t', [ada.public], ada);
  const second = adminSet('t', [ada.public, bo.public], ada, first);

  it('are numbered from one, in order, and the last set that follows on holds', () => {
    assert.deepEqual([first.n, second.n, second.keys], [1, 2, [ada.public, bo.public].sort()]);
    assert.equal(now(first, first), first);
    assert.equal(now(first, first, second), second);
    assert.equal(now(second, first, second), second, 'from the one that is known');
    const third = adminSet('t', [bo.public], bo, second);
    assert.equal(now(first, first, second, third), third, 'who was made one may make others');
  });

  it('are not whom a stranger names, a former admin, or one in another’s name', () => {
    assert.equal(now(first, first, adminSet('t', [eve.public], eve, first)), undefined);
    const withoutAda = adminSet('t', [bo.public], ada, second);
    assert.equal(now(first, first, second, withoutAda, adminSet('t', [ada.public], ada, withoutAda)), undefined);
    const forged = { ...adminSet('t', [eve.public], eve, first), by: ada.public };
    assert.equal(now(first, first, forged), undefined);
    assert.equal(now(first, first, { ...second, keys: [eve.public] }), undefined);
    assert.equal(now(first, first, adminSet('other team', [bo.public], ada, first)), undefined);
  });

  it('leave no number out, begin with the set that is known, and are never none', () => {
    assert.equal(now(second, first), undefined);
    assert.equal(now(first), undefined);
    assert.equal(now(first, first, adminSet('t', [ada.public], ada, second)), undefined);
    assert.equal(now(first, first, adminSet('t', [ada.public], ada)), undefined);
    assert.equal(now(first, first, adminSet('t', [], ada, first)), undefined);
  });
});
