import { AgainstError, type OtherCliApp, openOtherCliApp } from '../app/otherCli.js';
import type { VerifyAnswer } from '../core/verify.js';
import type { Asked } from './asked.js';
import { badgesJson } from './badgesJson.js';
import { badgesText } from './badgesText.js';
import { importUsage } from './importUsage.js';
import { insightsJson } from './insightsJson.js';
import { insightsText } from './insightsText.js';
import type { CommandName } from './options.js';
import { print } from './print.js';
import type { Output } from './run.js';
import { systemWords } from './systemWords.js';
import { valueJson } from './valueJson.js';
import { valueText } from './valueText.js';
import { verifyText } from './verifyText.js';

/**
 * What is asked for now and then, a bundle of its own: a report, of which a status line may show one every few seconds, does
 * not load it. The exit code, as of `runCommand`.
 */
export async function answerOther(command: CommandName, options: Asked, output: Output): Promise<number> {
  const app = await openOtherCliApp(options, output.onReading);
  try {
    if (command === 'verify') return await verify(app, options, output);
    if (command === 'badges') return await badges(app, options, output);
    if (command === 'import') return print(importUsage(app, options, output.columns), app, output);
    return options.insights ? await insights(app, options, output) : await value(app, options, output);
  } finally {
    app.close();
  }
}

/** 1 where something is unexplained. */
async function verify(app: OtherCliApp, { json, against, zone }: Asked, output: Output): Promise<number> {
  const answer = against === undefined ? await app.verify() : await verifyAgainst(app, against, zone);
  print(json ? answer : verifyText(answer, output.columns), app, output);
  return answer.unexplained === 0 ? 0 : 1;
}

async function verifyAgainst(app: OtherCliApp, file: string, zone: string): Promise<VerifyAnswer> {
  const written = `ccusage daily --json --by-agent --timezone ${zone}`;
  try {
    return await app.verifyAgainst(file, zone);
  } catch (error) {
    if (error instanceof AgainstError) throw new Error(`"${file}" is not what "${written}" writes.`);
    const words = systemWords(error, file);
    throw words === undefined ? error : new Error(`${words} To write one: ${written} > FILE`);
  }
}

async function value(app: OtherCliApp, options: Asked, output: Output): Promise<number> {
  const told = await app.value({ ...options, now: Date.now() });
  return print(options.json ? valueJson(told, options) : valueText(told, options, output.columns), app, output);
}

async function insights(app: OtherCliApp, options: Asked, output: Output): Promise<number> {
  const { json, zone, turns } = options;
  const all = await app.insights({ now: Date.now(), zone, turns });
  const shown = options.dismissed ? all : all.filter(({ dismissed }) => !dismissed);
  const told = { shown, dismissed: all.length - shown.length };
  return print(json ? insightsJson(told) : insightsText(told, zone, output.columns), app, output);
}

async function badges(app: OtherCliApp, { json, zone, evidence }: Asked, output: Output): Promise<number> {
  const told = await app.badges({ now: Date.now(), zone, evidence });
  return print(json ? badgesJson(told) : badgesText(told, output.columns), app, output);
}
