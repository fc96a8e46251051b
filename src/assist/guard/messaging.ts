import { assigned } from './assigned.js';
import { anywhere } from './match.js';
import { isPlaceholder, looksRandom } from './random.js';
import type { PatternRule, Rule } from './rule.js';

/** The first part of a bot's token is its user's id. */
const discordToken = anywhere({
  id: 'discord-token',
  severity: 'block',
  pattern: /[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,38}/g,
  accept: (token) => /^\d{17,20}$/.test(Buffer.from(token.split('.')[0] ?? '', 'base64').toString('latin1')),
});

const telegramToken = anywhere({
  id: 'telegram-token',
  severity: 'block',
  pattern: /(?<!\d)\d{8,10}:AA[\w-]{33}/g,
  accept: looksRandom,
});

/** Chat, mail and telephone. */
export const messagingRules: readonly Rule[] = [
  discordToken,
  telegramToken,
  ...([
    {
      id: 'slack-token',
      severity: 'block',
      needles: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxe-', 'xoxe.', 'xoxc-', 'xoxd-', 'xapp-'],
      pattern:
        /(?:xox[abcdeprs]-[\w-]{24,255}|xoxe\.xox[bp]-[\w-]{24,255}|xapp-\d-[A-Z0-9]{8,16}-\d{8,16}-[a-f0-9]{40,80})/y,
    },
    {
      id: 'slack-webhook',
      severity: 'block',
      needles: ['hooks.slack.com/'],
      pattern:
        /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Z0-9]{8,14}\/[A-Z0-9]{8,14}\/[A-Za-z0-9]{18,32})/y,
    },
    {
      id: 'discord-webhook',
      severity: 'block',
      needles: ['/api/webhooks/'],
      keyword: true,
      pattern: /\/api\/webhooks\/\d{17,20}\/([\w-]{60,72})/y,
    },
    {
      id: 'twilio-key',
      severity: 'block',
      needles: ['SK', 'twilio_auth', 'TWILIO_AUTH', 'twilioAuth'],
      pattern:
        /(?:SK[a-f0-9]{32}|(?:twilio_auth|TWILIO_AUTH|twilioAuth)[\w.-]{0,12}["']?[ ]{0,2}[:=][ ]{0,2}["']?([a-f0-9]{32}))/y,
      accept: looksRandom,
    },
    { id: 'sendgrid-key', severity: 'block', needles: ['SG.'], pattern: /SG\.[\w-]{22}\.[\w-]{43}/y },
    { id: 'mailgun-key', severity: 'block', needles: ['key-'], pattern: /key-[a-f0-9]{32}/y },
    {
      id: 'mailchimp-key',
      severity: 'block',
      needles: ['-us'],
      before: 32,
      pattern: /[a-f0-9]{32}-us\d{1,2}/y,
      accept: (key) => !isPlaceholder(key),
    },
    {
      id: 'datadog-key',
      severity: 'block',
      needles: ['datadog', 'dd_api_key', 'dd_app_key', 'dd-api-key', 'dd_application_key'],
      keyword: true,
      pattern: assigned('[a-f0-9]{40}|[a-f0-9]{32}'),
    },
  ] as const satisfies readonly PatternRule[]),
];
