import type { BilledRequest, Sum, Truth } from './generate/tally.js';
import { oracleClaude } from './oracle/oracleClaude.js';
import { oracleCodex } from './oracle/oracleCodex.js';
import { oracleCopilot } from './oracle/oracleCopilot.js';

/**
 * What the logs below a home folder hold, by days of UTC: whole files, JSON.parse of every line, the rules of FORMATS
 * as plain as they can be put. Slow, and knows neither the generator's model nor the product's readers.
 */
export function oracle(home: string): Truth {
  const requests = [...oracleClaude(home), ...oracleCodex(home), ...oracleCopilot(home)];
  return {
    timezone: 'UTC',
    totals: sumOf(requests),
    byTool: grouped(requests, (request) => request.tool),
    byModel: grouped(requests, (request) => request.model),
    byDay: grouped(requests, (request) => new Date(request.at).toISOString().slice(0, 10)),
    bySession: grouped(requests, (request) => `${request.tool}:${request.session}`),
    byProject: grouped(requests, (request) => request.project),
    byBranch: grouped(requests, (request) => request.branch),
  };
}

function grouped(requests: readonly BilledRequest[], keyOf: (request: BilledRequest) => string): Record<string, Sum> {
  const groups = new Map<string, BilledRequest[]>();
  for (const request of requests) {
    const group = groups.get(keyOf(request)) ?? [];
    group.push(request);
    groups.set(keyOf(request), group);
  }
  return Object.fromEntries([...groups].map(([key, group]) => [key, sumOf(group)]));
}

function sumOf(requests: readonly BilledRequest[]): Sum {
  const add = (name: keyof BilledRequest['counts']): number =>
    requests.reduce((sum, request) => sum + request.counts[name], 0);
  return {
    input: add('input'),
    cacheRead: add('cacheRead'),
    cacheWrite5m: add('cacheWrite5m'),
    cacheWrite1h: add('cacheWrite1h'),
    output: add('output'),
    reasoning: add('reasoning'),
    requests: requests.length,
  };
}
