import { html, type TemplateResult } from 'lit';
import { type RowField, rowFields } from '../../src/core/team/row.js';
import { fieldName } from '../../src/core/team/words/names.js';
import { t } from '../words.js';

type Row = Readonly<Record<string, unknown>>;

/** What each member of the bytes means, in their order. */
export function inWords(text: string): TemplateResult {
  const { body, sig: _sig } = JSON.parse(text) as { readonly body: Row; readonly sig: string };
  const known = meanings();
  const rows = body['weeks'] as readonly Row[];
  return html`<dl class="words small">
    ${[...Object.keys(body), 'sig'].map(
      (name) => html`<dt><code>${name}</code></dt>
        <dd>
          ${known[name] ?? ''}
          ${name === 'weeks' ? html`<ul>${rows.map((row) => html`<li>${rowWords(row)}</li>`)}</ul>` : ''}
        </dd>`,
    )}
    <dt>${t('spaces')}</dt>
    <dd>${t('They fill it up, so that its size tells nothing.')}</dd>
  </dl>`;
}

/** No week is told. */
export function isEmpty(text: string): boolean {
  const { body } = JSON.parse(text) as { readonly body: Row };
  return (body['weeks'] as readonly Row[]).length === 0;
}

/** "2026-W47: AI lines kept 80, read from cache 5". */
function rowWords(row: Row): string {
  const said = rowFields.filter((field) => row[field] !== undefined);
  const parts = said.map((field) => partWords(field, row[field]));
  return `${String(row['week'])}: ${parts.length === 0 ? t('nothing') : parts.join(', ')}`;
}

function partWords(field: RowField, value: unknown): string {
  if (value === true) return fieldName(field, t);
  const told = Array.isArray(value) ? value.join(' ') || t('none') : String(value);
  return `${fieldName(field, t)} ${told}${units[field] ?? ''}`;
}

const units: Readonly<Partial<Record<RowField, string>>> = { kept: '%', cache: '/5', band: '/5' };

function meanings(): Readonly<Record<string, string>> {
  return {
    alias: t('what you call yourself, if it changed since you were let in'),
    certificate: t('that this device is yours, if it is not your first'),
    device: t('the key that this device signs with'),
    epoch: t('which of the team’s keys it is sealed to'),
    epochRecipient: t('that key'),
    formula: t('which version of the rules the figures follow'),
    issued: t('the day, in UTC'),
    member: t('you, as the team numbers its members'),
    prev: t('a hash of what you sent before, so that nothing can be taken out unseen'),
    seq: t('how many you have sent'),
    sig: t('your signature, so that nobody can write in your name'),
    team: t('the team’s number'),
    v: t('the version of the format'),
    weeks: t('a row for each week that is over, rounded; the older ones say less'),
  };
}
