/**
 * Tallyboard's API for other extensions. Copy this file into yours; there is nothing to install.
 *
 *     const tallyboard = vscode.extensions.getExtension<{ v1: TallyboardApi }>('tallyboard.tallyboard');
 *     const v1 = (await tallyboard?.activate())?.v1;
 *     v1?.record({ extension: 'maker.helper', model: 'small-1', input: 900, output: 100 });
 */
export interface TallyboardApi {
  /**
   * Tells of one use of a model. It is counted as an estimate, in this window's session, and shown everywhere as "Reported
   * by" your extension. Counts and ids only: no member takes text. Throws `TallyboardError`.
   */
  record(record: UsageRecord): void;

  /** Sums of this window since its session began, as last counted; undefined before the first count or without a folder. */
  session(): Session | undefined;

  /** Figures have changed. At most a few times a second. */
  onDidChange(listener: () => unknown): { dispose(): unknown };
}

export interface UsageRecord {
  /** Id of your extension, `publisher.name`. It must be installed. */
  readonly extension: string;
  /** Yours: 1–100 of `A–Z a–z 0–9 _ . : -`. The same one again replaces what you told before; absent: a new use. */
  readonly id?: string | undefined;
  /** When the last token had come, in milliseconds since 1970, in the last 24 hours; absent: now. */
  readonly at?: number | undefined;
  /** When the request began; absent: `at`. */
  readonly startedAt?: number | undefined;
  /** The model as its provider calls it: 1–200 of `A–Z a–z 0–9 _ . : / @ + -`; `unknown` where you do not know. */
  readonly model: string;
  /** `anthropic`, `openai`, … */
  readonly provider?: string | undefined;
  /** Tokens sent, all of them; absent: 0. Counts are whole numbers from 0 to 1,000,000,000. */
  readonly input?: number | undefined;
  /** Tokens generated, reasoning included. */
  readonly output: number;
  /** What became of the text; absent: `answer`, text to read with nothing to accept. */
  readonly outcome?: 'open' | 'accepted' | 'partly' | 'dropped' | 'answer' | 'failed' | undefined;
  /** Of `output`, what went into documents and what was thrown away; together at most `output`. */
  readonly acceptedTokens?: number | undefined;
  readonly droppedTokens?: number | undefined;
  /** Tallyboard's id of the tool whose own log tells of the same use (`claude-code`, `codex`, …), so that it counts once. */
  readonly loggedBy?: string | undefined;
  /** That tool's id of the session. */
  readonly loggedSession?: string | undefined;
}

export interface Session {
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Tokens neither read from nor written to a cache. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  /** The four together. */
  readonly total: number;
  readonly requests: number;
  /** `atLeast`: some of it is missing. `estimate`: over 1 % of it was counted with a tokenizer. */
  readonly precision: 'exact' | 'atLeast' | 'estimate';
}

/** Thrown by `record`. */
export interface TallyboardError extends Error {
  readonly name: 'TallyboardError';
  /**
   * `invalid`: a member is missing, unknown or of a wrong form; the message says which. `notInstalled`: no such extension.
   * `rateLimited`: more than 20 at once, or 60 a minute; try again later.
   */
  readonly code: 'invalid' | 'notInstalled' | 'rateLimited';
}
