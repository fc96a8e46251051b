import type { secretIds } from '../../../src/protocol/guard.js';
import type { Random } from '../../kit/generate/random.js';

/**
 * Secrets of the right shapes for no account at all, put together at run time: no scanner finds one in this file.
 */
const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const upper = lower.toUpperCase();
const letters = upper + lower;
const hex = `${digits}abcdef`;
const base62 = letters + digits;
const base64 = `${base62}+/`;
const url64 = `${base62}-_`;

type Make = (random: Random) => string;

export function of(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[random.integer(0, alphabet.length - 1)]).join('');
}

/** A fixed part and so many random characters. */
function made(prefix: string | readonly string[], alphabet: string, least: number, most = least): Make {
  return (random) => random.pick([prefix].flat()) + of(random, alphabet, random.integer(least, most));
}

/** Parts one after the other. */
function joined(...parts: readonly (string | Make)[]): Make {
  return (random) => parts.map((part) => (typeof part === 'string' ? part : part(random))).join('');
}

const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Base64 lines between head and foot, or all in one line with `\n` as in JSON. */
const pem: Make = (random) => {
  const kind = random.pick(['RSA ', 'EC ', 'OPENSSH ', '']);
  const lines = Array.from({ length: random.integer(3, 26) }, () => of(random, base64, 64));
  const dashes = '-----';
  const all = [`${dashes}BEGIN ${kind}PRIVATE KEY${dashes}`, ...lines, `${dashes}END ${kind}PRIVATE KEY${dashes}`];
  return all.join(random.pick(['\n', '\n', '\r\n', '\\n']));
};

const jwt: Make = (random) => {
  const header = json({ alg: random.pick(['HS256', 'RS256', 'ES256']), typ: 'JWT' });
  return `${header}.${json({ sub: random.uuid(), iat: random.integer(1.6e9, 1.9e9) })}.${of(random, url64, 43)}`;
};

const schemes = ['postgres', 'postgresql', 'mysql', 'mongodb+srv', 'redis', 'amqp', 'rediss', 'mssql'];
const connection: Make = (random) => {
  const password = of(random, base62, random.integer(10, 24));
  if (random.chance(0.2)) return `Server=db.corp.net;User Id=app;Password=${password};Encrypt=true`;
  return `${random.pick(schemes)}://app:${password}@db-${random.hex(4)}.corp.net:5432/main`;
};

const discordToken: Make = (random) => {
  const id = Buffer.from(`${random.integer(1, 9)}${of(random, digits, 17)}`).toString('base64url');
  return `${id}.${of(random, url64, 6)}.${of(random, url64, 38)}`;
};

/** One secret of each kind that blocks. */
export const secrets: Readonly<Record<(typeof secretIds)[number], Make>> = {
  'age-key': made('AGE-SECRET-KEY-1', 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58),
  'airtable-token': joined(made('pat', base62, 14), '.', made('', hex, 64)),
  'anthropic-key': joined(made(['sk-ant-api03-', 'sk-ant-admin01-'], url64, 93), 'AA'),
  'artifactory-token': made('AKCp', base62, 69),
  'atlassian-token': joined(made('ATATT3xFfGF0', url64, 170), '=', made('', `${digits}ABCDEF`, 8)),
  'aws-key': made(['AKIA', 'ASIA'], `${upper}234567`, 16),
  'aws-secret': joined('aws_secret_access_key = ', made('', base64, 40)),
  'azure-client-secret': joined(made('', base62, 3), '8Q~', made('', url64, 34)),
  'azure-sas': joined('?sv=2022-11-02&sp=r&sig=', made('', base62, 20), '%2B', made('', base62, 22), '%3D'),
  'azure-storage-key': joined('AccountName=store;AccountKey=', made('', base64, 86), '=='),
  'buildkite-token': made('bkua_', hex, 40),
  'circleci-token': joined(made('CCIPAT_', base62, 22), '_', made('', hex, 40)),
  'cloudflare-token': joined('CLOUDFLARE_API_TOKEN=', made('', url64, 39), 'a'),
  'connection-string': connection,
  'databricks-token': made('dapi', hex, 32),
  'datadog-key': joined('DD_API_KEY: ', made('', hex, 32)),
  'digitalocean-token': made(['dop_v1_', 'doo_v1_', 'dor_v1_'], hex, 64),
  'discord-token': discordToken,
  'discord-webhook': joined('https://discord.com/api/webhooks/', made('1', digits, 17), '/', made('', url64, 68)),
  'docker-token': made('dckr_pat_', url64, 27),
  'doppler-token': made('dp.pt.', base62, 43),
  'dynatrace-token': joined(made('dt0c01.', `${upper}234567`, 24), '.', made('', `${upper}234567`, 64)),
  'figma-token': made('figd_', url64, 40),
  'fly-token': made('fm2_', base64, 120, 400),
  'github-app-token': made(['ghs_', 'ghu_', 'ghr_'], base62, 36),
  'github-fine-grained': joined(made('github_pat_', base62, 22), '_', made('', base62, 59)),
  'github-token': made(['ghp_', 'gho_'], base62, 36),
  'gitlab-token': made(['glpat-', 'glrt-', 'gldt-'], url64, 20),
  'google-api-key': made('AIza', url64, 35),
  'google-oauth-secret': made('GOCSPX-', url64, 28),
  'google-oauth-token': made('ya29.', url64, 100, 200),
  'grafana-token': joined(made('glsa_', base62, 32), '_', made('', hex, 8)),
  'groq-key': made('gsk_', base62, 52),
  'heroku-key': made('HRKU-AA', url64, 58),
  'huggingface-token': made('hf_', base62, 34),
  jwt,
  'linear-key': made('lin_api_', base62, 40),
  'mailchimp-key': joined(made('', hex, 32), '-us', made('', '123456789', 1, 2)),
  'mailgun-key': made('key-', hex, 32),
  'mapbox-token': joined(made('sk.eyJ', base62, 80), '.', made('', url64, 22)),
  'netlify-token': made('nfp_', base62, 36),
  'newrelic-key': made('NRAK-', upper + digits, 27),
  'notion-token': made('ntn_', base62, 46),
  'npm-token': made('npm_', base62, 36),
  'onepassword-token': made('ops_ey', base62, 300, 800),
  'openai-key': joined(made('sk-proj-', url64, 74), 'T3BlbkFJ', made('', url64, 74)),
  'perplexity-key': made('pplx-', base62, 48),
  'planetscale-token': made(['pscale_tkn_', 'pscale_pw_'], url64, 43),
  'postman-key': joined(made('PMAK-', hex, 24), '-', made('', hex, 34)),
  'private-key': pem,
  'pulumi-token': made('pul-', hex, 40),
  'pypi-token': made('pypi-AgEIcHlwaS5vcmc', url64, 130, 180),
  'replicate-token': made('r8_', base62, 37),
  'rubygems-key': made('rubygems_', hex, 48),
  'sendgrid-key': joined(made('SG.', url64, 22), '.', made('', url64, 43)),
  'sentry-token': made('sntryu_', hex, 64),
  'shopify-token': made(['shpat_', 'shpss_', 'shppa_', 'shpca_'], hex, 32),
  'slack-token': joined(made('xoxb-', digits, 12), '-', made('', digits, 13), '-', made('', base62, 24)),
  'slack-webhook': joined(
    'https://hooks.slack.com/services/',
    made('T', upper, 10),
    '/',
    made('B', upper, 10),
    '/',
    made('', base62, 24),
  ),
  'sonar-token': made('squ_', hex, 40),
  'square-token': made('sq0csp-', url64, 43),
  'stripe-key': made(['sk_live_', 'rk_live_'], base62, 24, 99),
  'supabase-token': made('sbp_', hex, 40),
  'telegram-token': joined(made('', '123456789', 9), ':AA', made('', url64, 33)),
  'terraform-token': joined(made('', base62, 14), '.atlasv1.', made('', url64, 67)),
  'twilio-key': made('SK', hex, 32),
  'url-password': joined('https://deploy:', made('', base62, 12, 30), '@git.corp.net/team/app.git'),
  'vault-token': made('hvs.', url64, 90),
  'xai-key': made('xai-', base62, 80),
};

/** Ways in which a secret stands in a text; each returns text before and after it. */
export const surroundings: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['export KEY=', '\n'],
  ['const key = "', '";\n'],
  ["client = Client('", "')\n"],
  ['{ "value": "', '" }'],
  ['{"text":"use this:\\n', '\\nthen go on"}'],
  ['  token: ', '\n  other: 1\n'],
  ['curl -H "Authorization: Bearer ', '" https://api.corp.net\n'],
  ['- `', '` is what I used\n'],
  ['größe → ', ' ✅\n'],
];

export { base62, digits, hex };
