import type { BadgesData } from '../src/protocol/badges.js';
import type { InsightsData } from '../src/protocol/insights.js';
import type { Erasure } from '../src/protocol/ledger.js';
import {
  type CalendarData,
  type Hello,
  type KeptData,
  type PrivacyData,
  type Tab,
  type ToolDetail,
  tabs,
  type ViewState,
  type YouData,
} from '../src/protocol/page.js';
import { CallError } from '../src/protocol/rpc.js';
import type { MachinesData, SharedData, TeamData } from '../src/protocol/team.js';

/** The last good answer to a question, if any, and why there is no newer one; null where there is. */
export interface Answer<T> {
  readonly value: T | null;
  readonly failure: string | null;
}

/** All that the page shows. Figures are the host's and only refetched; `view` is the person's and saved. */
export interface PageState {
  readonly hello: Hello | null;
  /** The host speaks another protocol: nothing it sends can be read. */
  readonly outdated: boolean;
  /** The last good figures. Their own `period` and `tool` may still be the ones before. */
  readonly data: YouData | null;
  readonly view: ViewState;
  /** Why the last question has no answer; null when it has. */
  readonly failure: string | null;
  readonly calendar: Answer<CalendarData>;
  readonly kept: Answer<KeptData>;
  readonly insights: Answer<InsightsData>;
  readonly privacy: Answer<PrivacyData>;
  readonly team: Answer<TeamData>;
  /** What left for a team; a value of null: nothing is known, or there is none. */
  readonly shared: Answer<SharedData>;
  readonly badges: Answer<BadgesData>;
  /** A value of null: this is the only one. */
  readonly machines: Answer<MachinesData>;
  /** By tool, of those that are unfolded. */
  readonly details: Readonly<Record<string, Answer<ToolDetail>>>;
  /** Nothing is counted after Erase; with its receipt once that is known. */
  readonly erased: boolean;
  readonly erasure: Erasure | null;
  readonly closedNotices: readonly string[];
}

export const initialView: ViewState = { tab: 'you', period: 'today', tool: null, folded: [], kindsAsCost: false };
export const unanswered = { value: null, failure: null };
/** No question was answered. */
export const nothingKnown = {
  data: null,
  failure: null,
  calendar: unanswered,
  kept: unanswered,
  insights: unanswered,
  privacy: unanswered,
  team: unanswered,
  shared: unanswered,
  badges: unanswered,
  machines: unanswered,
  details: {},
};

/** The tabs that there is something behind. */
export function tabsOf(hello: Hello | null): readonly Tab[] {
  return tabs.filter((tab) => tab !== 'team' || hello?.team !== undefined);
}

/** An answer that the host gave before it was asked. */
export function given<T>(value: T | null): Answer<T> {
  return { value, failure: null };
}

export function answerOf<T>(
  answer: { readonly value: T | null } | { readonly error: unknown },
  before: Answer<T>,
): Answer<T> {
  if ('value' in answer) return { value: answer.value, failure: null };
  return { value: before.value, failure: reasonOf(answer.error) };
}

export function reasonOf(error: unknown): string {
  if (error instanceof CallError || error instanceof Error) return error.message;
  return String(error);
}
