import { Shape } from '../../core/shape.js';
import type { ToldCopy, TotalsSource } from '../../core/totals.js';
import { claudeCode } from './claudeCode.js';

const shape = new Shape();
const type = shape.only('type', ['assistant']);
const timestamp = shape.instant('timestamp');
const requestId = shape.value('requestId');
const message = shape.object('message');
const id = message.value('id');
const usage = message.object('usage');
const input = usage.number('input_tokens');
const cacheRead = usage.number('cache_read_input_tokens');
const cacheWrite = usage.number('cache_creation_input_tokens');
const output = usage.number('output_tokens');
const split = usage.object('cache_creation');
const write5m = split.number('ephemeral_5m_input_tokens');
const write1h = split.number('ephemeral_1h_input_tokens');

/** Every line that tells a request, the same request again and again: for counters that count by other rules than ours. */
export const claudeCopies: TotalsSource<null, ToldCopy> = {
  source: claudeCode,
  shape,
  start: () => null,
  read(line, _state, tell) {
    const name = line.text(id);
    const at = line.instant(timestamp);
    if (name === undefined || Number.isNaN(at) || line.text(type) !== 'assistant') return;
    const flat = line.count(cacheWrite);
    const writes = Math.max(flat, line.count(write5m) + line.count(write1h));
    const made = line.count(output);
    const tokens = line.count(input) + line.count(cacheRead) + writes + made;
    tell({ id: name, at, tokens, output: made, unkeyed: !line.has(requestId), splitOnly: writes - flat });
  },
};
