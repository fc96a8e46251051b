/**
 * Use that Tallyboard saw in the editor itself, as the ledger is told of it. Counts are always an estimate: a tokenizer
 * is not the provider's usage. It enters totals only where no log of a tool tells of the same use.
 */
export interface HookedUse {
  /** Random; a later record of the same id replaces the earlier one (open → accepted). */
  readonly id: string;
  readonly kind: HookedKind;
  /** Milliseconds since 1970: when it began, and when its last token had come. */
  readonly startedAt: number;
  readonly at: number;
  /** The own command (`explain`), the editor's command that was wrapped, or the id of the extension that reports. */
  readonly entrypoint: string;
  /** The tool whose own logs may tell of the same use; absent: none that is known. */
  readonly loggedBy?: string | undefined;
  /** That tool's session, where the hook knows it. */
  readonly loggedSession?: string | undefined;
  /** The editor session that it belongs to: its id, the instant of its start in base 36 and the window's random part. */
  readonly editorSession: string;
  /** Raw model id, or `unknown`. */
  readonly model: string;
  readonly provider?: string | undefined;
  /** Tokens sent and generated. An accepted suggestion has output only. */
  readonly input: number;
  readonly output: number;
  /** Working folder; '' if unknown. Local columns, as in every event. */
  readonly project: string;
  readonly branch: string;
  /** What became of the generated text. */
  readonly outcome: HookedOutcome;
  /** Of `output`, what went into documents or was thrown away; what is undecided is in neither. */
  readonly acceptedTokens: number;
  readonly droppedTokens: number;
}

/** Own assist command, accepted inline suggestion, wrapped command of another assistant, another extension's report. */
export const hookedKinds = ['command', 'inline', 'wrapped', 'reported'] as const;
export type HookedKind = (typeof hookedKinds)[number];

/** `answer`: text to read, with nothing to accept. `failed`: cancelled or ended by an error; what came until then counts. */
export const hookedOutcomes = ['open', 'accepted', 'partly', 'dropped', 'answer', 'failed'] as const;
export type HookedOutcome = (typeof hookedOutcomes)[number];

/** The tool id that hooked use counts under. */
export function hookedTool({ kind, entrypoint }: Pick<HookedUse, 'kind' | 'entrypoint'>): string {
  if (kind === 'reported') return `reported:${entrypoint}`;
  return toolOf[kind];
}

const toolOf = { command: 'assist', inline: 'inline', wrapped: 'hooked' } as const;

/** The tools whose edits the editor itself sees. */
export const seenTools: readonly string[] = Object.values(toolOf);

export function isSeenTool(tool: string): boolean {
  return seenTools.includes(tool);
}
