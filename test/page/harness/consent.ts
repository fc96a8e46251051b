import type { Choices } from '../../../src/core/team/own.js';
import type { ConsentBytes, ConsentData } from '../../../src/protocol/consentPage.js';
import type { HostState } from './states.js';
import { states } from './states.js';

const none: Choices = { onBoard: false, score: false, tokens: false, waste: false, badges: [], ask: [] };
const key = 'q'.repeat(42).concat('A');

/** As the host would tell them: what is ticked is in them. */
export function bytesOf({ onBoard, score, tokens, waste, badges, ask }: Choices, early = false): ConsentBytes {
  const row = {
    ...{ ask, badges, ...(onBoard ? { band: 4 } : {}), cache: 5, kept: 80, ...(score ? { score: 42 } : {}) },
    ...(tokens ? { tokens: '1M-3M' } : {}),
    ...{ tools: ['claude-code', 'codex'], ...(waste ? { waste: ['idle-loop'] } : {}), week: '2026-W46' },
  };
  const body = {
    ...{ alias: null, certificate: null, device: key, epoch: 5, epochRecipient: `age1${'q'.repeat(58)}`, formula: 1 },
    ...{
      issued: '2026-11-19',
      member: 'q'.repeat(22),
      prev: null,
      seq: 1,
      team: 'q'.repeat(22),
      v: 1,
      weeks: early ? [] : [row],
    },
  };
  const text = JSON.stringify({ body, sig: 'q'.repeat(86) });
  const size = Math.ceil((text.length + 200) / 1024) * 1024 - 200;
  const hash = [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2 ** 32, 7).toString(16);
  return { text: text.padEnd(size), hash: hash.padStart(8, '0').repeat(8), size, sealed: size + 200 };
}

const first: ConsentData = {
  ...{ locale: 'en', words: {}, team: 'Harbour', alias: 'Slow River', first: true, changed: [] },
  place: { kind: 'git', where: 'git@git.example.org:harbour/board.git' },
  admins: ['Amber Fern'],
  checkWords: ['dabok', 'filup', 'gomar', 'hizot', 'jakub', 'lomin'],
  policy: [
    { part: 'name', says: 'Harbour', before: null },
    { part: 'purpose', says: 'To learn from each other', before: null },
    { part: 'time zone', says: 'Europe/Berlin', before: null },
    { part: 'fields', says: 'band, AI lines kept, read from cache, names of tools, badges, score', before: null },
    { part: 'admins', says: 'Amber Fern', before: null },
  ],
  fields: ['band', 'kept', 'cache', 'tools', 'badges', 'score', 'waste', 'ask', 'quest'],
  boxes: ['onBoard', 'score', 'waste', 'badges', 'ask'],
  chosen: none,
  badges: [
    { id: 'first-light', words: 'First Light' },
    { id: 'keeper-2', words: 'Keeper, silver' },
    ...['guardian', 'polyglot', 'small-steps', 'toolsmith', 'one-shot'].map((id) => ({ id, words: id })),
  ],
  tools: [
    { id: 'claude-code', words: 'Claude Code' },
    { id: 'codex', words: 'Codex' },
    { id: 'gemini-cli', words: 'Gemini CLI' },
  ],
};

function asking(consent: Partial<ConsentData>): HostState & { readonly consent: ConsentData } {
  return { ...states.today, consent: { ...first, ...consent } };
}

export const consentStates = {
  first: asking({}),
  changed: asking({
    first: false,
    changed: ['fields', 'boards'],
    policy: [
      ...first.policy.slice(0, 3),
      { part: 'fields', says: 'band, AI lines kept, range of weekly tokens', before: 'band, AI lines kept' },
      { part: 'boards', says: 'Kept work, Tokens', before: 'Kept work' },
      { part: 'guidance', says: `Nothing of customers ${'x'.repeat(300)}`, before: null },
    ],
    boxes: ['onBoard', 'score', 'tokens', 'badges', 'ask'],
    chosen: { ...none, onBoard: true, ask: ['codex'] },
  }),
  same: asking({ first: false, policy: [], place: { kind: 'folder', where: '/mnt/team/tallyboard' }, badges: [] }),
  hostile: asking({
    team: '<img src=x onerror=alert(1)>',
    admins: ['"><script>alert(1)</script>', '\u2067evil'],
    alias: 'x'.repeat(60),
    policy: [{ part: 'guidance', says: '<a href="javascript:alert(1)">x</a>', before: null }],
  }),
  early: { ...asking({}), early: true },
  fails: { ...asking({}), fails: 'You are in no team any more.' },
} as const satisfies Readonly<Record<string, HostState>>;

export type ConsentStateName = keyof typeof consentStates;
