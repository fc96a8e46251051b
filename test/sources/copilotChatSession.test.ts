import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RequestObservation } from '../../src/core/observation.js';
import { sessionFile } from '../../src/sources/copilotChat/sessionFile.js';
import { readLine } from '../kit/readHome/readLine.js';
import { emitted, fileFacts } from './copilotKit.js';

const t0 = 1780157113000;

function read(entries: readonly unknown[]): RequestObservation[] {
  const file = fileFacts('/u/workspaceStorage/h/chatSessions/s1.jsonl');
  const state = sessionFile.start(file);
  return emitted((emit) => {
    for (const entry of entries) {
      readLine(sessionFile, JSON.stringify(entry), state, emit, file);
    }
  }).rows;
}

function request(id: string, promptTokens: number, outputTokens: number) {
  const result = { metadata: { promptTokens, outputTokens } };
  return {
    requestId: id,
    timestamp: t0,
    modelId: 'copilot/m',
    modelState: { value: 1 },
    result,
    response: [{ value: 'x'.repeat(600) }],
  };
}

type Entry = {
  readonly kind: number;
  readonly k?: readonly (string | number)[];
  readonly v?: unknown;
  readonly i?: number | undefined;
};
type Tree = Record<string | number, unknown>;
type Chat = { requests: Record<string, unknown>[] };

/** VS Code's own replay, plainly: what a request's counts ever were after an entry. */
function largestEver(entries: readonly Entry[]): Map<string, [number, number]> {
  const largest = new Map<string, [number, number]>();
  let chat: Chat = { requests: [] };
  for (const { kind, k = [], v, i } of entries) {
    const parent = k.slice(0, -1).reduce<unknown>((at, name) => (at as Tree | undefined)?.[name], chat) as
      | Tree
      | undefined;
    const last = k.at(-1) ?? '';
    if (kind === 0) chat = structuredClone(v) as Chat;
    else if (parent !== undefined && kind === 2) parent[last] = pushed(parent[last], v, i);
    else if (parent !== undefined) parent[last] = kind === 1 ? structuredClone(v) : undefined;
    for (const each of chat.requests.filter(Boolean)) {
      const counts = (each['result'] as { metadata?: { promptTokens: number; outputTokens: number } } | undefined)
        ?.metadata;
      const [prompt, output] = largest.get(String(each['requestId'])) ?? [0, 0];
      largest.set(String(each['requestId']), [
        Math.max(prompt, counts?.promptTokens ?? 0),
        Math.max(output, counts?.outputTokens ?? 0),
      ]);
    }
  }
  return largest;
}

function pushed(list: unknown, values: unknown, from: number | undefined): unknown[] {
  const kept = (list as unknown[] | undefined) ?? [];
  return [...(from === undefined ? kept : kept.slice(0, from)), ...structuredClone((values ?? []) as unknown[])];
}

const counter = fc.nat(1000);
const index = fc.nat(3);
const someRequest = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), counter, counter)
  .map((each) => request(...each));
const someEntry = fc.oneof(
  fc.record({
    kind: fc.constant(2),
    k: fc.constant(['requests']),
    v: fc.array(someRequest, { maxLength: 2 }),
    i: fc.option(index, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant(2),
    k: index.map((at) => ['requests', at, 'response']),
    v: fc.constant([{ value: 'y'.repeat(700) }]),
    i: fc.option(index, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant(1),
    k: fc.constant(['inputState', 'inputText']),
    v: fc.constant('typing ] and "k":['),
  }),
);

describe('Copilot Chat session files', () => {
  it('tell of each request the largest counts it ever had', () => {
    fc.assert(
      fc.property(fc.array(someRequest, { maxLength: 3 }), fc.array(someEntry, { maxLength: 12 }), (requests, more) => {
        const entries: Entry[] = [{ kind: 0, v: { sessionId: 's1', requests } }, ...more];
        const told = new Map<string, [number, number]>();
        for (const row of read(entries)) told.set(row.id.replace(/^request:(.*)@\d+$/, '$1'), [row.input, row.output]);
        assert.deepEqual(new Map([...told].sort()), new Map([...largestEver(entries)].sort()));
      }),
    );
  });

  it('keep no text of the conversation in their state', () => {
    const file = fileFacts('/u/workspaceStorage/h/chatSessions/s1.jsonl');
    const state = sessionFile.start(file);
    const long = {
      ...request('a', 5, 1),
      message: { text: 'secret '.repeat(100) },
      result: {
        metadata: {
          promptTokens: 5,
          outputTokens: 1,
          renderedUserMessage: 'secret',
          toolCallRounds: [{ response: 'secret' }],
        },
      },
    };
    emitted((emit) =>
      readLine(sessionFile, JSON.stringify({ kind: 0, v: { sessionId: 's1', requests: [long] } }), state, emit, file),
    );
    assert.ok(JSON.stringify(state).length < 500);
    assert.doesNotMatch(JSON.stringify(state), /secret|xxx/);
  });

  it('say how much they know', () => {
    const [row] = read([
      { kind: 0, v: { sessionId: 's1', requests: [{ ...request('a', 500, 7), copilotCredits: 1.5 }] } },
    ]);
    const { session, store, rank, at, model, precision, context, credits, input, output, requests, initiator } =
      row as RequestObservation;
    assert.deepEqual(
      { session, store, rank, at, model, precision, context, credits, input, output, requests, initiator },
      {
        session: 's1',
        store: 'session-file',
        rank: 1,
        at: t0,
        model: 'm',
        precision: 'atLeast',
        context: 500,
        credits: 1.5,
        input: 500,
        output: 7,
        requests: 1,
        initiator: 'person',
      },
    );
  });
});
