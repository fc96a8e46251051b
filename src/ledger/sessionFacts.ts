import type { RequestFact, SessionFacts } from '../core/insights/facts.js';
import { editTools } from '../sources/edits.js';
import type { Ledger } from './ledger.js';
import { quarterHour } from './rollup.js';
import { type SessionName, turnsOf } from './sessionTurns.js';

const columns = ', input, cache_read, write_5m, write_1h, reasoning, cost, facet';

interface Service {
  readonly model: string;
  readonly agent: string;
  readonly provider: string | undefined;
  readonly serviceTier: string | undefined;
  readonly speed: string | undefined;
  readonly geo: string | undefined;
}

/** The tools' own sessions with use since an instant, for findings of waste. */
export function sessionFacts(ledger: Ledger, since: number): SessionFacts[] {
  const services = new Services(ledger);
  return ledger.database
    .prepare(
      `select s.id, s.tool, s.native from session s where s.id in (select session from rollup where quarter >= ? and requests > 0)
       and s.tool not in ('assist', 'inline', 'hooked') and s.tool not like 'reported:%' order by s.id`,
    )
    .all(Math.floor(since / quarterHour))
    .map((row) =>
      factsOf(ledger, services, { id: Number(row['id']), tool: String(row['tool']), native: String(row['native']) }),
    );
}

/** Of a tool whose edits are not read every request may have changed a file: what is not known blames nobody. */
function factsOf(ledger: Ledger, services: Services, session: SessionName): SessionFacts {
  const edits = editTools.includes(session.tool);
  const requests = turnsOf(ledger, session, columns).map(({ row, ...turn }): RequestFact => {
    const { model, agent } = services.of(Number(row['facet']));
    return {
      ...turn,
      changed: turn.changed || !edits,
      turn: row['turn'] === null ? null : Number(row['turn']),
      model,
      agent,
      counts: {
        input: Number(row['input']),
        cacheRead: Number(row['cache_read']),
        cacheWrite5m: Number(row['write_5m']),
        cacheWrite1h: Number(row['write_1h']),
        output: turn.output,
        reasoning: Number(row['reasoning']),
      },
      rate: services.rate(Number(row['facet']), turn.at),
      costNano: row['cost'] === null ? null : Number(row['cost']),
    };
  });
  return { session: `${session.tool}:${session.native}`, requests };
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
