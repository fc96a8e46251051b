import { join, relative } from 'node:path';
import { archive, archiveTraps } from './codexArchive.js';
import { addUsage, CodexLog, codexUsage, noUsage } from './codexLog.js';
import { agreeing, type CodexShape, codexShape } from './codexShape.js';
import { conversation, type Reply, type Thread } from './conversation.js';
import { type CodexUsage, closeLog, type Home, openLog, type SessionWish, styleOf, writeNoise } from './home.js';
import type { LogFile } from './logFile.js';
import type { Random } from './random.js';

/** Every oddity that a Codex session of a `full` corpus can have. */
export const codexTraps = [
  'repeats',
  'replayedFork',
  'cleanFork',
  'agents',
  'compaction',
  'windowFill',
  'restart',
  ...archiveTraps,
  'totalOnly',
  'lastOnly',
  'sumOnly',
  'limitsOnly',
  'oddCounters',
  'decoys',
  'hugeLine',
  'carriageReturns',
  'byteOrderMark',
  'noise',
  'tornTail',
  'spaced',
  'numericTimes',
  'withoutModel',
  'upgraded',
  'overMidnight',
  'staleLast',
] as const;

const models = [
  ['gpt-5.2-codex', 55],
  ['gpt-5.4', 35],
  ['gpt-5.4-mini', 10],
] as const;

/** One Codex session with its sub-agent, fork and archived copies. Returns when its last line was written. */
export function writeCodexSession(home: Home, wish: SessionWish): number {
  return new CodexSession(home, wish).write();
}

class CodexSession {
  readonly #home: Home;
  readonly #wish: SessionWish;
  readonly #traps: ReadonlySet<string>;
  readonly #random: Random;
  readonly #shape: CodexShape;
  readonly #id: string;
  readonly #thread: Thread;
  #lastAt: number;

  constructor(home: Home, wish: SessionWish) {
    this.#home = home;
    this.#wish = wish;
    this.#traps = agreeing(wish.traps);
    this.#random = wish.random;
    this.#shape = codexShape(wish.random, this.#traps);
    this.#id = threadId(wish.random);
    this.#lastAt = wish.startAt;
    this.#thread = {
      seed: wish.random.seed,
      startAt: wish.startAt,
      until: wish.until,
      replies: wish.replies,
      models: wish.models ?? models,
      billing: this.#shape.records && home.plan.kind !== 'demo' ? 'openai-writes' : 'openai',
      context: wish.traps.has('compaction') ? 168_000 : wish.random.integer(9_000, 16_000),
      resultBytes: wish.resultBytes * 1.5,
      overMidnight: wish.traps.has('overMidnight'),
      ...(wish.live ? { longestPause: 100_000 } : {}),
    };
  }

  write(): number {
    const path = this.#path(this.#id, this.#wish.startAt);
    const file = openLog(path, styleOf(this.#traps));
    const log = this.#log(file, this.#shape, this.#id, this.#thread.seed);
    log.meta(this.#wish.startAt - 500);
    const end = this.#history(log, this.#thread, this.#thread.replies, (reply) => this.#count(reply, this.#id));
    if (this.#traps.has('tornTail')) {
      log.torn(this.#lastAt + 1_000);
    }
    closeLog(this.#home, file, this.#lastAt);
    this.#agents(end);
    this.#forks();
    archive(this.#home, path, this.#traps);
    this.#remember(path, log, end);
    return this.#lastAt;
  }

  /** Writes up to `replies` replies of a thread; a copied history calls it again for the same thread. Returns the last. */
  #history(log: CodexLog, thread: Thread, replies: number, each: (reply: Reply) => void): Reply | undefined {
    let writer = log;
    let last: Reply | undefined;
    const traps = this.#traps;
    for (const reply of conversation({ ...thread, replies })) {
      if (traps.has('noise') && reply.index % 4 === 0) {
        writeNoise(log.file, this.#random);
      }
      if (traps.has('upgraded') && reply.index === replies >> 1 && reply.index > 0) {
        writer = this.#upgraded(log);
      }
      this.#exchange(writer, reply, reply.index === 0);
      each(reply);
      last = reply;
    }
    if (writer !== log) {
      log.total = writer.total;
      log.ordinal = writer.ordinal;
    }
    return last;
  }

  #exchange(log: CodexLog, reply: Reply, first: boolean): void {
    const { at } = reply;
    const traps = this.#traps;
    if (reply.compacted) {
      log.compaction(at - 30);
    }
    if (reply.prompt !== undefined || first) {
      log.turn(reply, reply.prompt ?? { at, bytes: 200 });
    }
    if (traps.has('limitsOnly') && reply.index % 3 === 0) {
      log.limits(at - 20);
    }
    if (reply.index === 2 && traps.has('windowFill')) {
      log.windowFill(at - 10);
    }
    if (reply.index === 2 && traps.has('restart')) {
      log.restart(reply);
    }
    log.reply(reply);
    if (traps.has('staleLast') && reply.index % 4 === 1) {
      log.tokenCount(at + 400, { ...noUsage, input_tokens: 225_000, output_tokens: 513, total_tokens: 225_513 });
    }
    for (const bytes of reply.results) {
      log.result(at + 1_500, bytes);
    }
    if (traps.has('hugeLine') && reply.index === 1) {
      log.result(at + 1_600, this.#wish.hugeBytes, true);
    }
    this.#lastAt = Math.max(this.#lastAt, at + 2_000);
  }

  /** The session goes on in a build that writes usage records: same file, same totals. */
  #upgraded(log: CodexLog): CodexLog {
    const shape = { ...this.#shape, version: '0.169.0', records: true, repeats: false };
    const next = this.#log(log.file, shape, this.#id, `${this.#thread.seed}/upgraded`);
    next.total = log.total;
    next.restamp = log.restamp;
    return next;
  }

  /** A sub-agent: a rollout of its own whose totals start at nothing. */
  #agents(parent: Reply | undefined): void {
    if (!this.#traps.has('agents') || parent === undefined) {
      return;
    }
    const id = threadId(this.#random);
    const seed = `${this.#thread.seed}/${id}`;
    const startAt = this.#lastAt + 500;
    const file = openLog(this.#path(id, startAt));
    const log = this.#log(file, this.#shape, id, seed);
    log.meta(startAt, { kind: 'agent', parent: this.#id });
    const replies = this.#random.integer(1, Math.max(2, this.#thread.replies >> 1));
    const thread = { ...this.#thread, seed, startAt, context: 8_000, overMidnight: false };
    this.#history(log, thread, replies, (reply) => this.#count(reply, id));
    closeLog(this.#home, file, this.#lastAt);
  }

  #forks(): void {
    const replayed = this.#traps.has('replayedFork');
    if (!replayed && !this.#traps.has('cleanFork')) {
      return;
    }
    const id = threadId(this.#random);
    const startAt = this.#lastAt + 60_000;
    const file = openLog(this.#path(id, startAt), styleOf(this.#traps));
    const copied = Math.max(1, Math.floor(this.#thread.replies * 0.7));
    const child = replayed ? this.#replay(file, id, startAt, copied) : this.#inherit(file, id, startAt, copied);
    const seed = `${this.#thread.seed}/${id}`;
    const thread = { ...this.#thread, seed, startAt: startAt + 8_000, context: 40_000, overMidnight: false };
    this.#own(child, thread, id);
    closeLog(this.#home, file, this.#lastAt);
  }

  /** Replies of a fork itself: none of its parent's traps but the plain line styles. */
  #own(log: CodexLog, thread: Thread, id: string): void {
    for (const reply of conversation({ ...thread, replies: Math.max(2, this.#thread.replies >> 2) })) {
      if (reply.prompt !== undefined) {
        log.turn(reply, reply.prompt);
      }
      log.reply(reply);
      for (const bytes of reply.results) {
        log.result(reply.at + 1_500, bytes);
      }
      this.#count(reply, id);
      this.#lastAt = reply.at + 2_000;
    }
  }

  /** Old style: the child's file begins with its parent's history, stamped with the seconds of the fork. */
  #replay(file: LogFile, id: string, startAt: number, copied: number): CodexLog {
    const child = this.#log(file, this.#shape, id, this.#thread.seed);
    child.meta(
      startAt,
      this.#random.chance(0.5) ? { kind: 'fork', parent: this.#id } : { kind: 'agent', parent: this.#id },
    );
    const parent = this.#log(file, this.#shape, this.#id, this.#thread.seed);
    let copies = 0;
    parent.restamp = () => startAt + Math.min(6_000, ++copies);
    parent.meta(this.#wish.startAt - 500);
    const before = this.#lastAt;
    this.#history(parent, this.#thread, copied, () => {});
    this.#lastAt = before;
    child.total = parent.total;
    child.ordinal = parent.ordinal;
    return child;
  }

  /** 0.169: nothing is copied, but the totals go on from the parent's. */
  #inherit(file: LogFile, id: string, startAt: number, copied: number): CodexLog {
    const child = this.#log(file, this.#shape, id, `${this.#thread.seed}/${id}`);
    let total: CodexUsage = noUsage;
    for (const reply of conversation({ ...this.#thread, replies: copied })) {
      total = addUsage(total, codexUsage(reply.counts));
    }
    child.total = total;
    child.meta(startAt, { kind: 'fork', parent: this.#id, ordinal: copied * 5, bytes: 4_096 });
    return child;
  }

  #count(reply: Reply, session: string): void {
    const { project, branch } = this.#wish.place;
    const model = this.#shape.withoutModel ? 'unknown' : reply.model;
    this.#home.tally.add({ tool: 'codex', model, session, project, branch, at: reply.at, counts: reply.counts });
  }

  /** Lets `append` go on with a session that ended whole. */
  #remember(path: string, log: CodexLog, last: Reply | undefined): void {
    if (!this.#wish.live || last === undefined) {
      return;
    }
    const { model, context } = last;
    const { version } = this.#shape;
    const session = { session: this.#id, ...this.#wish.place, model, version, context, at: this.#lastAt };
    const counters = { total: log.total, ordinal: log.ordinal };
    this.#home.live.push({ tool: 'codex', path: relative(this.#home.root, path), ...session, ...counters });
  }

  #log(file: LogFile, shape: CodexShape, id: string, seed: string): CodexLog {
    return new CodexLog(this.#home, file, this.#wish.place, shape, id, seed);
  }

  #path(id: string, at: number): string {
    const time = new Date(at).toISOString().slice(0, 19);
    const folder = time.slice(0, 10).split('-');
    const name = `rollout-${time.replaceAll(':', '-')}-${id}.jsonl`;
    return join(this.#home.root, '.codex', 'sessions', ...folder, name);
  }
}

/** A thread id as Codex makes them: a UUID of version 7. */
function threadId(random: Random): string {
  const text = random.uuid();
  return `0197${text.slice(4, 14)}7${text.slice(15)}`;
}
