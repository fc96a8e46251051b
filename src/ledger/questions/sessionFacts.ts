import type { RequestFact, SessionFacts } from '../../core/insights/facts.js';
import { editTools } from '../../sources/edits.js';
import { editsReadTo } from '../edits/keptEdits.js';
import type { Ledger } from '../ledger.js';
import { quarterHour } from '../sums/rollup.js';
import { SessionActs, type SessionName, turnsOf } from './sessionTurns.js';

const columns = ', input, cache_read, write_5m, write_1h, reasoning, cost, facet';
/** By `total`, as all sums: what `sum` makes of damaged logs may be no number of JavaScript. */
const marked = `select s.id, s.tool, s.native, r.last, r.requests, r.tokens, r.cost from (
    select session, max(quarter) as last, total(requests) as requests, total(cost) as cost,
      total(input + cache_read + write_5m + write_1h + output) as tokens
    from rollup where quarter >= ? and requests > 0 group by session) r join session s on s.id = r.session
  where s.tool not in ('assist', 'inline', 'hooked') and s.tool not like 'reported:%' order by s.id`;

interface Service {
  readonly model: string;
  readonly agent: string;
  readonly provider: string | undefined;
  readonly serviceTier: string | undefined;
  readonly speed: string | undefined;
  readonly geo: string | undefined;
}

/** What began longer before is seen from there on. */
const longestFinding = 7 * 86_400_000;

/** A session with use since an instant. `mark` is another one as soon as its facts are. */
export interface MarkedSession extends SessionName {
  readonly mark: string;
}

/**
 * Facts of the tools' own sessions, for findings of waste since an instant, as the ledger stands when it is made. Of a tool whose edits are not
 * read, and of the time after they were read last, every request may have changed a file: what is not known blames nobody.
 */
export class SessionFactsReader {
  readonly #ledger: Ledger;
  readonly #since: number;
  readonly #services: Services;
  readonly #acts: SessionActs;
  readonly #editsReadTo: number;

  /** `before`: one of earlier, whose acts may still hold. */
  constructor(ledger: Ledger, since: number, before?: SessionFactsReader) {
    this.#ledger = ledger;
    this.#since = since;
    this.#services = new Services(ledger);
    const actsSince = since - longestFinding;
    const stamp = SessionActs.stampOf(ledger, actsSince);
    const holds = before !== undefined && before.#acts.stamp === stamp;
    this.#acts = holds ? before.#acts : new SessionActs(ledger, actsSince);
    this.#editsReadTo = editsReadTo(ledger);
  }

  /** Those with use since then. */
  sessions(): readonly MarkedSession[] {
    return this.#ledger.database
      .prepare(marked)
      .all(Math.floor(this.#since / quarterHour))
      .map((row) => {
        const session = { id: Number(row['id']), tool: String(row['tool']), native: String(row['native']) };
        const read = Math.min(this.#editsReadTo, (Number(row['last']) + 1) * quarterHour);
        const acts = [this.#acts.changes(session).length, this.#acts.spoken(session).length];
        const sums = [row['requests'], row['tokens'], row['cost'], ...acts, read];
        return { ...session, mark: sums.join(' ') };
      });
  }

  facts(session: SessionName): SessionFacts {
    const readTo = editTools.includes(session.tool) ? this.#editsReadTo : Number.NEGATIVE_INFINITY;
    const requests = turnsOf(this.#ledger, session, this.#acts, columns).map(({ row, ...turn }): RequestFact => {
      const facet = Number(row['facet']);
      const { model, agent } = this.#services.of(facet);
      return {
        ...turn,
        changed: turn.changed || turn.at >= readTo,
        model,
        agent,
        counts: countsOf(row, turn.output),
        rate: this.#services.rate(facet, turn.at),
        costNano: row['cost'] === null ? null : Number(row['cost']),
      };
    });
    return { session: `${session.tool}:${session.native}`, requests };
  }
}

function countsOf(row: Readonly<Record<string, unknown>>, output: number): RequestFact['counts'] {
  return {
    input: Number(row['input']),
    cacheRead: Number(row['cache_read']),
    cacheWrite5m: Number(row['write_5m']),
    cacheWrite1h: Number(row['write_1h']),
    output,
    reasoning: Number(row['reasoning']),
  };
}

const day = 86_400_000;

/** How requests were served, by facet; each is looked up once, its price once a day. */
class Services {
  readonly #ledger: Ledger;
  readonly #services = new Map<number, Service>();
  readonly #rates = new Map<string, RequestFact['rate']>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  of(facet: number): Service {
    const known = this.#services.get(facet);
    if (known) return known;
    const row = this.#ledger.database
      .prepare(
        `select b.model, f.agent, f.sidechain, f.provider, f.tier, f.speed, f.geo from facet f
         join bucket b on b.id = f.bucket where f.id = ?`,
      )
      .get(facet);
    const text = (name: string) => (typeof row?.[name] === 'string' ? String(row[name]) : undefined);
    const service = {
      model: text('model') ?? '',
      agent: text('agent') || (row?.['sidechain'] ? 'sub-agent' : ''),
      provider: text('provider'),
      serviceTier: text('tier'),
      speed: text('speed'),
      geo: text('geo'),
    };
    this.#services.set(facet, service);
    return service;
  }

  /** Of the base step: nano-dollars a token. */
  rate(facet: number, at: number): RequestFact['rate'] {
    const key = `${facet} ${Math.floor(at / day)}`;
    const known = this.#rates.get(key);
    if (known !== undefined) return known;
    const step = this.#ledger.pricing.rate(this.of(facet), at)?.steps[0];
    const priced = step && [step.input, step.cacheRead, step.cacheWrite5m].every((price) => !Number.isNaN(price));
    const rate = priced
      ? {
          input: step.input / step.divisor,
          cacheRead: step.cacheRead / step.divisor,
          cacheWrite: step.cacheWrite5m / step.divisor,
        }
      : null;
    this.#rates.set(key, rate);
    return rate;
  }
}
