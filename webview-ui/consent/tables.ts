import { html, nothing, type TemplateResult } from 'lit';
import type { RowField } from '../../src/core/team/row.js';
import { fieldName } from '../../src/core/team/words/names.js';
import type { ConsentData } from '../../src/protocol/consentPage.js';
import { icon } from '../icons.js';
import { t } from '../words.js';

/** Who can see what of a week. */
export function whoSeesWhat({ fields, place }: ConsentData): TemplateResult {
  const named = (wanted: readonly RowField[]) =>
    wanted.filter((field) => fields.includes(field)).map((field) => fieldName(field, t));
  const host = place.kind === 'git' ? t('The git host') : t('Who keeps the folder');
  const sealed = t('sealed');
  const never = html`<span class="never">${icon('never')}${t('never sent')}</span>`;
  const rows = [
    [[t('alias'), ...named(['band', 'badges', 'ask'])].join(', '), t('shown'), sealed],
    [
      named(['score', 'kept', 'cache', 'tools', 'waste', 'tokens', 'quest']).join(', '),
      t('in the row; shown of the top three, on the team’s boards, and as team figures'),
      sealed,
    ],
    [
      t('that you are a member'),
      t('by alias'),
      place.kind === 'git' ? t('your git account, and when you push') : t('when a file of yours changes'),
    ],
    [t('exact tokens, money, hours, projects, prompts, code'), never, never],
  ];
  // A policy may leave badges alone: then nothing is in the row that a figure is made of.
  const told = rows.filter(([what]) => what !== '');
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${t('Each week')}</th>
          <th scope="col">${t('Members')}</th>
          <th scope="col">${host}</th>
        </tr>
      </thead>
      <tbody>
        ${told.map(
          ([what, members, keeper]) => html`<tr>
            <th scope="row">${what}</th>
            <td>${members}</td>
            <td>${keeper}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** What the team agreed on, and how it was where it changed since the person accepted it. */
export function policyTable({ policy, changed }: ConsentData): TemplateResult {
  const both = changed.length > 0;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${t('Part')}</th>
          <th scope="col">${t('Agreed on')}</th>
          ${both ? html`<th scope="col">${t('As you accepted it')}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${policy.map(
          ({ part, says, before }) => html`<tr class=${before === null ? '' : 'changed'}>
            <th scope="row">${part}</th>
            <td class="name">${says}</td>
            ${both ? html`<td class="name">${before ?? ''}</td>` : nothing}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
