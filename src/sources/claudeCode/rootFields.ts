import type { LineView } from '../../core/bytes.js';
import type { Members } from '../members.js';
import { Piece } from './piece.js';
import type { ClaudeRequest } from './request.js';

/** What a line's own member decides: 'read' (go on), 'nothing' (of no use), 'doubt' (JSON.parse has to tell). */
export type Verdict = 'read' | 'nothing' | 'doubt';

/** Where a member's text stands in the line: `from` < `to`, or 0 and 0 for what is absent. */
class Place {
  from = 0;
  to = 0;
  #keptFrom = 0;
  #keptTo = 0;
  #text = '';

  set(from: number, to: number): void {
    this.from = from;
    this.to = to;
  }

  clear(): void {
    this.from = 0;
    this.to = 0;
  }

  /** Remembers itself and its text, if it is inside the head [head, end), for the next line with the same head. */
  keep(line: LineView, head: number, end: number): void {
    const inside = this.from > head && this.to < end;
    this.#keptFrom = inside ? this.from - head : 0;
    this.#keptTo = inside ? this.to - head : 0;
    this.#text = inside ? line.intern(this.from, this.to) : '';
  }

  /** Whether it is the one recalled with the head that stands at `head` in this line. */
  isRecalled(head: number): boolean {
    return head > 0 && this.from === head + this.#keptFrom;
  }

  recall(head: number): void {
    this.from = this.#keptFrom > 0 ? head + this.#keptFrom : 0;
    this.to = this.#keptFrom > 0 ? head + this.#keptTo : 0;
  }

  /** Undefined when absent. `head`: where the remembered head stands in this line, or 0. */
  text(line: LineView, head: number): string | undefined {
    if (this.from === 0) return undefined;
    return this.isRecalled(head) ? this.#text : line.intern(this.from, this.to);
  }
}

/**
 * The members of a line outside its message, as places in the line: text is made of them only once the line has proved
 * to be a request. Those before the first that changes from line to line are remembered with their texts.
 */
export class RootFields {
  #line!: LineView;
  readonly #session = new Place();
  readonly #project = new Place();
  readonly #branch = new Place();
  readonly #version = new Place();
  readonly #at = new Place();
  readonly #agentId = new Place();
  readonly #agentName = new Place();
  readonly #madeBy = new Place();
  readonly #entrypoint = new Place();
  /** Those that a head may hold. */
  readonly #places = [
    this.#session,
    this.#project,
    this.#branch,
    this.#version,
    this.#agentId,
    this.#agentName,
    this.#madeBy,
    this.#entrypoint,
  ];
  #sidechain = false;
  readonly #head = new Piece();
  #keptSidechain = false;
  /** Where the remembered head was found in this line, or 0. */
  #recalled = 0;
  #headFrom = 0;
  /** Where the head of a line ends that is not the remembered one; 0 when it is, or when it has no end. */
  #headTo = 0;
  #headMembers = 0;
  #headSidechain = false;

  clear(line: LineView): this {
    this.#line = line;
    for (const place of this.#places) place.clear();
    this.#at.clear();
    this.#sidechain = false;
    this.#recalled = 0;
    this.#headTo = 0;
    return this;
  }

  /** When the remembered head stands at `position`, takes its members and returns the offset after it; else `position`. */
  recall(position: number): number {
    if (!this.#head.standsAt(this.#line, position)) return position;
    for (const place of this.#places) place.recall(position);
    this.#sidechain = this.#keptSidechain;
    this.#recalled = position;
    return position + this.#head.length;
  }

  /** The head of a line, [from, to), ends before the member at hand if that changes from line to line. */
  endHead(member: Members, from: number): void {
    if (this.#headTo > 0 || this.#recalled > 0 || !varies(member)) return;
    this.#headFrom = from;
    this.#headTo = member.keyFrom - 1;
    this.#headMembers = this.#membersBefore(this.#headTo);
    this.#headSidechain = this.#sidechain;
  }

  /** Remembers the head of a line that proved to be a request, unless a member of it was told again after it. */
  #keep(): void {
    const [from, to] = [this.#headFrom, this.#headTo];
    if (to === 0 || this.#membersBefore(to) !== this.#headMembers) return;
    this.#head.keep(this.#line, from, to);
    for (const place of this.#places) place.keep(this.#line, from, to);
    this.#keptSidechain = this.#headSidechain;
  }

  #membersBefore(end: number): number {
    let members = 0;
    for (const place of this.#places) if (place.from > 0 && place.from < end) members++;
    return members;
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
    const place = this.#placeOf(member, length);
    if (place) place.set(member.valueFrom + 1, member.valueTo - 1);
    return 'read';
  }

  #type(from: number): Verdict {
    const line = this.#line;
    if (line.at('"assistant"', from)) return 'read';
    if (line.at('"progress"', from) || line.at('"cost-state"', from)) return 'doubt';
    if (line.at('"system"', from)) return line.find('"compact_boundary"', from) >= 0 ? 'doubt' : 'nothing';
    return 'nothing';
  }

  #placeOf(member: Members, length: number): Place | undefined {
    if (length === 9) {
      if (member.is('sessionId')) return this.#session;
      if (member.is('gitBranch')) return this.#branch;
      return member.is('timestamp') ? this.#at : undefined;
    }
    if (length === 3) return member.is('cwd') ? this.#project : undefined;
    if (length === 7) return member.is('version') ? this.#version : member.is('agentId') ? this.#agentId : undefined;
    if (length === 10) return member.is('entrypoint') ? this.#entrypoint : undefined;
    if (length !== 16) return undefined;
    return member.is('requestSessionId') ? this.#madeBy : member.is('attributionAgent') ? this.#agentName : undefined;
  }

  /** A cost of an old build, and the older mark of a copied line, are rare enough for JSON.parse. */
  #other(member: Members, length: number): Verdict {
    if (length === 7 && member.is('costUSD')) return 'doubt';
    return length === 10 && member.is('forkedFrom') && member.kind === 'object' ? 'doubt' : 'read';
  }

  /** Makes text of the places. False when a path or name holds an escape, which JSON.parse has to undo. */
  fill(request: ClaudeRequest): boolean {
    const line = this.#line;
    const head = this.#recalled;
    if (this.#escaped(this.#project) || this.#escaped(this.#branch)) return false;
    request.sidechain = this.#sidechain;
    request.session = this.#session.text(line, head) ?? '';
    request.project = this.#project.text(line, head) ?? '';
    request.branch = this.#branch.text(line, head) ?? '';
    request.version = this.#version.text(line, head);
    request.at = this.#at.from > 0 ? line.instant(this.#at.from, this.#at.to) : Number.NaN;
    request.agentId = this.#agentId.text(line, head);
    request.agentName = this.#agentName.text(line, head);
    request.madeBy = this.#madeBy.text(line, head);
    request.entrypoint = this.#entrypoint.text(line, head);
    if (head === 0) this.#keep();
    return true;
  }

  #escaped(place: Place): boolean {
    if (place.from === 0 || place.isRecalled(this.#recalled)) return false;
    return this.#line.findIn(92, place.from, place.to) >= 0;
  }
}

function varies(member: Members): boolean {
  return (
    member.is('type') || member.is('message') || member.is('uuid') || member.is('timestamp') || member.is('requestId')
  );
}
