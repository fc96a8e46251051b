import { join, relative } from 'node:path';
import { ClaudeLog, type Voice } from './claudeLog.js';
import { advisorCounts, advisorModel, billedCounts, type ClaudeShape, claudeShape } from './claudeUsage.js';
import { conversation, type Reply, type Thread } from './conversation.js';
import { closeLog, type Home, openLog, type SessionWish, styleOf, writeNoise } from './home.js';
import type { LogFile } from './logFile.js';
import type { Random } from './random.js';

/** Every oddity that a Claude Code session of a `full` corpus can have. */
export const claudeTraps = [
  'growing',
  'subagents',
  'forked',
  'compactAgent',
  'resumedCopy',
  'btw',
  'decoys',
  'oddCounters',
  'hugeLine',
  'withoutRequestIds',
  'unknownFields',
  'carriageReturns',
  'byteOrderMark',
  'noise',
  'tornTail',
  'hugeReply',
  'synthetic',
  'spaced',
  'cacheForms',
  'advisor',
  'overMidnight',
  'offsets',
  'undated',
  'withoutMessageIds',
  'inlineSidechain',
  'typeFirst',
] as const;

const models = [
  ['claude-sonnet-4-5-20250929', 60],
  ['claude-opus-4-8', 30],
  ['claude-haiku-4-5-20251001', 10],
] as const;
const copyTraps = ['forked', 'resumedCopy'];
const kept = 12;

/** One Claude Code session with its sub-agents and copies. Returns when its last line was written. */
export function writeClaudeSession(home: Home, wish: SessionWish): number {
  return new ClaudeSession(home, wish).write();
}

class ClaudeSession {
  readonly #home: Home;
  readonly #wish: SessionWish;
  readonly #traps: ReadonlySet<string>;
  readonly #random: Random;
  readonly #shape: ClaudeShape;
  readonly #session: string;
  readonly #copySession: string;
  /** How many replies a copy repeats. */
  readonly #copied: number;
  readonly #folder: string;
  readonly #recent: Reply[] = [];
  readonly #thread: Thread;
  #lastAt: number;

  constructor(home: Home, wish: SessionWish) {
    const traps = new Set(wish.traps);
    if ([...copyTraps, 'compactAgent'].some((trap) => traps.has(trap))) {
      traps.delete('withoutMessageIds');
    }
    this.#home = home;
    this.#wish = wish;
    this.#traps = traps;
    this.#random = wish.random;
    this.#shape = claudeShape(versionOf(wish.random, traps), traps, wish.random);
    this.#session = wish.random.uuid();
    this.#copySession = wish.random.uuid();
    this.#copied = copyTraps.some((trap) => traps.has(trap)) ? Math.max(1, Math.floor(wish.replies * 0.6)) : 0;
    this.#folder = join(home.root, '.claude', 'projects', wish.place.project.replace(/[^a-zA-Z0-9]/g, '-'));
    this.#lastAt = wish.startAt;
    this.#thread = {
      seed: wish.random.seed,
      startAt: wish.startAt,
      until: wish.until,
      replies: wish.replies,
      models: wish.models ?? models,
      billing: 'anthropic',
      context: traps.has('compactAgent') ? 168_000 : wish.random.integer(14_000, 23_000),
      resultBytes: wish.resultBytes,
      overMidnight: traps.has('overMidnight'),
      ...(wish.live ? { longestPause: 100_000 } : {}),
    };
  }

  write(): number {
    const path = join(this.#folder, `${this.#session}.jsonl`);
    const file = openLog(path, styleOf(this.#traps));
    const log = this.#log(file, { session: this.#session }, this.#thread.seed);
    const agentsAt = this.#agentPlaces();
    for (const reply of conversation(this.#thread)) {
      this.#exchange(log, reply);
      if (agentsAt.has(reply.index)) {
        this.#agent(log, reply);
      }
    }
    this.#tail(log);
    closeLog(this.#home, file, this.#lastAt);
    if (this.#traps.has('btw')) {
      this.#btw();
    }
    this.#copies();
    this.#remember(path);
    return this.#lastAt;
  }

  /** After which replies a sub-agent is sent off. */
  #agentPlaces(): ReadonlySet<number> {
    const wanted = this.#traps.has('subagents') || this.#traps.has('inlineSidechain');
    return new Set(wanted ? [1, 1 + (this.#thread.replies >> 1)] : []);
  }

  /** A reply, what led to it and what its tools gave back, with the traps that sit between. */
  #exchange(log: ClaudeLog, reply: Reply): void {
    const { at } = reply;
    if (this.#traps.has('noise') && reply.index % 3 === 0) {
      writeNoise(log.file, this.#random);
    }
    if (this.#traps.has('undated') && reply.index === 2) {
      log.undated(reply);
    }
    if (reply.compacted) {
      this.#compaction(log, reply);
    }
    const huge = this.#wish.hugeBytes;
    if (this.#traps.has('hugeReply') && reply.index === 1) {
      log.hugeReply(reply, huge);
    } else {
      this.#lines(log, reply);
    }
    if (this.#traps.has('hugeLine') && reply.index === 1) {
      log.result(at + 4_000, huge, true);
    }
    if (this.#traps.has('synthetic') && reply.index % 5 === 1) {
      log.synthetic(at + 5_000);
    }
    this.#count(reply, this.#owner(reply));
    this.#recent.push(reply);
    this.#recent.splice(0, this.#recent.length - kept);
    this.#lastAt = Math.max(this.#lastAt, at + reply.blocks.length * 1_500);
  }

  /** The lines of an exchange that a copied history repeats. */
  #lines(log: ClaudeLog, reply: Reply): void {
    const marked = this.#traps.has('byteOrderMark') && reply.index === 0;
    if (reply.prompt !== undefined && !marked) {
      log.prompt(reply.prompt.at, reply.prompt.bytes);
    }
    log.reply(this.#shape.withoutMessageIds ? { ...reply, blocks: reply.blocks.slice(-1) } : reply);
    for (const [index, bytes] of reply.results.entries()) {
      log.result(reply.at + (reply.blocks.length + index) * 1_500, bytes);
    }
    if (reply.index % 9 === 4) {
      log.aside(reply.at);
    }
  }

  /** A sub-agent: requests of its own, in a file of its own or (1.0.96) between its parent's lines. */
  #agent(log: ClaudeLog, parent: Reply): void {
    const agent = this.#random.hex(7);
    const inline = this.#traps.has('inlineSidechain');
    const voice = { session: this.#session, sidechain: true, ...(inline ? {} : { agent }) };
    const seed = `${this.#thread.seed}/agent-${agent}`;
    const file = inline ? log.file : openLog(this.#agentPath(`agent-${agent}`));
    const own = this.#log(file, voice, seed);
    const replies = this.#random.integer(2, Math.max(3, Math.min(24, this.#thread.replies)));
    const thread = { ...this.#thread, seed, startAt: parent.at + 100, replies, context: 6_000, overMidnight: false };
    let last: Reply | undefined;
    for (const reply of conversation({
      ...thread,
      models: [
        ['claude-haiku-4-5-20251001', 3],
        ['claude-sonnet-4-5-20250929', 1],
      ],
    })) {
      this.#lines(own, reply);
      this.#count(reply, this.#session);
      if (!inline && this.#home.plan.kind === 'full' && !this.#shape.withoutMessageIds) {
        log.progress(reply, agent);
      }
      last = reply;
    }
    if (!inline) {
      closeLog(this.#home, file, last?.at ?? parent.at);
    }
    if (last !== undefined) {
      log.agentResult(last.at + 900, agent, last);
      this.#lastAt = Math.max(this.#lastAt, last.at + 1_000);
    }
  }

  /** A compaction: 2.1.88 made it in a sub-agent file that begins with copies of its parent's rows. */
  #compaction(log: ClaudeLog, reply: Reply): void {
    log.compaction(reply.at - 50, reply.context);
    if (!this.#traps.has('compactAgent')) {
      return;
    }
    const agent = `acompact-${this.#random.hex(6)}`;
    const file = openLog(this.#agentPath(`agent-${agent}`));
    const seed = `${this.#thread.seed}/${agent}`;
    const own = this.#log(file, { session: this.#session, sidechain: true, agent }, seed);
    for (const earlier of this.#recent) {
      own.reply(earlier);
    }
    const thread = {
      ...this.#thread,
      seed,
      startAt: reply.at - 40_000,
      until: reply.at,
      replies: 1,
      overMidnight: false,
    };
    for (const summary of conversation({ ...thread, context: 150_000 })) {
      own.reply(summary);
      this.#count(summary, this.#session);
    }
    closeLog(this.#home, file, reply.at);
  }

  /** An aside (`/btw`): it repeats a parent's response under a new request id and with other figures. */
  #btw(): void {
    const repeated = this.#recent.slice(-3, -1);
    const first = repeated[0];
    if (first === undefined || this.#shape.withoutMessageIds) {
      return;
    }
    const agent = `aside_question-${this.#random.hex(6)}`;
    const file = openLog(this.#agentPath(`agent-${agent}`));
    const seed = `${this.#thread.seed}/${agent}`;
    const own = this.#log(file, { session: this.#session, sidechain: true, agent }, seed);
    for (const reply of repeated) {
      const requestId = this.#random.identifier('req_011C');
      own.reply(reply, { requestId, output: reply.counts.output + 500, at: reply.at + 20_000 });
    }
    const at = (repeated.at(-1) ?? first).at + 20_000;
    for (const reply of conversation({ ...this.#thread, seed, startAt: at, replies: 1, overMidnight: false })) {
      own.reply(reply);
      this.#count(reply, this.#session);
    }
    closeLog(this.#home, file, at + 60_000);
  }

  /** The session goes on in a second file that repeats what came before. */
  #copies(): void {
    if (this.#copied === 0) {
      return;
    }
    const forked = this.#traps.has('forked');
    const file = openLog(join(this.#folder, `${this.#copySession}.jsonl`), styleOf(this.#traps));
    const voice = {
      session: this.#copySession,
      ...(forked ? { forkedFrom: this.#session } : { withoutRequestIds: true }),
    };
    const copy = this.#log(file, voice, this.#thread.seed);
    let context = this.#thread.context;
    for (const reply of conversation({ ...this.#thread, replies: this.#copied })) {
      this.#lines(copy, reply);
      context = reply.context;
    }
    const seed = `${this.#thread.seed}/${this.#copySession}`;
    const own = this.#log(file, { session: this.#copySession }, seed);
    const replies = Math.max(1, this.#thread.replies >> 2);
    for (const reply of conversation({
      ...this.#thread,
      seed,
      startAt: this.#lastAt + 60_000,
      replies,
      context,
      overMidnight: false,
    })) {
      this.#lines(own, reply);
      this.#count(reply, this.#copySession);
      this.#lastAt = reply.at;
    }
    closeLog(this.#home, file, this.#lastAt);
  }

  #tail(log: ClaudeLog): void {
    const last = this.#recent.at(-1);
    if (this.#traps.has('tornTail') && last !== undefined) {
      log.torn(last);
    }
  }

  /** A copied response belongs to the session it was copied from where the copy says so, else to the one whose id sorts first. */
  #owner(reply: Reply): string {
    const unmarked = reply.index < this.#copied && !this.#traps.has('forked');
    return unmarked && this.#copySession < this.#session ? this.#copySession : this.#session;
  }

  /** Enters a response in the truth. */
  #count(reply: Reply, session: string): void {
    const { project, branch } = this.#wish.place;
    const request = { tool: 'claude-code', session, project, branch, at: reply.at } as const;
    this.#home.tally.add({ ...request, model: reply.model, counts: billedCounts(this.#shape, reply.counts) });
    const advisor = advisorCounts(this.#shape, reply);
    if (advisor !== undefined) {
      this.#home.tally.add({ ...request, model: advisorModel, counts: advisor });
    }
  }

  /** Lets `append` go on with a session that ended whole. */
  #remember(path: string): void {
    const last = this.#recent.at(-1);
    if (!this.#wish.live || last === undefined) {
      return;
    }
    const { version } = this.#shape;
    const { model, context } = last;
    const session = { session: this.#session, ...this.#wish.place, model, version, context, at: this.#lastAt };
    this.#home.live.push({ tool: 'claude-code', path: relative(this.#home.root, path), ...session });
  }

  #log(file: LogFile, voice: Voice, seed: string): ClaudeLog {
    return new ClaudeLog(this.#home, file, this.#wish.place, this.#shape, voice, seed);
  }

  #agentPath(name: string): string {
    return join(this.#folder, this.#session, 'subagents', `${name}.jsonl`);
  }
}

/** A build that can have the session's traps. */
function versionOf(random: Random, traps: ReadonlySet<string>): string {
  if (traps.has('resumedCopy') || traps.has('inlineSidechain')) {
    return '1.0.96';
  }
  if (traps.has('compactAgent')) {
    return '2.1.88';
  }
  if (traps.has('growing')) {
    return random.pick(['2.1.50', '2.1.88']);
  }
  return random.pick(['2.1.120', '2.1.197', '2.1.330']);
}
