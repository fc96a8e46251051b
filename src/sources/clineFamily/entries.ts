import { count, instantOf, jsonOf, numberOf, record, text } from '../../core/json.js';
import type { Emit, FileFacts } from '../../core/source.js';

/** The first has the figures of its request; in builds of 2024 the second, which came when the answer was there. */
const says = ['api_req_started', 'api_req_finished', 'deleted_api_reqs', 'subagent_usage'] as const;

/** A message with figures. */
export interface UsageEntry {
  readonly say: (typeof says)[number];
  readonly at: number;
  /** How many of its kind and instant come before: sub-agents side by side may end in one millisecond. */
  readonly twin: number;
  readonly model: string;
  readonly provider: string | undefined;
  /** Whose way of counting the provider's answers have, where told: `anthropic` or `openai`. */
  readonly protocol: string | undefined;
  readonly input: number;
  readonly output: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
  /** Dollars; NaN where none is told. */
  readonly cost: number;
}

interface ModelUse {
  readonly at: number;
  readonly model: string;
}

interface Task {
  readonly id: string;
  readonly messages: readonly unknown[];
  /** Which model was chosen when, in order. */
  readonly models: readonly ModelUse[];
  readonly project: string;
}

/** Undefined for what is no list of messages. */
export function taskOf(content: string, file: FileFacts): Task | undefined {
  const messages = jsonOf(content);
  if (!Array.isArray(messages)) return undefined;
  let models: ModelUse[] = [];
  let project = '';
  for (const companion of file.companions.values()) {
    // What was sent has megabytes, and in most builds no model.
    const isPlain = companion.startsWith('[') && !companion.includes('<model>');
    const told = isPlain ? undefined : jsonOf(companion);
    const metadata = record(told);
    if (Array.isArray(told)) models = told.flatMap(modelInHistory);
    const uses = Array.isArray(metadata?.['model_usage']) ? metadata['model_usage'].flatMap(modelUse) : [];
    if (uses.length > 0) models = uses;
    project = text(metadata?.['workspace']) ?? project;
  }
  return { id: file.relativePath.split('/')[0] ?? '', messages, models, project };
}

function modelUse(value: unknown): ModelUse[] {
  const use = record(value);
  const model = text(use?.['model_id']);
  const at = instantOf(use?.['ts']);
  return model === undefined || Number.isNaN(at) ? [] : [{ at, model }];
}

/** What Roo and its kin tell the model of itself, at the end of each prompt; what a person or a file says may look like a part of it. */
const currentMode = /<slug>[^<]*<\/slug>\s*<name>[^<]*<\/name>\s*<model>([^<\r\n]{1,200})<\/model>/;
/** Of other builds, within what they add to a prompt. */
const surroundings = /<environment_details>(?:(?!<\/?environment_details>)[\s\S])*?<model>([^<\r\n]{1,200})<\/model>/;

/** A prompt is written down once its request is under way, so the model in it is in use since the message before. */
function modelInHistory(message: unknown, index: number, history: readonly unknown[]): ModelUse[] {
  const { role, content } = record(message) ?? {};
  if (role !== 'user') return [];
  const parts = textsOf(content);
  const toldBy = (form: RegExp) => parts.flatMap((part) => form.exec(part)?.[1] ?? []).at(-1);
  const model = toldBy(currentMode) ?? toldBy(surroundings);
  const at = index === 0 ? 0 : instantOf(record(history[index - 1])?.['ts']);
  return model === undefined || Number.isNaN(at) ? [] : [{ at, model }];
}

/** A prompt is a text or parts, of which results of tools have parts too. */
function textsOf(content: unknown): string[] {
  if (!Array.isArray(content)) return [text(content) ?? ''];
  return content.map(record).flatMap((part) => [text(part?.['text']) ?? '', ...nestedTexts(part?.['content'])]);
}

function nestedTexts(content: unknown): string[] {
  return Array.isArray(content) ? content.map((part) => text(record(part)?.['text']) ?? '') : [];
}

/** A request without figures is under way, or was broken off. */
export function entriesOf(messages: readonly unknown[], models: readonly ModelUse[], emit: Emit): UsageEntry[] {
  const entries: UsageEntry[] = [];
  const twins = new Map<string, number>();
  let last: string | undefined;
  let isTold = false;
  for (const message of messages.map(record)) {
    const say = says.find((each) => each === message?.['say']);
    if (say === undefined) continue;
    const told = record(jsonOf(text(message?.['text']) ?? ''));
    const at = instantOf(message?.['ts']);
    if (told === undefined || Number.isNaN(at)) {
      emit.skip(told === undefined ? 'malformed' : 'no-timestamp');
      continue;
    }
    const info = record(message?.['modelInfo']);
    last = text(info?.['modelId']) ?? last;
    const model = last ?? modelAt(models, at);
    const twin = twins.get(`${at}/${say}`) ?? 0;
    twins.set(`${at}/${say}`, twin + 1);
    const sent = { provider: text(info?.['providerId']), protocol: text(told['apiProtocol']) };
    const entry = { say, at, twin, model, ...sent, ...figuresOf(told) } as const;
    const isRepeat = say === 'api_req_finished' && isTold;
    const hasFigures = entry.input + entry.output + entry.cacheRead + entry.cacheWrite > 0;
    if (say === 'api_req_started') isTold = hasFigures;
    if (hasFigures && !isRepeat) entries.push(entry);
  }
  return entries;
}

function figuresOf(told: Readonly<Record<string, unknown>>) {
  return {
    input: count(told['tokensIn']),
    output: count(told['tokensOut']),
    cacheWrite: count(told['cacheWrites']),
    cacheRead: count(told['cacheReads']),
    cost: numberOf(told['cost']),
  };
}

/** The last one chosen before; of a request before the first choice that one. */
function modelAt(models: readonly ModelUse[], at: number): string {
  return (models.findLast((use) => use.at <= at) ?? models[0])?.model ?? 'unknown';
}
