import assert from 'node:assert/strict';
import { join } from 'node:path';
import { lazyTeam, type TeamClient } from '../../src/app/team/client.js';
import type { DayFigures } from '../../src/core/team/machines.js';
import type { MachinesShown } from '../../src/protocol/teamWork.js';
import { Person } from '../cli/person.js';
import { withFolder } from '../ledger/rig.js';
import { figures } from '../team/rig.js';

const workerFile = join(import.meta.dirname, '../../../dist/teamWorker.cjs');

/** An editor on a machine of its own, whose ledger says what is put into `days`. */
interface Editor {
  readonly client: TeamClient;
  readonly days: DayFigures[];
}

async function editor(home: string): Promise<Editor> {
  const before = process.env['TALLYBOARD_HOME'];
  process.env['TALLYBOARD_HOME'] = home;
  const days: DayFigures[] = [];
  try {
    const client = lazyTeam(workerFile, { ownWeeks: () => [], ownDays: () => days });
    // A worker has the environment that there was when it began.
    await client.call('teams', {});
    return { client, days };
  } finally {
    if (before === undefined) delete process.env['TALLYBOARD_HOME'];
    else process.env['TALLYBOARD_HOME'] = before;
  }
}

async function withEditors(work: (desk: Editor, laptop: Editor, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const [desk, laptop] = [await editor(join(folder, 'desk')), await editor(join(folder, 'laptop'))];
    try {
      await work(desk, laptop, folder);
    } finally {
      await Promise.all([desk.client.dispose(), laptop.client.dispose()]);
    }
  });
}

/** The first machine, of which nothing is told yet. */
async function begin({ client }: Editor, folder: string): Promise<string> {
  const given = { kind: 'machines', name: 'My machines', address: `dir:${folder}`, alias: 'desk' } as const;
  return (await client.call('create', given)).id;
}

async function add(desk: Editor, laptop: Editor, folder: string): Promise<void> {
  const { code } = await desk.client.call('invite', {});
  assert.equal((await laptop.client.call('readInvite', { code })).kind, 'machines');
  const { words } = await laptop.client.call('join', { code, address: `dir:${folder}`, alias: 'laptop' });
  const waiting = await laptop.client.call('machines', {});
  assert.deepEqual(waiting, { state: 'waiting', words: words.split(' ') });
  const [request] = await desk.client.call('look', {});
  assert.deepEqual([request?.alias, request?.words], ['laptop', words]);
  await desk.client.call('approve', { id: request?.id ?? '', words });
  await laptop.client.call('look', {});
}

/** As a person does: he sees each byte, then says yes. */
async function tell({ client }: Editor): Promise<void> {
  const texts = await client.call('preview', { choices: {} });
  const { published } = await client.call('publish', {});
  assert.equal(published, true);
  const [newest] = await client.call('sent', {});
  assert.equal(await client.call('sentText', { hash: newest?.hash ?? '' }), texts.at(-1));
}

function parts(shown: MachinesShown): unknown {
  if (shown.state !== 'member') return shown.state;
  return shown.sums.machines.map(({ label, totals }) => [label, totals.output]);
}

describe('one person’s machines, in editors', function () {
  this.timeout(30_000);

  it('are set up, added by a code and six words, and add up; a terminal is one of them', () =>
    withEditors(async (desk, laptop, folder) => {
      await begin(desk, folder);
      desk.days.push(figures('2026-11-01', 'codex', 500));
      laptop.days.push(figures('2026-11-01', 'codex', 70), figures('2026-11-02', 'claude-code', 7));
      await tell(desk);
      await add(desk, laptop, folder);
      await tell(laptop);
      const { code } = await desk.client.call('invite', {});
      const box = new Person(folder, 'box');
      box.work(9);
      await box.ask('join', code, '--alias', 'box', '--label', 'box', '--transport', `dir:${folder}`);
      const [request] = await desk.client.call('look', {});
      await desk.client.call('approve', { id: request?.id ?? '', words: request?.words ?? '' });
      await box.counting('look');
      await box.counting('preview');
      await box.counting('publish');
      const whole = [
        ['desk', 500],
        ['laptop', 77],
        ['box', 9],
      ];
      for (const { client } of [desk, laptop]) {
        await client.call('look', {});
        assert.deepEqual(parts(await client.call('machines', {})), whole);
      }
      const { totals } = await box.counting<{ totals: { output: number } }>('board');
      assert.equal(totals.output, 586);
    }));

  it('tell by the clock once a day what is new, once their person has seen it, and a preview of nothing forgets nothing', () =>
    withEditors(async (desk, _laptop, folder) => {
      const team = await begin(desk, folder);
      const daily = (today: string) => desk.client.call('publishDaily', { team, today });
      desk.days.push(figures('2026-11-01', 'codex', 5));
      assert.equal(await daily('2026-11-01'), null);
      await tell(desk);
      assert.deepEqual(await desk.client.call('preview', { choices: {} }), []);
      assert.equal((await daily('2026-11-02'))?.reason, 'unchanged');
      desk.days.push(figures('2026-11-02', 'codex', 6));
      assert.equal((await daily('2026-11-03'))?.published, true);
      assert.deepEqual(parts(await desk.client.call('machines', {})), [['desk', 11]]);
    }));

  it('only the first adds another, and no code of theirs lets in another person', () =>
    withEditors(async (desk, laptop, folder) => {
      await begin(desk, folder);
      await add(desk, laptop, folder);
      await assert.rejects(laptop.client.call('invite', {}), { reason: 'notFirstDevice' });
      const shown = await laptop.client.call('machines', {});
      assert.equal(shown.state === 'member' && shown.number, 2);
    }));

  it('one that leaves takes nothing with it: the others go on, with what it told', () =>
    withEditors(async (desk, laptop, folder) => {
      await begin(desk, folder);
      desk.days.push(figures('2026-11-01', 'codex', 500));
      laptop.days.push(figures('2026-11-01', 'codex', 70));
      await tell(desk);
      await add(desk, laptop, folder);
      await tell(laptop);
      await laptop.client.call('leave', {});
      assert.equal((await laptop.client.call('teams', {}))[0]?.standing, 'left');
      desk.days.push(figures('2026-11-03', 'codex', 1));
      await tell(desk);
      await desk.client.call('look', {});
      assert.deepEqual(parts(await desk.client.call('machines', {})), [
        ['desk', 501],
        ['laptop', 70],
      ]);
    }));
});
