import { html, nothing, type TemplateResult } from 'lit';
import type { TeamCommand, TeamData } from '../../src/protocol/team.js';
import { actionLink } from '../kit/kit.js';
import { act } from '../you/act.js';

/** A link for a command; nothing where it does not work here. */
export function teamLink(
  from: EventTarget,
  { can }: Pick<TeamData, 'can'>,
  command: TeamCommand,
  words: string,
): TemplateResult | typeof nothing {
  if (!can.includes(command)) return nothing;
  return html`${actionLink(words, () => act(from, { kind: 'runTeam', command }))}`;
}

/** The same as a button. */
export function teamButton(
  from: EventTarget,
  { can }: Pick<TeamData, 'can'>,
  command: TeamCommand,
  words: string,
  look: 'push' | 'push first' = 'push',
): TemplateResult | typeof nothing {
  if (!can.includes(command)) return nothing;
  return html`<button class=${look} @click=${() => act(from, { kind: 'runTeam', command })}>${words}</button>`;
}
