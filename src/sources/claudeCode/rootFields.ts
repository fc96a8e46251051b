import type { LineView } from '../../core/bytes.js';
import type { Members } from '../members.js';
import type { ClaudeRequest } from './request.js';

/** What a line's own member decides: 'read' (go on), 'nothing' (of no use), 'doubt' (JSON.parse has to tell). */
export type Verdict = 'read' | 'nothing' | 'doubt';

/**
 * The members of a line outside its message, as places in the line: text is made of them only once the line has proved
 * to be a request. A place is `from` < `to`, or 0 and 0 for what is absent.
 */
export class RootFields {
  #line!: LineView;
  #session = 0;
  #sessionTo = 0;
  #project = 0;
  #projectTo = 0;
  #branch = 0;
  #branchTo = 0;
  #version = 0;
  #versionTo = 0;
  #at = 0;
  #atTo = 0;
  #agentId = 0;
  #agentIdTo = 0;
  #agentName = 0;
  #agentNameTo = 0;
  #madeBy = 0;
  #madeByTo = 0;
  #entrypoint = 0;
  #entrypointTo = 0;
  #sidechain = false;

  clear(line: LineView): this {
    this.#line = line;
    this.#session = 0;
    this.#project = 0;
    this.#branch = 0;
    this.#version = 0;
    this.#at = 0;
    this.#agentId = 0;
    this.#agentName = 0;
    this.#madeBy = 0;
    this.#entrypoint = 0;
    this.#sidechain = false;
    return this;
  }

  /** Takes the member at hand, told apart by the length of its key first. */
  take(member: Members): Verdict {
    const length = member.keyTo - member.keyFrom;
    if (length === 11) {
      if (member.is('isSidechain')) this.#sidechain = this.#line.byte(member.valueFrom) === 116;
      return 'read';
    }
    if (length === 4) return member.is('type') ? this.#type(member.valueFrom) : 'read';
    if (member.kind !== 'text') return this.#other(member, length);
    const from = member.valueFrom + 1;
    const to = member.valueTo - 1;
    if (length === 9) this.#nine(member, from, to);
    else if (length === 3 || length === 7) this.#short(member, from, to);
    else if (length === 16 || length === 10) this.#long(member, from, to);
    return 'read';
  }

  #type(from: number): Verdict {
    const line = this.#line;
    if (line.at('"assistant"', from)) return 'read';
    if (line.at('"progress"', from) || line.at('"cost-state"', from)) return 'doubt';
    if (line.at('"system"', from)) return line.find('"compact_boundary"', from) >= 0 ? 'doubt' : 'nothing';
    return 'nothing';
  }

  #nine(member: Members, from: number, to: number): void {
    if (member.is('sessionId')) {
      this.#session = from;
      this.#sessionTo = to;
    } else if (member.is('gitBranch')) {
      this.#branch = from;
      this.#branchTo = to;
    } else if (member.is('timestamp')) {
      this.#at = from;
      this.#atTo = to;
    }
  }

  #short(member: Members, from: number, to: number): void {
    if (member.is('cwd')) {
      this.#project = from;
      this.#projectTo = to;
    } else if (member.is('version')) {
      this.#version = from;
      this.#versionTo = to;
    } else if (member.is('agentId')) {
      this.#agentId = from;
      this.#agentIdTo = to;
    }
  }

  #long(member: Members, from: number, to: number): void {
    if (member.is('requestSessionId')) {
      this.#madeBy = from;
      this.#madeByTo = to;
    } else if (member.is('attributionAgent')) {
      this.#agentName = from;
      this.#agentNameTo = to;
    } else if (member.is('entrypoint')) {
      this.#entrypoint = from;
      this.#entrypointTo = to;
    }
  }

  /** A cost of an old build, and the older mark of a copied line, are rare enough for JSON.parse. */
  #other(member: Members, length: number): Verdict {
    if (length === 7 && member.is('costUSD')) return 'doubt';
    return length === 10 && member.is('forkedFrom') && member.kind === 'object' ? 'doubt' : 'read';
  }

  /** Makes text of the places. False when a path or name holds an escape, which JSON.parse has to undo. */
  fill(request: ClaudeRequest): boolean {
    const line = this.#line;
    if (this.#escaped(this.#project, this.#projectTo) || this.#escaped(this.#branch, this.#branchTo)) return false;
    request.sidechain = this.#sidechain;
    if (this.#session > 0) request.session = line.intern(this.#session, this.#sessionTo);
    if (this.#project > 0) request.project = line.intern(this.#project, this.#projectTo);
    if (this.#branch > 0) request.branch = line.intern(this.#branch, this.#branchTo);
    if (this.#version > 0) request.version = line.intern(this.#version, this.#versionTo);
    if (this.#at > 0) request.at = line.instant(this.#at, this.#atTo);
    if (this.#agentId > 0) request.agentId = line.intern(this.#agentId, this.#agentIdTo);
    if (this.#agentName > 0) request.agentName = line.intern(this.#agentName, this.#agentNameTo);
    if (this.#madeBy > 0) request.madeBy = line.intern(this.#madeBy, this.#madeByTo);
    if (this.#entrypoint > 0) request.entrypoint = line.intern(this.#entrypoint, this.#entrypointTo);
    return true;
  }

  #escaped(from: number, to: number): boolean {
    return from > 0 && this.#line.findIn(92, from, to) >= 0;
  }
}
