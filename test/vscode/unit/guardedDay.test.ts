import assert from 'node:assert/strict';
import { GuardedDay } from '../../../src/vscode/guardedDay.js';
import { fakeLedger } from './fakeLedger.js';

describe('a day with the guard on', () => {
  const told = (reader: ReturnType<typeof fakeLedger>) => reader.asked.map(({ method, input }) => [method, input]);

  const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

  it('is told once, another day or Workspace Trust switched off again', async () => {
    const reader = fakeLedger();
    const guarded = new GuardedDay(reader);
    for (const [day, trust] of [
      ['2026-11-18', true],
      ['2026-11-18', true],
      ['2026-11-19', true],
      ['2026-11-19', false],
      ['2026-11-19', false],
    ] as const)
      await guarded.note(at(day), 'UTC', trust, '');
    assert.deepEqual(told(reader), [
      ['noteGuarded', { day: '2026-11-18', trust: true, hours: '' }],
      ['noteGuarded', { day: '2026-11-19', trust: true, hours: '' }],
      ['noteGuarded', { day: '2026-11-19', trust: false, hours: '' }],
    ]);
  });

  it('is told again with other hours of one’s choice', async () => {
    const reader = fakeLedger();
    const guarded = new GuardedDay(reader);
    for (const hours of ['', '08:00-18:00', '08:00-18:00', ''])
      await guarded.note(at('2026-11-19'), 'UTC', true, hours);
    assert.deepEqual(
      reader.asked.map(({ input }) => (input as { hours: string }).hours),
      ['', '08:00-18:00', ''],
    );
  });

  it('is a day of the zone that a person chose', async () => {
    const reader = fakeLedger();
    // 26 hours apart: never the same day.
    for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12'])
      await new GuardedDay(reader).note(at('2026-11-19'), zone, true, '');
    assert.deepEqual(
      reader.asked.map(({ input }) => (input as { day: string }).day),
      ['2026-11-20', '2026-11-19'],
    );
  });

  it('is told again where it could not be written, and after Erase', async () => {
    const reader = Object.assign(fakeLedger(), { error: new Error('busy') });
    const guarded = new GuardedDay(reader);
    await guarded.note(at('2026-11-19'), 'UTC', true, '');
    reader.error = undefined as never;
    await guarded.note(at('2026-11-19'), 'UTC', true, '');
    guarded.forget();
    await guarded.note(at('2026-11-19'), 'UTC', true, '');
    await guarded.note(at('2026-11-19'), 'UTC', true, '');
    assert.equal(told(reader).length, 3);
  });
});
