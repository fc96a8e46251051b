import type { PolicyPattern } from '../core/guardPolicy.js';

/** What the guard knows of a text. Findings say where and what kind, never what stands there. */

/** `block`: a secret of a known provider; `warn`: what only looks like one, or personal data. */
export type Severity = 'block' | 'warn';

/** Kinds of secrets that block. */
export const secretIds = [
  'age-key',
  'airtable-token',
  'anthropic-key',
  'artifactory-token',
  'atlassian-token',
  'aws-key',
  'aws-secret',
  'azure-client-secret',
  'azure-sas',
  'azure-storage-key',
  'buildkite-token',
  'circleci-token',
  'cloudflare-token',
  'connection-string',
  'databricks-token',
  'datadog-key',
  'digitalocean-token',
  'discord-token',
  'discord-webhook',
  'docker-token',
  'doppler-token',
  'dynatrace-token',
  'figma-token',
  'fly-token',
  'github-app-token',
  'github-fine-grained',
  'github-token',
  'gitlab-token',
  'google-api-key',
  'google-oauth-secret',
  'google-oauth-token',
  'grafana-token',
  'groq-key',
  'heroku-key',
  'huggingface-token',
  'jwt',
  'linear-key',
  'mailchimp-key',
  'mailgun-key',
  'mapbox-token',
  'netlify-token',
  'newrelic-key',
  'notion-token',
  'npm-token',
  'onepassword-token',
  'openai-key',
  'perplexity-key',
  'planetscale-token',
  'postman-key',
  'private-key',
  'pulumi-token',
  'pypi-token',
  'replicate-token',
  'rubygems-key',
  'sendgrid-key',
  'sentry-token',
  'shopify-token',
  'slack-token',
  'slack-webhook',
  'sonar-token',
  'square-token',
  'stripe-key',
  'supabase-token',
  'telegram-token',
  'terraform-token',
  'twilio-key',
  'url-password',
  'vault-token',
  'xai-key',
] as const;

/** Kinds that warn. */
export const warningIds = ['likely-secret', 'email', 'phone', 'iban', 'card', 'national-id'] as const;

/** `policy`: a pattern of the workspace's own policy. */
export type RuleId = (typeof secretIds)[number] | (typeof warningIds)[number] | 'policy';

export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** In UTF-16 units, as the editor counts. */
  readonly start: number;
  readonly length: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Index of the pattern among those given; for `policy` alone. */
  readonly pattern?: number;
}

export interface GuardRequest {
  readonly text: string;
  readonly patterns: readonly PolicyPattern[];
}

export interface GuardResult {
  /** By place; none overlaps another. */
  readonly findings: readonly Finding[];
  /** Bytes of the text in UTF-8, and how many of them, from its start, were looked at. The rest may hold anything. */
  readonly bytes: number;
  readonly checked: number;
  /** Indexes of patterns that took too long: they were looked for in a part of the text only. */
  readonly slow: readonly number[];
}

/** What came of findings, by kind; all that is kept of them. */
export interface GuardCount {
  readonly rule: RuleId;
  readonly found: number;
  readonly redacted: number;
  readonly sent: number;
}

/** The counts of several days as one for each kind, the most found first. */
export function guardSums(counts: readonly GuardCount[]): readonly GuardCount[] {
  const sums = new Map<RuleId, GuardCount>();
  for (const { rule, found, redacted, sent } of counts) {
    const sum = sums.get(rule);
    const added = { found: found + (sum?.found ?? 0), redacted: redacted + (sum?.redacted ?? 0) };
    sums.set(rule, { rule, ...added, sent: sent + (sum?.sent ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.found - a.found || (a.rule < b.rule ? -1 : 1));
}
