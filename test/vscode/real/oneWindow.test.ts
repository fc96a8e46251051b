import { writeFileSync } from 'node:fs';
import { append } from '../../kit/generate/append.js';
import { askTally } from './askTally.js';
import { clearDay } from './clearDay.js';
import { fakeModels } from './fakeModel.js';
import { followInviteLinks } from './followInviteLinks.js';
import { demoHome, type Host, item, startWith, until } from './rig.js';
import { claudeSettings, own, setUpClaude } from './setUpClaude.js';
import { requestWithoutPrice, statusBarTasks } from './statusBarTasks.js';

/** What a person does one after the other, in one window: a start of it takes as long as any of them. */
describe('in one window', function () {
  this.timeout(120_000);
  const demo = demoHome();
  const models = fakeModels();
  let host: Host;
  const window = () => host;

  before(async () => {
    await clearDay();
    // In the first minutes of a day there may be no use of it.
    for (const tool of ['codex', 'claude-code'] as const) append(demo.home, { tool });
    requestWithoutPrice(demo.home);
    writeFileSync(claudeSettings(demo.home), own);
    host = await startWith(demo.home, models.options);
    await until(
      'a figure',
      () => item(host.page),
      ({ text }) => /\d/.test(text),
    );
  });
  after(async () => {
    await host?.stop();
    demo.remove();
    models.remove();
  });

  // The walkthrough is to be untouched: these come first.
  describe('from the status bar', () => statusBarTasks(window));
  describe('Set Up Claude Code', () => setUpClaude(window, demo.home));
  describe('@tally in the chat', () => askTally(window, models));
  describe('a link to join a team', () => followInviteLinks(window, demo.home));
});
