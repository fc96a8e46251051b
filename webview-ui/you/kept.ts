import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { leastLinesTold } from '../../src/core/keptWork/formulae.js';
import type { KeptAnswer } from '../../src/protocol/kept.js';
import type { KeptData } from '../../src/protocol/page.js';
import { long, share } from '../format/format.js';
import { isScreenReaderOn, onScreenReader } from '../screenReader.js';
import type { Answer } from '../state.js';
import { plural, t } from '../words.js';
import { keptSheet } from './kept.css.js';
import { boundsOf, isTold, type KeptWeek, pathsOf, percentOf } from './keptLine.js';
import { keptTable, shareOf, weekWords } from './keptWords.js';
import { couldNot, failure } from './part.js';
import { Section } from './section.js';

/**
 * What stayed of AI lines: the share of 28 days, and a line of weeks with its gaps left open. One tab stop; arrows move by
 * week. The line below names the week under the pointer, else in focus, else this one.
 */
@customElement('tally-kept')
export class Kept extends Section {
  static override styles = [Section.styles, keptSheet];

  @property({ attribute: false }) answer: Answer<KeptData> = { value: null, failure: null };
  /** The editor does not trust the workspace. */
  @property({ attribute: false }) restricted = false;
  @state() private pointed: string | null = null;
  @state() private focused: string | null = null;

  protected readonly section = 'kept';

  constructor() {
    super();
    onScreenReader(this);
  }

  protected override heading(): string {
    return t('What stayed');
  }

  protected override aside(): string {
    return this.answer.value ? t('28 days') : '';
  }

  protected override body(): TemplateResult {
    const { value, failure: reason } = this.answer;
    if (!value) return html`${reason === null ? nothing : failure(this, couldNot(reason))}`;
    return html`${this.#share(value.recent)} ${value.weeks.some(isTold) ? this.#chart(value) : nothing}
      <p class="small quiet notes">${this.#notes(value).join(' ')}</p>`;
  }

  #share({ total }: KeptAnswer): TemplateResult {
    if (!isTold(total)) return html`<p>${tooLittle(total.lines)}</p>`;
    return html`<p class="share">
      <strong>${shareOf(total)}</strong>
      <span class="quiet">${t('of {0} AI lines were kept', long(total.lines))}</span>
    </p>`;
  }

  #chart({ weeks }: KeptData): TemplateResult {
    const [low, high] = boundsOf(weeks);
    const last = weeks.at(-1)?.first ?? '';
    const shown = this.pointed ?? this.focused ?? last;
    const named = weeks.find(({ first }) => first === shown);
    const { line, dots, error } = pathsOf(weeks, named);
    return html`<figure aria-label=${summary(weeks)}>
      <div class="chart">
        <div class="field">
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            <path class="error" vector-effect="non-scaling-stroke" d=${error}></path>
            <path class="line" vector-effect="non-scaling-stroke" d=${line}></path>
            <path class="dots" vector-effect="non-scaling-stroke" d=${dots}></path>
          </svg>
          ${this.#weeks(weeks, shown)}
        </div>
        <div class="scale small quiet number" aria-hidden="true">
          <span>${share(high, 100)}</span><span>${share(low, 100)}</span>
        </div>
      </div>
      <p class="under small quiet" aria-hidden="true">${named ? weekWords(named) : nothing}</p>
      ${isScreenReaderOn() ? html`<div class="unseen">${keptTable(t('Kept lines by week'), weeks)}</div>` : nothing}
    </figure>`;
  }

  #weeks(weeks: readonly KeptWeek[], shown: string): TemplateResult {
    const stop = this.focused ?? weeks.at(-1)?.first;
    return html`<div
      role="grid"
      aria-label=${t('Kept lines by week')}
      @pointerover=${(event: Event) => (this.pointed = weekOf(event))}
      @pointerleave=${() => (this.pointed = null)}
      @focusin=${(event: Event) => (this.focused = weekOf(event))}
      @focusout=${() => (this.focused = null)}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, weeks)}
    >
      <div class="weeks" role="row">${weeks.map(
        (week) => html`<div
          class="week ${week.first === shown ? 'shown' : ''}"
          role="gridcell"
          data-week=${week.first}
          tabindex=${week.first === stop ? 0 : -1}
          aria-label=${weekWords(week)}
        ></div>`,
      )}</div>
    </div>`;
  }

  #notes({ recent: { coverage, leftOut, waiting, backwards }, weeks }: KeptData): string[] {
    const { seen, escaped } = coverage;
    const undecided = leftOut.undecided ?? 0;
    const told = weeks.some(isTold);
    return [
      ...(seen + escaped > 0 ? [t('Covers {0} of AI-written changes.', share(seen, seen + escaped))] : []),
      ...(undecided > 0 ? [plural(undecided, inNoCommit, long(undecided))] : []),
      ...(this.restricted ? [t('Git is not asked in Restricted Mode.')] : []),
      ...(waiting > 0 && !this.restricted ? [plural(waiting, notCompared, long(waiting))] : []),
      ...(told && !weeks.every(isTold) ? [t('Gaps: weeks of fewer than {0} lines.', long(leastLinesTold))] : []),
      ...(told && backwards ? [t('Reconstructed from git history.')] : []),
    ];
  }

  #onKey(event: KeyboardEvent, weeks: readonly KeptWeek[]): void {
    const at = weeks.findIndex(({ first }) => first === weekOf(event));
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      Home: -weeks.length,
      End: weeks.length,
    };
    const step = steps[event.key];
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    const to = weeks[Math.min(weeks.length - 1, Math.max(0, at + step))]?.first;
    this.renderRoot.querySelector<HTMLElement>(`[data-week="${to}"]`)?.focus();
  }
}

const inNoCommit = { one: '{0} edit is in no commit yet.', other: '{0} edits are in no commit yet.' };
const notCompared = {
  one: '{0} edit was not compared with git yet; that needs a trusted window of its folder.',
  other: '{0} edits were not compared with git yet; that needs a trusted window of their folder.',
};

/** Of weeks of which at least one is told. */
function summary(weeks: readonly KeptWeek[]): string {
  const told = weeks.filter(isTold);
  const sorted = told.map(percentOf).sort((a, b) => a - b);
  const [last, low, high] = [told.at(-1), sorted[0], sorted.at(-1)];
  if (!last || low === undefined || high === undefined) return '';
  return t('{0}; lowest {1}, highest {2}.', weekWords(last), share(low, 100), share(high, 100));
}

function tooLittle(lines: number): string {
  return t('Too little to say yet: {0} of {1} lines.', long(lines), long(leastLinesTold));
}

function weekOf(event: Event): string | null {
  return event.target instanceof HTMLElement ? (event.target.dataset['week'] ?? null) : null;
}
