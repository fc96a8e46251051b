/** What a window's start pays for the extension. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compareActivation } from '../vscode/rig/activation.mjs';
import { temporaryFolder } from '../vscode/rig/temporary.mjs';

const root = join(import.meta.dirname, '../..');

/**
 * P13: milliseconds to load and call the extension, in all and beyond one that does nothing, by the editor's own measure: medians of nine
 * reloads of a window. Other extensions and the window itself start at the same time.
 */
export async function activation() {
  const home = temporaryFolder();
  try {
    const { ours, empty } = await compareActivation({
      extensionId: 'tallyboard.tallyboard',
      extensionDevelopmentPath: root,
      home,
      builtIn: ['theme-defaults', 'json'],
      reloads: 9,
    });
    const whole = ours.load + ours.activate;
    return { whole, beyond: whole - empty.load - empty.activate };
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
