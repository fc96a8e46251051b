import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isSmallModel } from '../../src/core/smallModel.js';

describe('small models', () => {
  const small = [
    'claude-haiku-4-5-20251001',
    'anthropic.claude-3-5-haiku@20241022',
    'gpt-5-mini',
    'gpt-4.1-nano',
    'gemini-2.5-flash',
    'gemini-2.5-flash-lite',
    'mistral-small-2506',
    'llama-3.1:8b',
    'qwen2.5-coder-14b',
    'glm-4.5-air',
    'grok-code-fast-1',
    'GPT-5-Mini',
  ];
  const other = [
    'claude-sonnet-5',
    'claude-opus-4-8',
    'gpt-5',
    'gemini-2.5-pro',
    'gemini-3-pro',
    'o3',
    'qwen3-coder-480b',
    'deepseek-r1:70b',
    'llama-3.1:405b',
    'minimax-m2',
    'unknown',
    '',
  ];
  for (const model of small) it(`${model} is one`, () => assert.equal(isSmallModel(model), true));
  for (const model of other) it(`${model || '(none)'} is none`, () => assert.equal(isSmallModel(model), false));
});
