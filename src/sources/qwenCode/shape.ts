import { Shape } from '../../core/shape.js';

/** What is wanted of a chat's records: answers, and the telemetry events among the system's. */
export const shape = new Shape();
export const type = shape.except('type', ['user', 'tool_result']);
export const subtype = shape.text('subtype');
export const uuid = shape.value('uuid');
export const sessionId = shape.text('sessionId');
export const timestamp = shape.instant('timestamp');
export const cwd = shape.text('cwd');
export const gitBranch = shape.text('gitBranch');
export const version = shape.text('version');
export const model = shape.text('model');
export const agentId = shape.text('agentId');
export const agentName = shape.text('agentName');
export const contextWindow = shape.number('contextWindowSize');
const usage = shape.object('usageMetadata');
export const usageSlot = usage.slot;
export const prompt = usage.number('promptTokenCount');
export const candidates = usage.number('candidatesTokenCount');
export const thoughts = usage.number('thoughtsTokenCount');
export const cached = usage.number('cachedContentTokenCount');
export const total = usage.number('totalTokenCount');
export const forkedFrom = shape.value('forkedFrom');
export const payload = shape.value('systemPayload');
