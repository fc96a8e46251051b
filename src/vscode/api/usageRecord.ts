import { type HookedOutcome, hookedOutcomes } from '../../core/hookedUse.js';
import type { SeenUse } from '../hooked/recorder.js';
import { ApiError } from './apiError.js';

/** What an extension may tell, and what each member must be; anything else is refused. */
const members = {
  extension: text(/^[\w-]{1,100}\.[\w-]{1,100}$/),
  id: text(/^[\w.:-]{1,100}$/),
  at: number(Number.MAX_SAFE_INTEGER),
  startedAt: number(Number.MAX_SAFE_INTEGER),
  model: text(/^[\w.:/@+-]{1,200}$/),
  provider: text(/^[\w.-]{1,100}$/),
  loggedBy: text(/^[\w.-]{1,100}$/),
  loggedSession: text(/^[\w.:/-]{1,200}$/),
  input: number(1e9),
  output: number(1e9),
  outcome: (value: unknown) => hookedOutcomes.some((outcome) => outcome === value),
  acceptedTokens: number(1e9),
  droppedTokens: number(1e9),
} as const;

type Member = keyof typeof members;
const required: readonly Member[] = ['extension', 'model', 'output'];

/** An instant may be so old, and so far ahead: clocks differ. */
const oldest = 24 * 3_600_000;
const ahead = 60_000;

/** A record of another extension as a use. Throws `ApiError` `invalid`, which names the member; takes no text but ids. */
export function readUsageRecord(value: unknown, now: number): { readonly extension: string; readonly use: SeenUse } {
  const { extension, id, at = now, startedAt = at, input = 0, output = 0, ...rest } = checked(value);
  const { acceptedTokens = 0, droppedTokens = 0, outcome = 'answer' } = rest;
  if (at > now + ahead || at < now - oldest) throw invalid('at', 'within the last 24 hours');
  if (startedAt > at || startedAt < at - oldest) throw invalid('startedAt', 'before "at", by at most 24 hours');
  if (acceptedTokens + droppedTokens > output)
    throw invalid('acceptedTokens', 'at most "output", with "droppedTokens"');
  const entrypoint = extension.toLowerCase();
  const use: SeenUse = {
    ...(id === undefined ? {} : { id: `${entrypoint}/${id}` }),
    kind: 'reported',
    startedAt,
    at,
    entrypoint,
    loggedBy: rest.loggedBy,
    loggedSession: rest.loggedSession,
    model: rest.model,
    provider: rest.provider,
    input,
    output,
    outcome,
    acceptedTokens,
    droppedTokens,
  };
  return { extension: entrypoint, use };
}

type Checked = { readonly extension: string; readonly model: string; readonly outcome?: HookedOutcome } & Partial<
  Readonly<
    Record<'id' | 'provider' | 'loggedBy' | 'loggedSession', string> &
      Record<'at' | 'startedAt' | 'input' | 'output' | 'acceptedTokens' | 'droppedTokens', number>
  >
>;

/** The record's own members, each one that is known and right; what is undefined counts as absent. */
function checked(value: unknown): Checked {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('record', 'an object');
  const given = Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined) throw invalid(unknown.slice(0, 50), 'absent: it is none of the record’s members');
  for (const name of required) if (!Object.hasOwn(given, name)) throw invalid(name, 'there');
  for (const [name, each] of Object.entries(given))
    if (!members[name as Member](each)) throw invalid(name, 'of the documented form');
  return given as Checked;
}

function invalid(member: string, rule: string): ApiError {
  return new ApiError('invalid', `"${member}" must be ${rule}`);
}

function text(form: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && form.test(value);
}

function number(most: number): (value: unknown) => boolean {
  return (value) => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
}
