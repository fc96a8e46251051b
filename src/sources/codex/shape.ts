import { Shape } from '../../core/shape.js';
import { tupleKeys } from './tuple.js';

/** What is read of a rollout's lines. Slots are named as the log names the members. */
export const shape = new Shape();

export const type = shape.only('type', [
  'session_meta',
  'turn_context',
  'token_usage_record',
  'inter_agent_communication',
  'inter_agent_communication_metadata',
  'event_msg',
]);
export const timestamp = shape.instant('timestamp');

const inPayload = shape.object('payload');
export const payloadType = inPayload.only('type', ['token_count', 'task_started', 'thread_settings_applied'], {
  slot: type,
  is: ['event_msg'],
});
export const cwd = inPayload.text('cwd');
export const model = inPayload.text('model');
export const metadataModel = inPayload.object('metadata').text('model');
export const settingsModel = inPayload.object('collaboration_mode').object('settings').text('model');
export const turnId = inPayload.text('turn_id');
export const contextWindow = inPayload.number('model_context_window');
export const threadSettings = inPayload.object('thread_settings');
export const serviceTier = threadSettings.text('service_tier');

/** Of a thread's head. */
export const head = {
  id: inPayload.value('id'),
  timestamp: inPayload.instant('timestamp'),
  toolVersion: inPayload.text('cli_version'),
  provider: inPayload.text('model_provider'),
  originator: inPayload.text('originator'),
  branch: inPayload.object('git').text('branch'),
  source: inPayload.value('source'),
  origin: inPayload.text('thread_source'),
  nickname: inPayload.text('agent_nickname'),
  role: inPayload.text('agent_role'),
  forkedFrom: inPayload.value('forked_from_id'),
  parent: inPayload.value('parent_thread_id'),
};

export const threadId = inPayload.text('thread_id');
export const responseId = inPayload.value('response_id');
export const usage = tuple(inPayload, 'usage');
export const threadUsage = tuple(inPayload, 'thread_token_usage');

const info = inPayload.object('info');
export const total = tuple(info, 'total_token_usage');
export const last = tuple(info, 'last_token_usage');
export const infoContextWindow = info.number('model_context_window');
export const infoModel = info.text('model');
export const infoModelName = info.text('model_name');

const inLimits = inPayload.object('rate_limits');
export const rateLimits = inLimits.slot;
export const limitId = inLimits.text('limit_id');
export const limitWindows = ['primary', 'secondary'].map((name) => limitWindow(name));

/** Slots of one plan window. */
export type LimitWindow = ReturnType<typeof limitWindow>;

function limitWindow(name: string) {
  const window = inLimits.object(name);
  return {
    name,
    slot: window.slot,
    usedPercent: window.number('used_percent'),
    minutes: window.number('window_minutes'),
    minutesAsDuration: window.number('window_duration_mins'),
    resetsAt: window.instant('resets_at'),
    resetsInSeconds: window.number('resets_in_seconds'),
  };
}

/** The slots of the counters in the order of `tupleKeys`, and of another name of the second. */
export type TupleSlots = ReturnType<typeof tuple>;

function tuple(of: Shape, key: string) {
  const counters = of.object(key);
  const slots = tupleKeys.map((name) => counters.number(name));
  return { slots, cachedAsRead: counters.number('cache_read_input_tokens') };
}
