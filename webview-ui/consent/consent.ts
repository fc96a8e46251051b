import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Choices } from '../../src/core/team/own.js';
import type { ConsentBytes, ConsentData, ConsentMethods } from '../../src/protocol/consentPage.js';
import { controlsSheet } from '../controls.css.js';
import { long } from '../format/format.js';
import { icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import { partSheet } from '../report/report.css.js';
import { baseSheet } from '../theme.css.js';
import { plural, t } from '../words.js';
import { choiceBoxes, tickBox } from './boxes.js';
import { checkSheet, consentSheet } from './consent.css.js';
import { inWords, isEmpty } from './inWords.js';
import { policyTable, whoSeesWhat } from './tables.js';

type Ask = <K extends keyof ConsentMethods & string>(
  method: K,
  input: Parameters<ConsentMethods[K]>[0],
) => Promise<ReturnType<ConsentMethods[K]>>;

/** "Share with Harbour?": where, who sees what, what the team agreed on, the boxes, the bytes, and the two ways. */
@customElement('tally-consent')
export class Consent extends LitElement {
  static override styles = [baseSheet, controlsSheet, partSheet, checkSheet, consentSheet];

  /** Null until it is told. */
  @property({ attribute: false }) data: ConsentData | null = null;
  @property({ attribute: false }) ask!: Ask;
  @state() private choices: Choices | null = null;
  @state() private bytes: ConsentBytes | null = null;
  /** The end of these bytes was on the screen. */
  @state() private seen = false;
  @state() private agreed = false;
  @state() private reminded = false;
  @state() private explained = false;
  @state() private busy = false;
  @state() private failure: string | null = null;
  #asked = 0;
  #offers = false;
  /** Other bytes were on the screen before. */
  #looked = false;
  readonly #sight = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) this.seen = this.#looked = true;
  });

  fail(error: unknown): void {
    this.failure = error instanceof Error ? error.message : String(error);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('data') || !this.data) return;
    this.#offers ||= this.data.chosen.ask.length > 0;
    void this.#choose(this.data.chosen);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('bytes') || !this.bytes) return;
    this.#sight.disconnect();
    const end = this.renderRoot.querySelector('.size');
    if (end) this.#sight.observe(end);
  }

  override render(): TemplateResult {
    return html`<main>
      ${this.data ? this.#page(this.data) : this.failure === null ? html`<p class="quiet">${t('Reading what the team agreed on…')}</p>` : nothing}
      <div role="alert">
        ${this.failure === null ? nothing : html`<p class="failure">${icon('failed')}<span>${this.failure}</span></p>`}
      </div>
    </main>`;
  }

  #page(data: ConsentData): TemplateResult {
    const policyHead = data.changed.length > 0 ? t('What changed in the team’s policy') : t('What the team agreed on');
    return html`<h1 class="name">${t('Share with {0}?', data.team)}</h1>
      <p class="quiet">${t('Read what would be shared, then choose. Nothing is sent before you press Share.')}</p>
      ${this.#where(data)}
      <section aria-labelledby="who">
        <div class="head"><h2 id="who">${t('Who can see what')}</h2></div>
        ${whoSeesWhat(data)}
        <p class="quiet small say">
          ${t('Members hold the key. One with the skill can read the whole row below, so it holds nothing more than this.')}
        </p>
      </section>
      ${
        data.policy.length === 0
          ? nothing
          : html`<section aria-labelledby="policy">
              <div class="head"><h2 id="policy">${policyHead}</h2>${actionLink(t('Open in editor'), () => this.#run('policy'))}</div>
              ${policyTable(data)}
              <p class="quiet small say">${t('You accept it by sharing. It restricts; it never switches sharing on.')}</p>
            </section>`
      }
      <section aria-labelledby="choices">
        <div class="head"><h2 id="choices">${t('What you choose')}</h2></div>
        ${this.choices ? choiceBoxes(data, { choices: this.choices, offers: this.#offers }, (choices) => this.#changed(choices)) : nothing}
      </section>
      ${this.#exactly()} ${this.#ways()}`;
  }

  #where({ place, admins, checkWords, alias }: ConsentData): TemplateResult {
    const kind = place.kind === 'git' ? t('git, sealed files only') : t('a folder, sealed files only');
    return html`<dl class="card">
      <dt class="quiet">${t('Kept at')}</dt>
      <dd><span class="name">${place.where}</span> <span class="quiet">(${kind})</span></dd>
      <dt class="quiet">${t('Admins')}</dt>
      <dd class="name">${admins.join(', ')}</dd>
      ${
        checkWords.length === 0
          ? nothing
          : html`<dt class="quiet">${t('Check words')}</dt>
              <dd>${checkWords.join(' · ')}</dd>`
      }
      <dt class="quiet">${t('Others call you')}</dt>
      <dd><span class="name">${alias}</span> ${actionLink(t('Change'), () => this.#run('alias'))}</dd>
    </dl>`;
  }

  #exactly(): TemplateResult {
    const { bytes } = this;
    return html`<section aria-labelledby="exactly">
      <div class="head">
        <h2 id="exactly">${t('Exactly this is sealed and sent')}</h2>
        <span class="links">
          ${actionLink(this.explained ? t('Without words') : t('In words'), () => (this.explained = !this.explained))}
          ${actionLink(t('Open in editor'), () => this.#run('openBytes'))}
        </span>
      </div>
      ${
        bytes === null
          ? html`<p class="quiet">${t('Working out what is shared…')}</p>`
          : html`<pre class="bytes" tabindex="0" role="group" aria-labelledby="exactly">${bytes.text.trimEnd()}</pre>
              ${isEmpty(bytes.text) ? html`<p class="say">${t('No week in which you used AI is over yet: there is no row in it until one is.')}</p>` : nothing}
              ${this.explained ? inWords(bytes.text) : nothing}
              <p class="size quiet small" role="status">${sizeWords(bytes)} <code>sha256 ${bytes.hash}</code></p>`
      }
    </section>`;
  }

  #ways(): TemplateResult {
    const { bytes, seen, busy, agreed, reminded } = this;
    const detail =
      reminded && !agreed
        ? t('Tick this to share.')
        : t('Needed to see the team’s figures. Members see others only if they share too.');
    const change = (on: boolean) => (this.agreed = on);
    const words = t('Share this row now, and from now on at most once a day when it changed');
    const look = this.#looked ? t('Look at the bytes above first: they changed.') : t('Look at the bytes above first.');
    return html`<section>
      ${tickBox({ id: 'agree', words, detail, on: agreed, change })}
      <div class="buttons">
        <button class="push first" aria-describedby="why" ?disabled=${!bytes || !seen || busy} @click=${() => void this.#share()}>
          ${busy ? t('Sharing…') : t('Share')}
        </button>
        <button class="push" @click=${() => this.#run('notNow')}>${t('Not now')}</button>
      </div>
      <p class="quiet small say" id="why">
        ${bytes && !seen ? look : t('Leaving takes two clicks. Nobody is told if you do not share.')}
      </p>
    </section>`;
  }

  #changed(choices: Choices): void {
    this.failure = null;
    void this.#choose(choices);
  }

  /** The bytes of what is chosen now; an answer that another choice has overtaken is dropped. */
  async #choose(choices: Choices): Promise<void> {
    const asked = ++this.#asked;
    this.choices = choices;
    this.seen = false;
    this.bytes = null;
    try {
      const bytes = await this.ask('bytes', { choices });
      if (asked !== this.#asked) return;
      this.bytes = bytes;
    } catch (error) {
      if (asked === this.#asked) this.fail(error);
    }
  }

  async #share(): Promise<void> {
    const { bytes } = this;
    if (!bytes) return;
    if (!this.agreed) {
      this.reminded = true;
      this.renderRoot.querySelector<HTMLInputElement>('#agree')?.focus();
      return;
    }
    this.busy = true;
    this.failure = null;
    try {
      const why = await this.ask('share', { hash: bytes.hash });
      if (why !== null) await this.#again(why);
    } catch (error) {
      this.fail(error);
    }
    this.busy = false;
  }

  /** What was read is out of date: all of it is read anew, and has to be agreed to anew. */
  async #again(why: string): Promise<void> {
    this.agreed = false;
    this.data = await this.ask('consent', {});
    await this.updateComplete;
    this.failure = why;
  }

  #run(command: Parameters<ConsentMethods['run']>[0]['command']): void {
    const done = this.ask('run', { command }).then(async () => {
      if (command === 'alias') this.data = await this.ask('consent', {});
    });
    done.catch((error: unknown) => this.fail(error));
  }
}

function sizeWords({ text, size, sealed }: ConsentBytes): string {
  const spaces = text.length - text.trimEnd().length;
  const forms = { one: 'and {0} space that fills it up', other: 'and {0} spaces that fill it up' };
  return t(
    '{0} bytes {1}, sent as {2} sealed bytes.',
    long(size - spaces),
    plural(spaces, forms, long(spaces)),
    long(sealed),
  );
}
