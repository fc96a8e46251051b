import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claudeTraps, writeClaudeSession } from './claudeSession.js';
import { codexTraps, writeCodexSession } from './codexSession.js';
import { writeDemo } from './demo.js';
import { emptyHome, type Home, type LiveSession, type SessionWish } from './home.js';
import type { Plan } from './plan.js';
import { Random } from './random.js';
import { startOf } from './schedule.js';
import type { ToolId, Truth } from './tally.js';

/** What `generate` leaves beside the logs, in `generated.json`: enough to check them and to go on. */
export type Generated = {
  readonly plan: Plan;
  readonly truth: Truth;
  /** Bytes and files of all logs. */
  readonly bytes: number;
  readonly files: number;
  readonly live: readonly LiveSession[];
};

export const generatedName = 'generated.json';

/**
 * Writes the logs of a plan into an empty or absent home folder and returns what was billed. The same plan gives the
 * same bytes. Memory stays bounded; a gigabyte takes some ten seconds.
 */
export function generate(plan: Plan, outDir: string): Truth {
  mkdirSync(outDir, { recursive: true });
  const home = emptyHome(plan, outDir);
  if (plan.kind === 'demo') {
    writeDemo(home);
  } else {
    for (const [tool, share] of Object.entries(plan.tools)) {
      writeCorpus(home, tool as ToolId, share);
    }
  }
  const truth = home.tally.truth();
  const generated: Generated = { plan, truth, bytes: home.bytes, files: home.files, live: home.live };
  writeFileSync(join(outDir, generatedName), JSON.stringify(generated));
  return truth;
}

/** What a tool's sessions are like on average, so that bytes, files and requests come out as planned. */
type Mould = {
  readonly write: (home: Home, wish: SessionWish) => number;
  readonly traps: readonly string[];
  /** Files and requests a session leaves for each wished session and reply. */
  readonly filesEach: number;
  readonly bytesEach: Readonly<Record<Plan['density'], number>>;
  readonly resultBytes: Readonly<Record<Plan['density'], number>>;
};

const moulds: Partial<Record<ToolId, Mould>> = {
  'claude-code': {
    write: writeClaudeSession,
    traps: claudeTraps,
    filesEach: 1.51,
    bytesEach: { normal: 21_000, dense: 8_000 },
    resultBytes: { normal: 2_820, dense: 520 },
  },
  codex: {
    write: writeCodexSession,
    traps: codexTraps,
    filesEach: 1.6,
    bytesEach: { normal: 21_000, dense: 8_000 },
    resultBytes: { normal: 2_520, dense: 420 },
  },
};

const projects = ['harbor-api', 'lantern', 'tide-tables', 'größe-日本', 'ferry'];
const branches = ['main', 'main', 'feature/line-reader', 'fix/cursor', 'release/2.1'];
/** How often a trap occurs beside the one whose turn it is. */
const chances: Readonly<Record<string, number>> = {
  growing: 0.4,
  subagents: 0.15,
  decoys: 0.15,
  repeats: 0.3,
  archivedCopy: 0.08,
};
const hugeTraps = ['hugeLine', 'hugeReply'];

/** Sessions of one tool until its share of the bytes is written; each trap comes round in turn, others by chance. */
function writeCorpus(home: Home, tool: ToolId, share: number): void {
  const mould = moulds[tool];
  if (mould === undefined) {
    throw new RangeError(`no generator for ${tool}`);
  }
  const { plan } = home;
  const random = new Random(`${plan.seed}/${tool}`);
  const budget = home.bytes + plan.bytes * share;
  const bytesEach = mould.bytesEach[plan.density];
  const sessions = (plan.files * share) / mould.filesEach;
  const median = (plan.bytes * share) / bytesEach / sessions / 1.5;
  for (let index = 0; home.bytes < budget; index++) {
    const left = Math.ceil((budget - home.bytes) / bytesEach) + 3;
    const replies = Math.max(4, Math.min(left, random.logNormal(median, 0.9, median * 12)));
    const own = random.child(`session-${index}`);
    mould.write(home, wishOf(home, own, mould, { index, replies, hugeChance: (0.02 * bytesEach * replies) / 10e6 }));
  }
}

type Draft = { readonly index: number; readonly replies: number; readonly hugeChance: number };

function wishOf(home: Home, random: Random, mould: Mould, draft: Draft): SessionWish {
  const { plan } = home;
  const live = draft.index === 0;
  const plainTraps = new Set(!live && random.chance(0.2) ? ['subagents'] : []);
  return {
    random,
    startAt: startOf(plan, random),
    until: Number.MAX_SAFE_INTEGER,
    replies: draft.replies,
    resultBytes: mould.resultBytes[plan.density],
    traps: plan.kind === 'full' && !live ? trapsOf(random, mould.traps, draft, plan.trapEvery) : plainTraps,
    hugeBytes: Math.min(10_000_000, Math.round(plan.bytes / 100)),
    place: { project: `/home/dev/${random.pick(projects)}`, branch: random.pick(branches) },
    live,
  };
}

function trapsOf(random: Random, names: readonly string[], draft: Draft, every: number): Set<string> {
  const place = (draft.index - 1) / every;
  const turn = Number.isInteger(place) ? names[place % names.length] : undefined;
  const chosen = names.filter((name) => {
    if (hugeTraps.includes(name)) {
      return (name === turn && place < names.length) || random.chance(draft.hugeChance);
    }
    return name === turn || random.chance(chances[name] ?? 0.02 / every);
  });
  return new Set(chosen);
}
