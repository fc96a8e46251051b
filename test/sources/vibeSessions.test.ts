import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readEach } from './readEach.js';

interface Told {
  readonly input: number;
  readonly steps: number;
  readonly hour: number;
  readonly parent?: string;
}

function meta(session: string, { input, steps, hour, parent }: Told, start: number): string {
  const at = (of: number) => new Date(Date.UTC(2026, 6, 1) + of * 3_600_000).toISOString();
  const stats = { session_prompt_tokens: input, session_completion_tokens: 0, steps };
  const told = { session_id: session, parent_session_id: parent, start_time: at(start), end_time: at(hour), stats };
  return JSON.stringify(told);
}

/** Input after each state of the sessions' files, of which a began first. */
async function read(states: readonly Readonly<Record<string, Told>>[]): Promise<number[]> {
  const sums = await readEach(states, (home, state) => {
    for (const [session, told] of Object.entries(state)) {
      const folder = join(home, '.vibe', 'logs', 'session', `session_${session}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'meta.json'), meta(session.slice(0, 1), told, session < 'b' ? 0 : 1.5));
    }
  });
  return sums.map(([input = 0]) => input);
}

describe('sessions of Mistral Vibe', () => {
  const before = { a: { input: 1000, steps: 3, hour: 1 } };

  it('begin their sums anew where they are resumed', async () => {
    const resumed = [{ a: { input: 50, steps: 1, hour: 5 } }, { a: { input: 80, steps: 2, hour: 6 } }];
    assert.deepEqual(await read([before, ...resumed]), [1000, 1050, 1080]);
  });

  it('go on with the sums of the one that was compacted, also once that is resumed', async () => {
    const compacted = { b: { input: 1500, steps: 5, hour: 2, parent: 'a' } };
    const later = { b: { input: 1700, steps: 7, hour: 3, parent: 'a' } };
    const resumed = [{ a: { input: 60, steps: 1, hour: 4 } }, { a: { input: 1900, steps: 9, hour: 5 } }];
    assert.deepEqual(await read([before, compacted, later, ...resumed]), [1000, 1500, 1700, 1760, 3600]);
  });

  it('begin at zero as a fork, even where they use more later', async () => {
    const fork = { b: { input: 70, steps: 1, hour: 2, parent: 'a' } };
    assert.deepEqual(
      await read([before, fork, { b: { input: 3000, steps: 9, hour: 3, parent: 'a' } }]),
      [1000, 1070, 4000],
    );
  });

  it('have the sums of no session that was used after they began, whichever is seen first', async () => {
    const grown = { b: { input: 3000, steps: 9, hour: 3, parent: 'a' } };
    assert.deepEqual(await read([{ a: { input: 1000, steps: 3, hour: 2 }, ...grown }]), [4000]);
    // Resumed after its compaction: what it had used until then is in the session that went on.
    assert.deepEqual(await read([{ a: { input: 60, steps: 1, hour: 4 }, ...grown }]), [3060]);
    assert.deepEqual(await read([grown, { a: { input: 60, steps: 1, hour: 4 } }]), [3000, 3060]);
    assert.deepEqual(await read([{ a: { input: 1000, steps: 3, hour: 1 }, ...grown }]), [3000]);
  });

  it('are not told by a copy of before', async () => {
    assert.deepEqual(await read([before, { 'a copy': { input: 500, steps: 2, hour: 0.5 } }]), [1000, 1000]);
  });
});
