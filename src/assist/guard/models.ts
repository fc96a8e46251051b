import type { PatternRule } from './rule.js';

/** Model providers. */
export const modelRules = [
  {
    id: 'anthropic-key',
    severity: 'block',
    needles: ['sk-ant-'],
    pattern: /sk-ant-(?:api|admin|oat|ort)\d{2}-[\w-]{80,120}/y,
  },
  {
    id: 'openai-key',
    severity: 'block',
    needles: ['sk-'],
    pattern: /sk-(?:(?:proj|svcacct|admin)-[\w-]{20,100}|[A-Za-z0-9]{20})T3BlbkFJ[\w-]{20,100}/y,
  },
  {
    id: 'huggingface-token',
    severity: 'block',
    needles: ['hf_', 'api_org_'],
    pattern: /(?:hf|api_org)_[A-Za-z0-9]{34}/y,
  },
  { id: 'groq-key', severity: 'block', needles: ['gsk_'], pattern: /gsk_[A-Za-z0-9]{52}/y },
  { id: 'xai-key', severity: 'block', needles: ['xai-'], pattern: /xai-[A-Za-z0-9]{80}/y },
  { id: 'perplexity-key', severity: 'block', needles: ['pplx-'], pattern: /pplx-[A-Za-z0-9]{48}/y },
  { id: 'replicate-token', severity: 'block', needles: ['r8_'], pattern: /r8_[A-Za-z0-9]{37}/y },
] as const satisfies readonly PatternRule[];
