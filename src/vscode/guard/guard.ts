import type { WorkClient } from '../../app/workClient.js';
import type { Asking, LedgerReader } from '../../app/you.js';
import { dayOf } from '../../core/day.js';
import type { PolicyPattern } from '../../core/guardPolicy.js';
import type { Finding, GuardCount, GuardResult, RuleId } from '../../protocol/guard.js';
import type { Documents } from '../documents/documents.js';
import { Marks } from './marks.js';
import { type FolderPolicy, readPolicies } from './policy.js';

export interface GuardTools {
  readonly work: WorkClient;
  readonly counting: LedgerReader;
  readonly documents: Pick<Documents, 'showText'>;
  readonly asking: () => Pick<Asking, 'now' | 'zone'>;
}

/** A text that was looked at, with the policies of that moment. */
export interface Checked extends GuardResult {
  readonly patterns: readonly PolicyPattern[];
  readonly policies: readonly FolderPolicy[];
}

/** Looks at texts in the work worker, and counts what came of it. */
export class Guard {
  readonly #tools: GuardTools;
  readonly marks: Marks;

  constructor(tools: GuardTools) {
    this.#tools = tools;
    this.marks = new Marks(tools.documents);
  }

  /** Rejects when the worker cannot be had: then nothing is known of the text. */
  async check(text: string, policies?: readonly FolderPolicy[]): Promise<Checked> {
    const known = policies ?? (await readPolicies());
    const patterns = known.flatMap((policy) => policy.patterns);
    const result = await this.#tools.work.call('guard', { text, patterns });
    this.count('found', result.findings);
    return { ...result, patterns, policies: known };
  }

  /** Only how many of each kind, and the day. Without a ledger nothing is counted. */
  count(fate: 'found' | 'redacted' | 'sent', findings: readonly Finding[]): void {
    if (findings.length === 0) return;
    const { now, zone } = this.#tools.asking();
    const rules = [...new Set(findings.map(({ rule }) => rule))];
    const counts = rules.map((rule) => ({
      ...none(rule),
      [fate]: findings.filter((each) => each.rule === rule).length,
    }));
    this.#tools.counting.call('recordGuard', { day: dayOf(now, zone), counts }).catch(() => {});
  }
}

function none(rule: RuleId): GuardCount {
  return { rule, found: 0, redacted: 0, sent: 0 };
}
