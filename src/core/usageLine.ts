import { type ImportedRequest, importRanks, type LineKind } from './imported.js';
import { count, instantOf, largestCount, numberOf, record, text } from './json.js';
import type { RequestObservation } from './observation.js';
import { type Initiator, precisions, type TokenCounts } from './usage.js';

/**
 * One line of `tallyboard export --format jsonl`, as `api/usage-line.schema.json` says: a request, or of requests that are sums
 * by now those of a quarter of an hour. A contract for scripts; fields without a value are left out.
 */
export interface UsageLine extends TokenCounts, Partial<LineDetails> {
  readonly tallyboard: 1;
  readonly kind: LineKind;
  /** Identity in any ledger, 32 hexadecimal digits. */
  readonly key: string;
  readonly tool: string;
  readonly session: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly model: string;
  readonly requests: number;
  readonly precision: RequestObservation['precision'];
  /** Who told it is a tool's telemetry, not its log. */
  readonly telemetry?: true;
}

type LineDetails = Pick<RequestObservation, (typeof texts)[number] | (typeof numbers)[number] | 'initiator'>;

const texts = [
  'provider',
  'toolVersion',
  'serviceTier',
  'speed',
  'geo',
  'project',
  'branch',
  'agent',
  'entrypoint',
] as const;
/** `reportedCost` is whole nano-dollars. */
const numbers = ['context', 'contextWindow', 'webSearches', 'reportedCost', 'credits'] as const;
const initiators: readonly string[] = ['person', 'agent', 'helper'] satisfies readonly Initiator[];

/** The line of a request as the ledger has it. */
export function usageLine(o: RequestObservation, kind: LineKind, key: string): UsageLine {
  const details = [...texts, ...numbers, 'initiator' as const].filter((name) => o[name] !== undefined);
  return {
    tallyboard: 1,
    kind,
    key,
    tool: o.tool,
    session: o.session,
    at: new Date(o.at).toISOString(),
    model: o.model,
    requests: o.requests,
    input: o.input,
    cacheRead: o.cacheRead,
    cacheWrite5m: o.cacheWrite5m,
    cacheWrite1h: o.cacheWrite1h,
    output: o.output,
    reasoning: o.reasoning,
    precision: o.precision,
    ...(o.rank === importRanks.telemetry ? { telemetry: true } : {}),
    ...Object.fromEntries(details.map((name) => [name, o[name]]).filter(([, value]) => value !== '' && value !== 0)),
  };
}

export function isUsageLine(value: Readonly<Record<string, unknown>>): boolean {
  return value['tallyboard'] !== undefined;
}

/** What a line tells; undefined where it is not what the schema says. */
export function importedLine(value: Readonly<Record<string, unknown>>): ImportedRequest | undefined {
  const { tallyboard, kind, key } = value;
  const at = instantOf(value['at']);
  const required = ['tool', 'session', 'model'].every((name) => typeof value[name] === 'string');
  if (tallyboard !== 1 || !required || value['tool'] === '' || Number.isNaN(at) || !isKind(kind) || !isKey(key))
    return undefined;
  const counts = countsOf(value, kind);
  const precision = precisions.find((each) => each === value['precision']);
  if (counts === undefined || precision === undefined) return undefined;
  const telemetry = value['telemetry'] === true;
  return {
    kind: 'request',
    line: { kind, key },
    observation: {
      ...detailsOf(value),
      ...counts,
      kind: 'request',
      namespace: 'import',
      id: key,
      tool: String(value['tool']),
      store: telemetry ? 'telemetry' : 'import',
      rank: telemetry ? importRanks.telemetry : importRanks.line,
      session: String(value['session']),
      at,
      copied: false,
      sidechain: false,
      model: String(value['model']),
      precision,
    },
  };
}

function isKind(kind: unknown): kind is LineKind {
  return kind === 'request' || kind === 'sum';
}

function isKey(key: unknown): key is string {
  return typeof key === 'string' && /^[0-9a-f]{32}$/.test(key);
}

/** Undefined where one of them is no count: a file that was damaged must not become a smaller sum. */
function countsOf(
  value: Readonly<Record<string, unknown>>,
  kind: LineKind,
): (TokenCounts & { requests: number }) | undefined {
  const names = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'reasoning', 'requests'] as const;
  if (names.some((name) => count(value[name]) !== value[name])) return undefined;
  const counts = Object.fromEntries(names.map((name) => [name, value[name]])) as Record<(typeof names)[number], number>;
  // What a session's sums hold beyond its requests may be the reasoning of output that these tell.
  return kind === 'sum' ? counts : { ...counts, reasoning: Math.min(counts.reasoning, counts.output) };
}

function numberIn(told: Readonly<Record<string, unknown>>, name: (typeof numbers)[number]): number | undefined {
  const number = numberOf(told[name]);
  return number >= 0 && (name === 'credits' ? number <= largestCount : Number.isSafeInteger(number))
    ? number
    : undefined;
}

function detailsOf(value: Readonly<Record<string, unknown>>) {
  const told = record(value) ?? {};
  const named = texts.map((name) => [name, text(told[name])]);
  const counted = numbers.map((name) => [name, numberIn(told, name)]);
  const initiator = initiators.find((each) => each === told['initiator']) as Initiator | undefined;
  const plain = { project: '', branch: '', agent: '', webSearches: 0 };
  const known = Object.fromEntries([...named, ...counted].filter(([, each]) => each !== undefined));
  return { ...plain, ...(known as Partial<LineDetails>), initiator };
}
