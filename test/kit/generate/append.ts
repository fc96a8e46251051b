import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClaudeLog } from './claudeLog.js';
import { billedCounts, claudeShape } from './claudeUsage.js';
import { CodexLog } from './codexLog.js';
import { codexShape } from './codexShape.js';
import type { Reply } from './conversation.js';
import { type Generated, generatedName } from './generate.js';
import { emptyHome, type Home, type LiveSession } from './home.js';
import { LogFile } from './logFile.js';
import { Random } from './random.js';
import type { BilledRequest, Counts } from './tally.js';

/** What to append; all of it has a default. */
export type Addition = {
  /** Which tool's live session goes on; Claude Code's by default. */
  readonly tool?: 'claude-code' | 'codex';
  /** When the request was made; now by default. */
  readonly at?: number;
  readonly counts?: Partial<Counts>;
  /** Bytes of a tool result before it; none by default. */
  readonly resultBytes?: number;
};

/**
 * Appends one more request to a live session below a generated home, as its tool would, and returns what was billed.
 * The home's `generated.json` keeps the session's state, not the new truth: the caller adds what is returned.
 * Throws when the home has no live session of that tool.
 */
export function append(outDir: string, addition: Addition = {}): BilledRequest {
  const path = join(outDir, generatedName);
  const generated: Generated = JSON.parse(readFileSync(path, 'utf8'));
  const tool = addition.tool ?? 'claude-code';
  const session = generated.live.find((candidate) => candidate.tool === tool);
  if (session === undefined) {
    throw new RangeError(`no live ${tool} session below ${outDir}`);
  }
  const at = addition.at ?? Date.now();
  const reply = replyOf(session, at, addition.counts ?? {});
  const home = emptyHome(generated.plan, outDir);
  const write = tool === 'codex' ? appendCodex : appendClaude;
  const next = { ...write(home, session, reply, addition.resultBytes ?? 0), at, context: reply.context };
  const live = generated.live.map((candidate) => (candidate === session ? next : candidate));
  writeFileSync(path, JSON.stringify({ ...generated, live }));
  const { project, branch, model } = session;
  const shape = claudeShape(session.version, new Set(), new Random(''));
  const counts = tool === 'claude-code' ? billedCounts(shape, reply.counts) : reply.counts;
  return { tool, model, session: session.session, project, branch, at, counts };
}

function replyOf(session: LiveSession, at: number, wanted: Partial<Counts>): Reply {
  const random = new Random(`${session.session}/${at}/${session.context}`);
  const output = random.integer(60, 900);
  const usual = {
    input: random.integer(2, 400),
    cacheRead: session.context,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    output,
    reasoning: 0,
  };
  const counts = { ...usual, ...wanted };
  const blocks = [
    { kind: 'text', bytes: 400 },
    { kind: 'tool', bytes: 200 },
  ] as const;
  const ids = { id: random.identifier('msg_01'), requestId: random.identifier('req_011C') };
  const context = session.context + counts.input + counts.output;
  return { index: 0, ...ids, at, model: session.model, counts, context, compacted: false, blocks, results: [] };
}

function appendClaude(home: Home, session: LiveSession, reply: Reply, resultBytes: number): LiveSession {
  const random = new Random(reply.id);
  const file = new LogFile(join(home.root, session.path), { append: true });
  const shape = claudeShape(session.version, new Set(), random);
  const log = new ClaudeLog(home, file, session, shape, { session: session.session }, reply.id);
  if (resultBytes > 0) {
    log.result(reply.at, resultBytes);
  }
  log.reply(reply);
  file.close(reply.at);
  return session;
}

function appendCodex(home: Home, session: LiveSession, reply: Reply, resultBytes: number): LiveSession {
  const file = new LogFile(join(home.root, session.path), { append: true });
  const records = session.version === '0.169.0';
  const shape = { ...codexShape(new Random(reply.id), new Set()), version: session.version, records };
  const log = new CodexLog(home, file, session, shape, session.session, reply.id);
  log.total = session.total ?? log.total;
  log.ordinal = session.ordinal ?? 0;
  if (resultBytes > 0) {
    log.result(reply.at, resultBytes);
  }
  log.reply(reply);
  file.close(reply.at);
  return { ...session, total: log.total, ordinal: log.ordinal };
}
