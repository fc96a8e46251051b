import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Midnight } from '../../../src/vscode/midnight.js';
import { systemZone as systemZoneNow } from '../../../src/vscode/systemZone.js';
import { Throttle } from '../../../src/vscode/throttle.js';

const hour = 3_600_000;
const { now: realNow } = Date;
const realTimeout = globalThis.setTimeout;

/** A clock that tests set, and timers that run when they are let, whatever it says: as after a sleep. */
class Machine {
  now = 0;
  #waiting: { action: () => void; delay: number }[] = [];

  install(at: string): void {
    this.now = Date.parse(at);
    Date.now = () => this.now;
    const wait = (action: () => void, delay: number) => this.#waiting.push({ action, delay });
    globalThis.setTimeout = wait as unknown as typeof setTimeout;
  }

  /** Lets the one timer run that is set; how long it was to wait. */
  run(): number {
    const [timer, ...others] = this.#waiting;
    assert.deepEqual(others, []);
    this.#waiting = [];
    timer?.action();
    return timer?.delay ?? Number.NaN;
  }
}

describe('a new day', () => {
  let machine: Machine;
  let days: number[] = [];
  let midnight: Midnight;
  let zone = '';
  let arrival = '';
  const start = (at: string) => {
    days = [];
    zone = 'Europe/Berlin';
    arrival = '';
    machine = new Machine();
    machine.install(at);
    midnight = new Midnight(
      () => zone,
      () => days.push(midnight.at),
      () => {
        zone = arrival || zone;
      },
    );
  };
  afterEach(() => {
    globalThis.setTimeout = realTimeout;
    Date.now = realNow;
    midnight.dispose();
  });

  it('is told when it begins, once, with the instant of the next one', () => {
    start('2026-03-28T22:59:30Z');
    machine.now += 30_020;
    assert.equal(machine.run(), 30_020);
    assert.deepEqual(days, [Date.parse('2026-03-29T22:00:00Z')], 'a day of 23 hours');
    machine.now += 60_000;
    machine.run();
    assert.equal(days.length, 1);
  });

  it('is told within a minute after the machine slept over it', () => {
    start('2026-11-18T18:00:00Z');
    machine.now += 14 * hour;
    assert.ok(machine.run() <= 60_000);
    assert.deepEqual(days, [Date.parse('2026-11-19T23:00:00Z')]);
  });

  it('is told when the clock is set to another day, forward or back', () => {
    start('2026-11-18T12:00:00Z');
    machine.now += 72 * hour;
    machine.run();
    machine.now -= 96 * hour;
    machine.run();
    assert.deepEqual(days, [Date.parse('2026-11-21T23:00:00Z'), Date.parse('2026-11-17T23:00:00Z')]);
  });

  it('is that of the zone in which the machine is by then', () => {
    start('2026-11-18T12:00:00Z');
    arrival = 'America/New_York';
    machine.now += 60_000;
    machine.run();
    assert.deepEqual([days, midnight.at], [[], Date.parse('2026-11-19T05:00:00Z')], 'still the 18th there');
    arrival = 'Asia/Tokyo';
    machine.now += 5 * hour;
    machine.run();
    assert.deepEqual(days, [Date.parse('2026-11-19T15:00:00Z')], 'the 19th has begun there');
  });
});

describe('the zone of the machine', () => {
  const systemZone = join(import.meta.dirname, '../../../src/vscode/systemZone.js');
  const travel = `
    import { rmSync, symlinkSync } from 'node:fs';
    import { systemZone } from ${JSON.stringify(pathToFileURL(systemZone).href)};
    const go = (zone) => {
      rmSync('/etc/localtime', { force: true });
      symlinkSync('/usr/share/zoneinfo/' + zone, '/etc/localtime');
      console.log(systemZone(), new Date(2026, 0, 1).getTimezoneOffset());
    };
    go('Europe/Berlin');
    go('Asia/Tokyo');
    go('America/New_York');
  `;

  // A system folder of its own, which Linux gives to a user who may mount.
  it('is that of where it has been taken, in a window that stays open', function () {
    const { TZ: _zone, ...env } = process.env;
    const words = ['-m', 'sh', '-c', 'mount -t tmpfs none /etc && exec "$@"', '-', process.execPath];
    const told = spawnSync('unshare', [...words, '--input-type=module', '-e', travel], { encoding: 'utf8', env });
    if (told.status !== 0 || !existsSync('/usr/share/zoneinfo/Asia/Tokyo')) return this.skip();
    assert.deepEqual(told.stdout.trim().split('\n'), ['Europe/Berlin -60', 'Asia/Tokyo -540', 'America/New_York 300']);
  });

  it('is the one that the environment names, where it does', () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Auckland';
    assert.deepEqual([systemZoneNow(), process.env['TZ']], ['Pacific/Auckland', 'Pacific/Auckland']);
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });
});

describe('what changes at most so often', () => {
  it('goes on changing when the clock is set back', async () => {
    const passed: number[] = [];
    const throttle = new Throttle(10, (value: number) => passed.push(value));
    throttle.push(1);
    Date.now = () => realNow() - hour;
    try {
      throttle.push(2);
      await sleep(100);
    } finally {
      Date.now = realNow;
      throttle.dispose();
    }
    assert.deepEqual(passed, [1, 2]);
  });
});
