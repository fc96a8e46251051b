import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostOptions, root } from './rig.js';

/** What the fake models do from now on; `test/vscode/rig/fakeModel` plays it. */
export interface Steering {
  /** One model, `fake-1`, where this says nothing. Read again whenever the editor asks for models. */
  readonly models?: readonly { readonly id: string; readonly name?: string; readonly maxInputTokens?: number }[];
  /** The first whose `when` is in the prompt speaks. */
  readonly answers?: readonly FakeAnswer[];
  /** False: the models refuse to count tokens. */
  readonly counts?: boolean;
}

export interface FakeAnswer {
  readonly when?: string;
  readonly text?: string;
  /** Characters at a time, 16 by default, and how long before each. */
  readonly chunk?: number;
  readonly delayMs?: number;
  /** What it throws after so many characters. Another word than these: an error of that message. */
  readonly fail?: 'NoPermissions' | 'Blocked' | 'NotFound' | 'offline' | (string & {});
  readonly failAfter?: number;
  /** After its text it goes on until it is cancelled. */
  readonly hold?: boolean;
}

/** What a model was sent, and how that ended; in this order. */
export type FakeEvent =
  | { readonly event: 'sent'; readonly model: string; readonly prompt: string }
  | { readonly event: 'done' | 'cancelled' | (string & {}); readonly model: string; readonly said: string };

export interface FakeModels {
  /** What `startWith` takes to have them. */
  readonly options: Pick<HostOptions, 'extraExtensions' | 'env'>;
  steer(steering: Steering): void;
  events(): readonly FakeEvent[];
  /** Whole prompts that reached a model. */
  prompts(): readonly string[];
  remove(): void;
}

/** Language models in the editor that say what `steer` tells them. They count words. */
export function fakeModels(): FakeModels {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-fake-model-'));
  const told = join(folder, 'told.jsonl');
  writeFileSync(told, '');
  const events = () => readLines<FakeEvent>(told);
  return {
    options: {
      extraExtensions: [join(root, 'test', 'vscode', 'rig', 'fakeModel')],
      env: { TALLYBOARD_FAKE_MODEL: folder },
    },
    steer(steering) {
      // The models read it at any time: one that is half written would be no steering at all.
      writeFileSync(join(folder, 'next.json'), JSON.stringify(steering));
      renameSync(join(folder, 'next.json'), join(folder, 'steer.json'));
    },
    events,
    prompts: () => events().flatMap((event) => ('prompt' in event ? [event.prompt] : [])),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** As the fake models count. */
export function fakeTokens(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

function readLines<T>(path: string): readonly T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
