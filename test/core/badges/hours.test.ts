import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { hoursOf, isIn } from '../../../src/core/badges/hours.js';

describe('hours of one’s choice', () => {
  it('are two times of day, at most twelve hours apart', () => {
    assert.deepEqual(hoursOf('8:30-18:00'), { from: 510, to: 1080 });
    assert.deepEqual(hoursOf(' 20:00 - 04:00 '), { from: 1200, to: 240 });
    assert.deepEqual(hoursOf('06:00-18:00'), { from: 360, to: 1080 });
    for (const text of ['', 'nine to five', '09:00', '06:00-18:01', '09:00-09:00', '24:00-03:00', '09:60-12:00'])
      assert.equal(hoursOf(text), undefined, text);
  });

  it('hold from the first minute up to before the last, over midnight too', () => {
    const within = (text: string, ...minutes: readonly number[]) =>
      minutes.map((minute) => isIn(hoursOf(text) ?? { from: 0, to: 0 }, minute));
    assert.deepEqual(within('08:00-18:00', 479, 480, 1079, 1080), [false, true, true, false]);
    assert.deepEqual(within('20:00-04:00', 1199, 1200, 0, 239, 240), [false, true, true, true, false]);
  });
});
