import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { firstPolicy } from '../../../src/core/team/policy.js';
import type { TeamHere } from '../../../src/protocol/teamWork.js';
import { ConsentAsking } from '../../../src/vscode/team/consentAsking.js';
import { createWording } from '../../../src/vscode/wording.js';

const none = { onBoard: false, score: false, tokens: false, waste: false, badges: [], ask: [] };
const policy = firstPolicy({ name: 'Boat', zone: 'UTC', admins: ['a'] });

function team(id: string, name: string): TeamHere {
  return {
    ...{ id, name, kind: 'team', standing: 'member', address: 'dir:/x', alias: 'Ada', admin: true, folder: `/${id}` },
    ...{ since: null, fields: [], paused: false },
  };
}

/** The worker of a machine in two teams: each answer can be held back, and what was asked of which team is noted. */
function asking({ chosen = none }: { readonly chosen?: object } = {}) {
  const asked: string[] = [];
  const held: (() => void)[] = [];
  const both = [team('other', 'Harbour'), team('own', 'Boat')];
  const state = { teams: both, hold: false, hash: 'h1' };
  const answers: Readonly<Record<string, (input: { readonly choices?: object }) => unknown>> = {
    policy: () => ({ policy, hash: state.hash, accepted: null, changed: [], admins: ['Ada'], notes: [] }),
    show: () => ({
      ...{ state: 'member', choices: chosen, sharing: { words: [] }, fields: policy.fields },
      board: { boards: ['kept'] },
    }),
    preview: ({ choices }) => [JSON.stringify(choices)],
  };
  const host = {
    async call(method: string, input: { readonly team: string; readonly choices?: object }) {
      asked.push(`${method} ${input.team}`);
      const answer = answers[method]?.(input);
      if (state.hold) await new Promise<void>((resolve) => held.push(resolve));
      return answer;
    },
    teams: async () => state.teams,
    // The window shows another one meanwhile.
    here: async () => both[0],
  };
  const tools = {
    team: host,
    wording: () => createWording('en', 'UTC', 'api'),
    badgesToShow: async () => ['first-light', 'guardian'],
  };
  const of = new ConsentAsking(tools as never, { locale: 'en', words: {} }, both[1] as TeamHere);
  return { of, asked, held, state };
}

const hashOf = (choices: object) => createHash('sha256').update(JSON.stringify(choices)).digest('hex');

describe('what the page that asks is told, and what can be shared of it', () => {
  it('is of the team that it was opened for, whichever the window shows meanwhile', async () => {
    const { of, asked, state } = asking();
    const data = await of.consent();
    const { hash } = await of.bytes(none);
    assert.deepEqual([data.team, data.place.where], ['Boat', '/x']);
    assert.deepEqual(asked, ['policy own', 'show own', 'preview own']);
    assert.deepEqual(of.agreed(hash), { team: 'own', choices: none, shown: hash, policy: 'h1' });
    state.teams = state.teams.filter(({ id }) => id !== 'own');
    await assert.rejects(of.consent(), /You are in no team any more/);
  });

  it('is what was told last: bytes that a later choice has overtaken cannot be agreed to', async () => {
    const { of, held, state } = asking();
    await of.consent();
    state.hold = true;
    const later = { ...none, onBoard: true };
    const both = [of.bytes(none), of.bytes(later)] as const;
    held[1]?.();
    assert.equal((await both[1]).hash, hashOf(later));
    held[0]?.();
    assert.equal((await both[0]).hash, hashOf(none));
    assert.equal(of.agreed(hashOf(none)), undefined);
    assert.deepEqual(of.agreed(hashOf(later))?.choices, later);
    assert.equal(of.text, JSON.stringify(later));
  });

  it('is nothing before it was told, and nothing once the policy is read anew, until the bytes are', async () => {
    const { of, state } = asking();
    const { hash } = await of.bytes(none);
    assert.equal(of.agreed(hash), undefined, 'no policy was shown');
    await of.consent();
    assert.equal(of.agreed(hash), undefined, 'these bytes are of before');
    await of.bytes(none);
    assert.equal(of.agreed(hash)?.policy, 'h1');
    state.hash = 'h2';
    await of.consent();
    assert.deepEqual([of.agreed(hash), of.text], [undefined, '']);
  });

  it('a policy that a later one has overtaken is not the one that is agreed to', async () => {
    const { of, held, state } = asking();
    state.hold = true;
    const first = of.consent();
    await until(() => held.length === 1);
    state.hash = 'h2';
    const second = of.consent();
    await until(() => held.length === 2);
    state.hold = false;
    held[1]?.();
    await second;
    held[0]?.();
    await first;
    const { hash } = await of.bytes(none);
    assert.equal(of.agreed(hash)?.policy, 'h2');
  });

  it('has no badge chosen that it offers no box for, nor one that is hidden by now', async () => {
    const { of } = asking({ chosen: { ...none, badges: ['guardian', 'keeper-2'], ask: ['codex'] } });
    const { chosen, badges } = await of.consent();
    assert.deepEqual(chosen, { ...none, badges: ['guardian'], ask: ['codex'] });
    assert.deepEqual(
      badges.map(({ id }) => id),
      ['first-light', 'guardian'],
    );
  });

  it('what the page chose stays chosen when all is read anew', async () => {
    const { of } = asking();
    await of.consent();
    await of.bytes({ ...none, score: true });
    assert.equal((await of.consent()).chosen.score, true);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
