import type { Opened } from '../../protocol/teamWork.js';
import { t } from '../words.js';

/** Why the stock age program did not open a share, and what to do. `platform` as Node names it: of each the usual way to install a program. */
export function unopenedWords(reason: Extract<Opened, { opened: false }>['reason'], platform: string): string {
  const sentences = {
    nothing: () => t('There is no share of yours to open yet. Share with your team first.'),
    noAge: () =>
      t(
        'There is no age program on this machine’s path. Install it ({0}), then start the editor anew. Nothing of ours opens your share in its place.',
        waysToInstall[platform]?.() ?? t('the package {0} of your system, or {1}', 'age', 'https://age-encryption.org'),
      ),
    differs: () =>
      t(
        'What lies at the team’s place is not what this machine sent last. Share again; if that does not help, tell an admin.',
      ),
  } as const satisfies Record<typeof reason, () => string>;
  return sentences[reason]();
}

const waysToInstall: Readonly<Record<string, () => string>> = {
  darwin: () => 'brew install age',
  win32: () => 'winget install FiloSottile.age',
};
