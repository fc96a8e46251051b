import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CardStateName, cardStates } from './harness/card.js';
import { type ConsentStateName, consentStates } from './harness/consent.js';
import { type ReportStateName, reportStates } from './harness/report.js';
import { startRig } from './harness/rig.js';
import { type StateName, states } from './harness/states.js';
import { themeNames } from './harness/themes.js';

/**
 * Takes pictures of all states: `node out/test/page/shots.js FOLDER [STATE…]`. Each tab's first state and
 * those that are named are taken in every theme and width, the others in Dark Modern and one light High Contrast.
 */
const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error('Name a folder outside the repository.');
mkdirSync(folder, { recursive: true });
const rig = await startRig({ scale: 2 });
const names = (Object.keys(states) as StateName[]).filter((name) => wanted.length === 0 || wanted.includes(name));
for (const name of names) {
  const whole = wanted.length > 0 || name === 'today' || name === 'badges' || name === 'team' || name === 'privacy';
  for (const theme of whole ? themeNames : (['dark-modern', 'hc-light'] as const)) {
    for (const width of whole ? [220, 300, 420, 600] : [300]) {
      const page = await rig.open({
        state: states[name],
        theme,
        width,
        height: 300,
        unsettled: name === 'waiting',
      });
      if (name === 'filtered') await page.locator('.unfold').first().click();
      await page.mouse.move(0, 0);
      await page.waitForTimeout(name === 'waiting' ? 400 : 150);
      const size = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: size });
      await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
    }
  }
}
const reports = (Object.keys(reportStates) as ReportStateName[]).filter(
  (name) => wanted.length === 0 || wanted.includes(`report-${name}`),
);
for (const name of reports) {
  for (const theme of themeNames) {
    for (const width of [300, 420, 1000]) {
      const page = await rig.open({ state: reportStates[name], theme, width, height: 300 });
      await page.waitForTimeout(200);
      await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
      await page.screenshot({ path: join(folder, `report-${name}-${theme}-${width}.png`) });
    }
  }
}
for (const name of (Object.keys(cardStates) as CardStateName[]).filter(
  (each) => wanted.length === 0 || wanted.includes(`card-${each}`),
)) {
  for (const theme of themeNames) {
    const page = await rig.open({ state: cardStates[name], theme, width: 620, height: 420 });
    await page.waitForTimeout(100);
    await page.screenshot({ path: join(folder, `card-${name}-${theme}.png`) });
  }
}
for (const name of (Object.keys(consentStates) as ConsentStateName[]).filter(
  (each) => wanted.length === 0 || wanted.includes(`consent-${each}`),
)) {
  for (const theme of themeNames) {
    for (const width of [300, 420, 900]) {
      const page = await rig.open({ state: consentStates[name], theme, width, height: 300 });
      await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `consent-${name}-${theme}-${width}.png`) });
    }
  }
}
await rig.stop();
