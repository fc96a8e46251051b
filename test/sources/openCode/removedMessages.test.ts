import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { readEach } from '../readEach.js';
import { databaseOf, inputOutputAndRequests } from './databaseOf.js';

const created = Date.UTC(2026, 6, 1, 9);
const figures = (input: number) => ({
  total: input + 30,
  input,
  output: 20,
  reasoning: 0,
  cache: { read: 10, write: 0 },
});

/** A database of a client that logs what happens to its sessions, and what the client does to it. */
class Client {
  readonly database: DatabaseSync;
  #events: number;

  constructor(database: DatabaseSync) {
    this.database = database;
    this.database.exec(`create table if not exists session (id text primary key, parent_id text, directory text, version text, time_created integer);
      create table if not exists message (id text primary key, session_id text, data text);
      create table if not exists part (id text primary key, message_id text, data text);
      create table if not exists event (id text primary key, aggregate_id text, seq integer, type text, data text);
      create unique index if not exists event_seq on event (aggregate_id, seq);
      create index if not exists event_type on event (aggregate_id, type, seq)`);
    this.#events = Number(this.database.prepare('select count(*) as events from event').get()?.['events']);
  }

  session(id: string, minute = 0): void {
    const at = created + minute * 60_000;
    this.#put('insert into session values (?, null, ?, ?, ?)', id, '/project', '1.18.33', at);
  }

  /** An answer that began at a minute, with the input of each of its steps. */
  answer(session: string, id: string, minute: number, ...steps: number[]): void {
    const time = { created: created + minute * 60_000 };
    const begun = { id, sessionID: session, role: 'assistant', providerID: 'maker', modelID: 'one', time };
    const empty = { ...begun, tokens: { input: 0, output: 0, reasoning: 0, cache: { read: 0, write: 0 } } };
    this.log(session, 'message.updated.1', { sessionID: session, info: empty });
    steps.forEach((input, index) => {
      const part = {
        id: `${id}-p${index}`,
        sessionID: session,
        messageID: id,
        type: 'step-finish',
        tokens: figures(input),
      };
      this.#put('insert into part values (?, ?, ?)', part.id, id, JSON.stringify(part));
      this.log(session, 'message.part.updated.1', { sessionID: session, part });
      // Told once more, as some are.
      this.log(session, 'message.part.updated.1', { sessionID: session, part });
    });
    const info = { ...begun, tokens: figures(steps.at(-1) ?? 0) };
    this.log(session, 'message.updated.1', { sessionID: session, info });
    this.#put('insert into message values (?, ?, ?)', id, session, JSON.stringify(info));
  }

  remove(session: string, message: string): void {
    this.#put('delete from part where message_id = ?', message);
    this.#put('delete from message where id = ?', message);
    this.log(session, 'message.removed.1', { sessionID: session, messageID: message });
  }

  log(session: string, type: string, data: unknown): void {
    const seq = this.#events++;
    const told = typeof data === 'string' ? data : JSON.stringify(data);
    this.#put('insert into event values (?, ?, ?, ?, ?)', `evt_${seq}`, session, seq, type, told);
  }

  #put(sql: string, ...values: (string | number)[]): void {
    this.database.prepare(sql).run(...values);
  }
}

/** Input, output and requests after each change of a database was read. */
function read(tool: string, ...changes: Change[]): Promise<number[][]> {
  const apply = (home: string, change: Change) => {
    const client = new Client(databaseOf(tool, home));
    change(client);
    client.database.close();
  };
  return readEach(changes, apply, inputOutputAndRequests);
}

type Change = (client: Client) => void;

const inTurn =
  (...changes: Change[]): Change =>
  (client) => {
    for (const change of changes) change(client);
  };

function twoPrompts(client: Client): void {
  client.session('s');
  client.answer('s', 'm1', 1, 1, 2);
  client.answer('s', 'm2', 2, 40);
}

for (const tool of ['opencode', 'kilo']) {
  describe(`messages of ${tool} that an undo removed`, () => {
    it('count by the log of events, read after it or before', async () => {
      const undo = (client: Client) => {
        client.remove('s', 'm2');
        client.answer('s', 'm3', 3, 100);
      };
      const all = [143, 80, 4];
      assert.deepEqual(await read(tool, inTurn(twoPrompts, undo)), [all]);
      assert.deepEqual(await read(tool, twoPrompts, undo, () => {}), [[43, 60, 3], all, all]);
    });

    it('count each of their steps, equal ones too', async () => {
      const [seen] = await read(tool, (client) => {
        twoPrompts(client);
        client.answer('s', 'm3', 3, 7, 7, 8);
        client.remove('s', 'm3');
      });
      assert.deepEqual(seen, [43 + 22, 60 + 60, 6]);
    });

    it('count once where a fork still has them', async () => {
      const fork = (client: Client) => {
        client.session('fork', 5);
        client.answer('fork', 'f1', 1, 1, 2);
        client.answer('fork', 'f2', 2, 40);
      };
      const once = [43, 60, 3];
      const here = inTurn(twoPrompts, fork, (client) => client.remove('s', 'm2'));
      const there = inTurn(twoPrompts, fork, (client) => client.remove('fork', 'f2'));
      assert.deepEqual([...(await read(tool, here)), ...(await read(tool, there))], [once, once]);
    });

    it('are those alone that were removed, and whose events can be read', async () => {
      const [seen] = await read(tool, (client) => {
        twoPrompts(client);
        client.log('s', 'message.removed.1', '{"sessionID":"s","messageID"');
        client.log('s', 'message.removed.1', { sessionID: 's', messageID: 7 });
        client.log('s', 'message.part.updated.1', '{"part":{"type":"step-finish","messageID":"m2"');
        client.answer('s', 'gone', 4, 500);
        client.database.exec("delete from part where message_id = 'gone'; delete from message where id = 'gone'");
        client.remove('s', 'm2');
      });
      assert.deepEqual(seen, [43, 60, 3]);
    });
  });
}
