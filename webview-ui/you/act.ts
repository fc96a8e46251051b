import type { BadgeId } from '../../src/core/badges/registry.js';
import type { BoardName } from '../../src/core/team/policy.js';
import type { HostMethods, PageCommand, PauseLength, Period, Tab } from '../../src/protocol/page.js';
import type { TeamCommand } from '../../src/protocol/team.js';

/** All that a person can do on this page. */
export type Act =
  | { readonly kind: 'tab'; readonly tab: Tab }
  | { readonly kind: 'period'; readonly period: Period }
  /** Null: all tools. */
  | { readonly kind: 'tool'; readonly tool: string | null }
  | { readonly kind: 'detail'; readonly tool: string }
  /** The card of a badge; `show`: from outside the comb. */
  | { readonly kind: 'badge'; readonly badge: string; readonly show?: boolean }
  | { readonly kind: 'showBadge'; readonly id: BadgeId }
  | { readonly kind: 'hideBadge'; readonly badge: BadgeId }
  | { readonly kind: 'unhideBadge'; readonly badge: BadgeId }
  | { readonly kind: 'showInsight'; readonly id: string }
  /** What the person says of a finding. */
  | { readonly kind: 'judge'; readonly verdict: Parameters<HostMethods['judgeInsight']>[0] }
  /** New badges were drawn. */
  | { readonly kind: 'badgesSeen' }
  | { readonly kind: 'kinds' }
  | { readonly kind: 'fold'; readonly section: string }
  | { readonly kind: 'close'; readonly notice: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'report'; readonly about: Parameters<HostMethods['report']>[0] }
  | { readonly kind: 'pause'; readonly length: PauseLength }
  | { readonly kind: 'countAgain'; readonly from: 'logs' | 'now' }
  | { readonly kind: 'board'; readonly board: BoardName }
  | { readonly kind: 'runTeam'; readonly command: TeamCommand }
  /** Null: the list of all that left. */
  | { readonly kind: 'showSent'; readonly hash: string | null }
  | { readonly kind: 'run'; readonly command: PageCommand };

const eventName = 'tally-act';

/** Says what the person did; a component knows neither wire nor editor. */
export function act(from: EventTarget, detail: Act): void {
  from.dispatchEvent(new CustomEvent<Act>(eventName, { detail, bubbles: true, composed: true }));
}

export function onAct(target: EventTarget, listener: (act: Act) => void): void {
  target.addEventListener(eventName, (event) => listener((event as CustomEvent<Act>).detail));
}
