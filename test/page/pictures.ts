import { join } from 'node:path';
import { reportStates } from './harness/report.js';
import { startRig } from './harness/rig.js';
import { type HostState, states } from './harness/states.js';

/**
 * Draws the README's pictures anew, from the made-up figures of the page tests: `node out/test/page/pictures.js` after a build, then
 * `pngquant --force --ext .png media/sidebar.png media/report.png`, which takes them to a quarter.
 */
const rig = await startRig({ scale: 2 });

async function picture(state: HostState, width: number, height: number): Promise<string> {
  const page = await rig.open({ state, width, height });
  await page.waitForTimeout(300);
  const png = await page.screenshot();
  return `<img width="${width}" src="data:image/png;base64,${png.toString('base64')}">`;
}

/** Side by side, with a gap that shows on light and dark ground alike. */
async function save(name: string, images: readonly string[], width: number, height: number): Promise<void> {
  const page = await rig.open({ state: states.today, width, height, alone: true });
  // The policy of the page that was opened would forbid the styles.
  await page.goto('about:blank');
  await page.setContent(
    `<body style="margin:0;display:flex;gap:12px;background:transparent">${images.join('')}</body>`,
  );
  await page.screenshot({ path: join('media', name), omitBackground: true });
}

const tabs = [];
for (const state of [states.today, states.badges, states.team]) tabs.push(await picture(state, 330, 770));
await save('sidebar.png', tabs, 3 * 330 + 2 * 12, 770);
await save('report.png', [await picture(reportStates.year, 1000, 790)], 1000, 790);
await rig.stop();
