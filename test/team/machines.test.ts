import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DayFigures, machineSums } from '../../src/core/team/machines.js';
import { FolderTransport } from '../../src/team/folderTransport.js';
import type { Seat } from '../../src/team/seat.js';
import { sync } from '../../src/team/sync.js';
import { Random } from '../kit/generate/random.js';
import { figures, shareDays, withMachines } from './rig.js';

/** What the machines told last, worked out apart. */
function outputOf(told: readonly (readonly DayFigures[])[]): number {
  return told.flat().reduce((sum, { output }) => sum + output, 0);
}

describe('machines of one person', () => {
  it('two machines, a container and a WSL home add up, in any order of arrival', () =>
    withMachines(async (machines) => {
      const folder = join(machines.folder, 'synced');
      mkdirSync(folder);
      const place = () => new FolderTransport(folder);
      const first = await machines.found(place(), 'machines', 'desk');
      const seats: Seat[] = [first];
      for (const name of ['laptop', 'container', 'wsl']) seats.push(await machines.joined(first, name, true, place()));
      const random = new Random('machines');
      const told: DayFigures[][] = seats.map(() => []);
      for (let round = 0; round < 40; round++) {
        const index = random.integer(0, seats.length - 1);
        const seat = seats[index];
        assert.ok(seat);
        const day = `2026-1${random.integer(0, 1)}-0${1 + random.integer(0, 8)}`;
        const others = (told[index] ?? []).filter((row) => row.day !== day);
        told[index] = [...others, figures(day, 'codex', random.integer(0, 999)), figures(day, 'claude-code', 5)];
        if (random.integer(0, 2) > 0) await shareDays(seat, told[index] ?? []);
        if (random.integer(0, 2) === 0) await sync(seats[random.integer(0, seats.length - 1)] ?? first);
      }
      for (const [index, seat] of seats.entries()) await shareDays(seat, told[index] ?? []);
      for (const seat of [...seats, ...seats]) {
        const { heard } = await sync(seat);
        const { totals, byTool, machines: each } = machineSums(heard);
        assert.equal(totals.output, outputOf(told));
        assert.equal(
          byTool['claude-code']?.output,
          outputOf(told.map((rows) => rows.filter(({ tool }) => tool === 'claude-code'))),
        );
        assert.deepEqual(
          each.map(({ number, label, totals: own }) => [number, label, own.output]),
          ['desk', 'laptop', 'container', 'wsl'].map((label, index) => [
            index + 1,
            label,
            outputOf([told[index] ?? []]),
          ]),
        );
      }
    })).timeout(60_000);

  it('tell only months that changed, and zero for what is no longer there', () =>
    withMachines(async (machines) => {
      const folder = join(machines.folder, 'synced');
      mkdirSync(folder);
      const desk = await machines.found(new FolderTransport(folder), 'machines', 'desk');
      const laptop = await machines.joined(desk, 'laptop', true);
      const sent: number[] = [];
      desk.store.wasSent = async ({ bytes }) => void sent.push(bytes);
      const [october, november] = [figures('2026-10-01', 'codex', 7), figures('2026-11-01', 'codex', 5)];
      await shareDays(desk, [october, november]);
      await shareDays(desk, [october, november]);
      assert.deepEqual(sent, [1024, 1024]);
      await shareDays(desk, [october, figures('2026-11-02', 'codex', 6)]);
      assert.equal(sent.length, 3);
      const { totals, byDay } = machineSums((await sync(laptop)).heard);
      assert.deepEqual([totals.output, Object.keys(byDay)], [13, ['2026-10-01', '2026-11-02']]);
    }));
});
