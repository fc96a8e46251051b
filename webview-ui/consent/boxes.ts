import { html, nothing, type TemplateResult } from 'lit';
import type { Choices } from '../../src/core/team/own.js';
import { mostShown } from '../../src/core/team/row.js';
import type { ConsentData } from '../../src/protocol/consentPage.js';
import { t } from '../words.js';

type Flag = 'onBoard' | 'score' | 'tokens' | 'waste';
type List = 'badges' | 'ask';

/**
 * What is shared besides the usual row: a box each, those that the team's policy leaves to the person. `offers`: tools were chosen
 * already, so that their list is open at first; afterwards the person opens and closes it.
 */
export function choiceBoxes(
  { boxes, badges, tools }: ConsentData,
  { choices, offers }: { readonly choices: Choices; readonly offers: boolean },
  change: (choices: Choices) => void,
): TemplateResult {
  const flags = (['onBoard', 'score', 'tokens', 'waste'] as const).filter((box) => boxes.includes(box));
  const list = (name: List, all: ConsentData['badges']) =>
    many(all, choices[name], (chosen) => change({ ...choices, [name]: chosen }));
  return html`${flags.map((box) => flagBox(box, choices[box], (on) => change({ ...choices, [box]: on })))}
    ${
      boxes.includes('badges')
        ? html`<fieldset class="choice">
            <legend>${t('Badges to show, beside your alias; at most {0}', mostShown)}</legend>
            ${
              badges.length === 0
                ? html`<p class="detail small">${t('You have earned no badge yet that can be shown.')}</p>`
                : list('badges', badges)
            }
          </fieldset>`
        : nothing
    }
    ${
      boxes.includes('ask')
        ? html`<details class="choice" ?open=${offers}>
            <summary>${t('Tools to ask me about; at most {0}', mostShown)}</summary>
            <p class="detail small">${t('You offer help with them; members see your alias there.')}</p>
            ${list('ask', tools)}
          </details>`
        : nothing
    }`;
}

function flagBox(box: Flag, on: boolean, change: (on: boolean) => void): TemplateResult {
  const { words, detail } = flagWords[box]();
  return tickBox({ id: box, words, detail, on, change });
}

interface Tick {
  readonly id: string;
  readonly words: string;
  readonly detail: string;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}

export function tickBox({ id, words, detail, on, change }: Tick): TemplateResult {
  return html`<div class="choice">
    <label class="check">
      <input
        type="checkbox"
        id=${id}
        aria-describedby="${id}-detail"
        .checked=${on}
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
      />
      <span>${words}</span>
    </label>
    <p class="detail small" id="${id}-detail">${detail}</p>
  </div>`;
}

/** A box each; where as many are ticked as can be, the others wait. */
function many(
  all: ConsentData['badges'],
  chosen: readonly string[],
  change: (chosen: readonly string[]) => void,
): TemplateResult {
  const isFull = chosen.length >= mostShown;
  return html`<div class="many">
    ${all.map(({ id, words }) => {
      const on = chosen.includes(id);
      const toggled = () => change(on ? chosen.filter((each) => each !== id) : [...chosen, id]);
      return html`<label class="check">
        <input type="checkbox" .checked=${on} ?disabled=${isFull && !on} @change=${toggled} />
        <span>${words}</span>
      </label>`;
    })}
  </div>`;
}

const flagWords: Readonly<Record<Flag, () => { readonly words: string; readonly detail: string }>> = {
  onBoard: () => ({
    words: t('Also put me on the board'),
    detail: t('Your band of five. Without it you still take part in the quest and the team figures.'),
  }),
  score: () => ({
    words: t('My score as a number'),
    detail: t('Shown of the top three; any member with the skill could read it.'),
  }),
  tokens: () => ({
    words: t('My weekly tokens as a range'),
    detail: t('For the board Tokens, which this team has chosen.'),
  }),
  waste: () => ({
    words: t('Kinds of waste I met'),
    detail: t(
      'Which of six kinds, never how much: the team sees what most meet, from five who say so. To members it can hint at how much you use AI.',
    ),
  }),
};
