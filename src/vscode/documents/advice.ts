import type { Advice } from '../../core/advice.js';
import { code, escapeText } from '../../core/markdown.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';

const setting = code('github.copilot.chat.agentDebugLog.fileLogging.enabled');

const words: Readonly<Record<Advice['kind'], (tool: string) => string>> = {
  'chat-logs': (tool) =>
    t('{0}: of some turns only the last request is known. Switch on {1}: from then on each request is.', tool, setting),
  'old-claude': (tool) =>
    t(
      '{0}: builds before 2.1.97 logged output before it was final. Update it: newer ones log it whole. Telemetry of that time makes it exact: {1}.',
      tool,
      code('tallyboard import'),
    ),
  'no-shutdown': (tool) =>
    t(
      '{0}: runs of older builds that were cut off told only their output. Update it: newer ones tell each request at once.',
      tool,
    ),
  'own-tokenizer': (tool) => t("{0}: its log has its own estimates, not the provider's counts.", tool),
  'session-sums': (tool) =>
    t(
      '{0}: tells what a session has used so far, exactly. What came between two looks is dated by the later one: the sooner it is seen, the better the day.',
      tool,
    ),
  'last-request': (tool) =>
    t(
      "{0}: keeps the counts of each session's last request alone. Each that is seen counts: leave an editor open while you use it.",
      tool,
    ),
  account: (tool) =>
    t(
      '{0}: some of its answers have counts, and none tells its cache. The rest is on the usage page of your account alone.',
      tool,
    ),
  'analytics-log': (tool) =>
    t(
      '{0}: writes exact counts only where you ask for it; its chat history has rounded ones without times, which are not counted. Add {1} to {2}.',
      tool,
      code('analytics-log: ~/.aider.analytics.jsonl'),
      code('~/.aider.conf.yml'),
    ),
  'no-counts': (tool) =>
    t('{0}: keeps no token counts, so its use cannot be told. The usage page of your account has them.', tool),
  helpers: (tool) =>
    t(
      '{0}: what it asks a model for by itself, such as the title of a session, is in none of its logs, and not counted.',
      tool,
    ),
  'lower-bound': (tool) => t('{0}: its log leaves some of the use out.', tool),
  unreadable: (tool) => t('{0}: a folder may not be read. Look at its owner and permissions.', tool),
  'unknown-format': (tool) =>
    t('{0}: some records have a form that is not known. A newer Tallyboard may know it.', tool),
  wsl: () =>
    t(
      'This is WSL. Tools that ran in Windows keep their logs there: name their folders below {0} in {1}, or count in a window of Windows.',
      code('/mnt/c'),
      code('tallyboard.roots'),
    ),
  container: () =>
    t(
      'This is a container. Tools that ran outside of it keep their logs there: count there, or mount their folders and name them in {0}.',
      code('tallyboard.roots'),
    ),
  ssh: () =>
    t(
      'This machine is reached over SSH. Tools on the one you sit at keep their logs there: {0} there, {1} here, or count in a window there.',
      code('tallyboard export --format jsonl'),
      code('tallyboard import'),
    ),
};

/** A list, '' where there is nothing to advise. */
export function adviceMarkdown(advice: readonly Advice[]): string {
  const lines = advice.map(({ kind, tool }) => `- ${words[kind](escapeText(toolWords(tool)))}`);
  return lines.length === 0 ? '' : [`## ${t('What would count more, or more exactly')}`, lines.join('\n')].join('\n\n');
}
