import { record, text } from '../../core/json.js';
import { attributesOf, timeOf } from '../copilotChat/otelRecord.js';

export type Fields = Readonly<Record<string, unknown>>;

/** A log record or a span of an export, with what its envelope says of who wrote it. */
export interface TelemetryRecord {
  readonly attributes: Fields;
  /** Name of the event or span; '' if not told. */
  readonly name: string;
  readonly isSpan: boolean;
  /** `service.name` of the resource, else the scope; '' if not told. */
  readonly service: string;
  readonly version: string | undefined;
  readonly trace: string | undefined;
  readonly span: string | undefined;
  /** NaN where not told. */
  readonly at: number;
}

/** One point of a metric. */
export interface MetricPoint {
  readonly name: string;
  readonly attributes: Fields;
  readonly version: string | undefined;
  readonly value: unknown;
  readonly begun: string;
  readonly at: unknown;
  readonly cumulative: boolean;
}

/** Whether a value is an export in OpenTelemetry's JSON, or metrics as an SDK writes them by itself. */
export function isExport(value: Fields): boolean {
  return ['resourceLogs', 'resourceSpans', 'resourceMetrics', 'scopeMetrics'].some((name) =>
    Array.isArray(value[name]),
  );
}

/** Every log record and span of an export; of a record that an SDK wrote by itself, that one. */
export function* recordsOf(value: Fields): Iterable<TelemetryRecord> {
  if (!isExport(value)) {
    const found = recordOf(value, record(value['resource']), record(value['instrumentationScope']));
    if (found) yield found;
    return;
  }
  for (const [all, parts, each] of [
    ['resourceLogs', 'scopeLogs', 'logRecords'],
    ['resourceSpans', 'scopeSpans', 'spans'],
  ] as const)
    for (const { resource, scope, entry } of entriesOf(value, all, parts, each)) {
      const found = recordOf(entry, resource, scope);
      if (found) yield found;
    }
}

/** Every point of an export's sums and histograms. */
export function* pointsOf(value: Fields): Iterable<MetricPoint> {
  const told = Array.isArray(value['scopeMetrics']) ? { resourceMetrics: [value] } : value;
  let ended: unknown;
  for (const { resource, entry } of entriesOf(told, 'resourceMetrics', 'scopeMetrics', 'metrics')) {
    const own = record(entry['descriptor']);
    const of = own === undefined ? (record(entry['sum']) ?? record(entry['histogram'])) : entry;
    const facts = {
      name: text((own ?? entry)['name']) ?? '',
      version: versionOf(resourceOf(resource)),
      cumulative: isCumulative(of?.['aggregationTemporality'], own !== undefined),
    };
    for (const point of listOf(of?.['dataPoints'])) {
      const found = pointOf(point);
      // Gemini CLI writes the instant of a collection once, and of each further point that it is the same.
      if (found.at !== '[Circular]') ended = found.at;
      yield { ...facts, ...found, at: ended };
    }
  }
}

/** Gemini CLI, and Qwen Code of 2025, tell Node's version instead of their own. */
function versionOf(resource: Fields): string | undefined {
  const told = text(resource['service.version']);
  return told === `v${resource['process.runtime.version']}` ? undefined : told;
}

/** Values and times as OpenTelemetry's JSON names them, or an SDK, whose times are pairs. */
function pointOf(point: Fields): Pick<MetricPoint, 'attributes' | 'value' | 'begun' | 'at'> {
  return {
    attributes: attributesOf(point['attributes']) ?? {},
    value: point['asInt'] ?? point['asDouble'] ?? point['sum'] ?? point['value'],
    begun: String(point['startTimeUnixNano'] ?? point['startTime'] ?? ''),
    at: point['timeUnixNano'] ?? point['endTime'],
  };
}

/** An SDK counts from 0 what the protocol counts from 1. */
function isCumulative(temporality: unknown, isOfSdk: boolean): boolean {
  return isOfSdk ? temporality === 1 : temporality === 2 || temporality === 'AGGREGATION_TEMPORALITY_CUMULATIVE';
}

function resourceOf(resource: Fields | undefined): Fields {
  return attributesOf(resource?.['attributes']) ?? rawAttributes(resource?.['_rawAttributes']);
}

interface Entry {
  readonly resource: Fields | undefined;
  readonly scope: Fields | undefined;
  readonly entry: Fields;
}

function* entriesOf(value: Fields, all: string, parts: string, each: string): Iterable<Entry> {
  for (const group of listOf(value[all]))
    for (const part of listOf(group[parts]))
      for (const entry of listOf(part[each]))
        yield { resource: record(group['resource']), scope: record(part['scope']), entry };
}

function listOf(value: unknown): Fields[] {
  if (!Array.isArray(value)) return [];
  return value.map(record).filter((each) => each !== undefined);
}

function recordOf(entry: Fields, resource: Fields | undefined, scope: Fields | undefined): TelemetryRecord | undefined {
  const attributes = attributesOf(entry['attributes']);
  if (attributes === undefined) return undefined;
  const context = record(entry['spanContext']);
  const of = resourceOf(resource);
  const event = text(attributes['event.name']) ?? bodyOf(entry['body']) ?? text(entry['_body']) ?? '';
  const isSpan = entry['startTimeUnixNano'] !== undefined || entry['type'] === 'span';
  return {
    attributes,
    name: isSpan ? (text(entry['name']) ?? '') : event,
    isSpan,
    service: text(of['service.name']) ?? text(scope?.['name']) ?? '',
    version: text(attributes['app.version']) ?? versionOf(of),
    trace: text(entry['traceId']) ?? text(context?.['traceId']),
    span: text(entry['spanId']) ?? text(context?.['spanId']),
    at: timeOf(entry),
  };
}

function bodyOf(body: unknown): string | undefined {
  return text(body) ?? text(record(body)?.['stringValue']);
}

function rawAttributes(pairs: unknown): Fields {
  const known = Array.isArray(pairs) ? pairs.filter((pair): pair is unknown[] => Array.isArray(pair)) : [];
  return Object.fromEntries(
    known.map(([name, value]) => [String(name), value]).filter(([name]) => name !== '__proto__'),
  );
}
