import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { addDays, dayOf, dayStart, hourOfWeek, isDay, isZone } from '../../src/core/day.js';
import { long, runs } from '../ledger/rig.js';

const quarter = 900_000;
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'America/Asuncion',
];

function plainDay(zone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => format.format(instant);
}

/** Every quarter-hour of [from, until) lies between its own day's start and the next day's, and each start opens its day. */
function assertDays(zone: string, from: number, until: number): void {
  const plain = plainDay(zone);
  let day = '';
  let end = Number.NEGATIVE_INFINITY;
  for (let at = from; at < until; at += quarter) {
    const found = dayOf(at, zone);
    if (found !== plain(at)) assert.equal(found, plain(at), `${zone} ${new Date(at).toISOString()}`);
    if (found !== day) {
      day = found;
      assertStart(day, zone, at, from);
      end = dayStart(addDays(day, 1), zone);
    }
    assert.ok(at < end, `${zone} ${new Date(at).toISOString()} is not behind the end of ${day}`);
  }
}

function assertStart(day: string, zone: string, seen: number, from: number): void {
  const start = dayStart(day, zone);
  if (seen > from) assert.equal(start, seen, `${zone} ${day} starts with its first quarter-hour`);
  assert.equal(dayOf(start, zone), day, `${zone} ${day}`);
  assert.ok(dayOf(start - 1, zone) < day, `${zone} ${day} does not start earlier`);
}

describe('local days', () => {
  for (const zone of zones) {
    it(`hold every quarter-hour once: ${zone}`, function () {
      this.timeout(120_000);
      if (long) assertDays(zone, Date.UTC(2024, 0, 1), Date.UTC(2028, 0, 1));
      else
        for (const [month, days] of [
          [2, 40],
          [9, 40],
        ] as const)
          assertDays(zone, Date.UTC(2025, month, 1), Date.UTC(2025, month, 1 + days));
    });
  }

  it('without a midnight start when their first hour ends: São Paulo 2018, Cairo 2025, Havana 2026, Santiago 2026', () => {
    assert.equal(new Date(dayStart('2018-11-04', 'America/Sao_Paulo')).toISOString(), '2018-11-04T03:00:00.000Z');
    assert.equal(new Date(dayStart('2025-04-25', 'Africa/Cairo')).toISOString(), '2025-04-24T22:00:00.000Z');
    assert.equal(new Date(dayStart('2026-03-08', 'America/Havana')).toISOString(), '2026-03-08T05:00:00.000Z');
    assert.equal(new Date(dayStart('2026-09-06', 'America/Santiago')).toISOString(), '2026-09-06T04:00:00.000Z');
  });

  it('with two midnights have all of their 25 hours: Cairo 2025, São Paulo 2018', () => {
    const hours = (day: string, zone: string) => (dayStart(addDays(day, 1), zone) - dayStart(day, zone)) / 3_600_000;
    assert.deepEqual([hours('2025-10-30', 'Africa/Cairo'), hours('2018-02-17', 'America/Sao_Paulo')], [25, 25]);
    assert.deepEqual(
      [hours('2025-04-06', 'Australia/Lord_Howe'), hours('2025-10-05', 'Australia/Lord_Howe')],
      [24.5, 23.5],
    );
    assertDays('America/Sao_Paulo', Date.UTC(2018, 1, 1), Date.UTC(2018, 2, 1));
    assertDays('America/Sao_Paulo', Date.UTC(2018, 10, 1), Date.UTC(2018, 10, 10));
  });

  it('that a zone skipped are empty: Apia had no 30 December 2011', () => {
    const zone = 'Pacific/Apia';
    assert.equal(dayStart('2011-12-30', zone), dayStart('2011-12-31', zone));
    assert.equal(new Date(dayStart('2011-12-31', zone)).toISOString(), '2011-12-30T10:00:00.000Z');
    assert.equal(dayOf(Date.UTC(2011, 11, 30, 9, 59, 59, 999), zone), '2011-12-29');
    assertDays(zone, Date.UTC(2011, 11, 20), Date.UTC(2012, 0, 10));
  });

  it('of any instant of these years are those of Intl, in every zone there is', () => {
    const all = Intl.supportedValuesOf('timeZone');
    const plain = new Map(all.map((zone) => [zone, plainDay(zone)]));
    const instant = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2029, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...all), instant, (zone, at) => {
        const day = dayOf(at, zone);
        assert.equal(day, plain.get(zone)?.(at), `${zone} ${at}`);
        assert.ok(dayStart(day, zone) <= at && at < dayStart(addDays(day, 1), zone), `${zone} ${at}`);
      }),
      { numRuns: runs(20_000), seed: 7 },
    );
  });
});

describe('days as text', () => {
  it('are days of the calendar only', () => {
    const days = [
      '2026-01-31',
      '2024-02-29',
      '2026-02-29',
      '2026-13-01',
      '2026-1-1',
      '2026-01-31 ',
      '',
      '20260131',
      '2026-00-10',
    ];
    assert.deepEqual(days.filter(isDay), ['2026-01-31', '2024-02-29']);
  });

  it('have an end, which the last of them leads to', () => {
    assert.equal(dayStart(addDays('9999-12-31', 1), 'Asia/Kathmandu'), Date.UTC(10_000, 0));
    assert.ok(dayStart('9999-12-31', 'Asia/Kathmandu') < Date.UTC(10_000, 0));
  });

  it('go on over months, years and leap days', () => {
    assert.deepEqual(
      [addDays('2026-01-31', 1), addDays('2024-02-28', 1), addDays('2026-01-01', -1), addDays('2026-03-29', 365)],
      ['2026-02-01', '2024-02-29', '2025-12-31', '2027-03-29'],
    );
  });

  it('are told in zones that the runtime knows', () => {
    assert.deepEqual(['UTC', 'Asia/Kathmandu', 'Mars/Base', '', '../etc'].filter(isZone), ['UTC', 'Asia/Kathmandu']);
  });
});

describe('hours of a week', () => {
  it('are those that a clock on the wall shows, from Monday midnight', () => {
    const hours = (zone: string, ...instants: string[]) => instants.map((at) => hourOfWeek(Date.parse(at), zone));
    assert.deepEqual(hours('UTC', '2026-03-02T00:00Z', '2026-03-02T13:59Z', '2026-03-01T23:59Z'), [0, 13, 167]);
    assert.deepEqual(hours('Asia/Kathmandu', '2026-03-01T18:14Z', '2026-03-01T18:15Z'), [167, 0]);
    assert.deepEqual(hours('Europe/Berlin', '2026-03-29T00:59Z', '2026-03-29T01:00Z'), [145, 147]);
  });
});
