import { parseArgs } from 'node:util';
import { isDay, isZone, machineZone } from '../core/day.js';
import { type Dimension, dimensions } from '../core/report.js';

/** What was wrong with the words of a call; exit code 2. */
export class UsageError extends Error {}

export interface CliOptions {
  readonly command: string;
  readonly rest: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  readonly home: string | undefined;
  readonly ledger: string | undefined;
  readonly zone: string;
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly by: readonly Dimension[];
}

/** Reads a command's words. Throws `UsageError`. */
export function readOptions(words: readonly string[]): CliOptions {
  const { values, positionals } = parse(words);
  const zone = values.timezone ?? machineZone();
  if (!isZone(zone)) throw new UsageError(`"${zone}" is no time zone. Use a name like Europe/Berlin or UTC.`);
  for (const name of ['since', 'until'] as const) {
    const day = values[name];
    if (day !== undefined && !isDay(day)) throw new UsageError(`--${name} takes a day like 2026-01-31, not "${day}".`);
  }
  if (values.since && values.until && values.since > values.until) throw new UsageError('--since is after --until.');
  return {
    command: positionals[0] ?? '',
    rest: positionals.slice(1),
    json: values.json === true,
    help: values.help === true,
    home: values.home,
    ledger: values.ledger,
    zone,
    since: values.since,
    until: values.until,
    by: readDimensions(values.by ?? 'tool,model,day'),
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        home: { type: 'string' },
        ledger: { type: 'string' },
        timezone: { type: 'string' },
        since: { type: 'string' },
        until: { type: 'string' },
        by: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readDimensions(text: string): Dimension[] {
  const names = text.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !dimensions.includes(name as Dimension));
  if (unknown !== undefined) throw new UsageError(`--by knows ${dimensions.join(', ')}, not "${unknown}".`);
  return names as Dimension[];
}
