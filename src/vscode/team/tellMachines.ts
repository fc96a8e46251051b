import * as vscode from 'vscode';
import type { TeamHere } from '../../protocol/teamWork.js';
import { plural, t } from '../words.js';
import { reaching } from './reaching.js';
import { agreed, nextBytes, unshared } from './shareNow.js';
import type { TeamTools } from './teamTools.js';

/** Tells the other machines what this one counted since. The first time it shows it to the byte, and asks. */
export async function tellMachines(tools: TeamTools, here: TeamHere, told: boolean): Promise<void> {
  const { team } = tools;
  if (!told) {
    const bytes = await nextBytes(tools, here, {});
    if (bytes === '') {
      void vscode.window.showInformationMessage(t('This machine has counted nothing yet, so that it tells nothing.'));
      return;
    }
    if (!(await agreed(bytes, agreeWords(bytes)))) return;
  }
  const { published, reason, bytes } = await reaching(t('Telling your machines'), async (signal) => {
    const answer = await team.call('publish', { team: here.id }, signal);
    await team.machines.look(here, signal);
    return answer;
  });
  const words = published
    ? plural(bytes, { one: 'Told: {0} byte, sealed.', other: 'Told: {0} bytes, sealed.' }, tools.wording().long(bytes))
    : unshared[reason ?? 'unchanged']();
  void vscode.window.showInformationMessage(words);
}

function agreeWords(bytes: string) {
  const size = Buffer.byteLength(bytes);
  const forms = { one: '{0} byte, sealed for your machines', other: '{0} bytes, sealed for your machines' };
  return {
    title: t('Tell these bytes to your machines?'),
    share: t('Tell'),
    sealed: plural(size, forms, String(size)),
    mind: t('None but your own machines hold the key.'),
  };
}
