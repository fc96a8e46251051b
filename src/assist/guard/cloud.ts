import { assigned } from './assigned.js';
import { looksRandom, looksVaried } from './random.js';
import type { PatternRule } from './rule.js';

/** Clouds and what runs in them. */
export const cloudRules = [
  {
    id: 'aws-key',
    severity: 'block',
    needles: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}/y,
    accept: (key) => new Set(key).size >= 8 && !key.endsWith('EXAMPLE'),
  },
  {
    id: 'aws-secret',
    severity: 'block',
    needles: ['secret_access_key', 'secretaccesskey', 'secret-access-key', 'aws_secret', 'aws-secret'],
    keyword: true,
    pattern: assigned('[A-Za-z0-9+/]{40}'),
  },
  {
    id: 'azure-storage-key',
    severity: 'block',
    needles: ['AccountKey=', 'SharedAccessKey=', 'accountKey'],
    pattern: /(?:AccountKey=|SharedAccessKey=|accountKey["']?[ ]?[:=][ ]?["'])([A-Za-z0-9+/]{43,86}={1,2})/y,
  },
  {
    id: 'azure-client-secret',
    severity: 'block',
    needles: ['7Q~', '8Q~'],
    before: 3,
    pattern: /[A-Za-z0-9_~.]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}/y,
  },
  {
    id: 'azure-sas',
    severity: 'block',
    needles: ['?sig=', '&sig=', ';sig='],
    keyword: true,
    pattern: /[&?;]sig=([A-Za-z0-9]{1,60}(?:%[0-9A-Fa-f]{2}[A-Za-z0-9]{0,50}){1,12})/y,
    accept: (signature) => signature.length >= 40 && looksRandom(signature),
  },
  { id: 'google-api-key', severity: 'block', needles: ['AIza'], pattern: /AIza[\w-]{35}/y },
  {
    id: 'google-oauth-secret',
    severity: 'block',
    needles: ['GOCSPX-'],
    pattern: /GOCSPX-[\w-]{28}/y,
    accept: looksVaried,
  },
  { id: 'google-oauth-token', severity: 'block', needles: ['ya29.'], pattern: /ya29\.[\w-]{40,400}/y },
  {
    id: 'digitalocean-token',
    severity: 'block',
    needles: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    pattern: /do[opr]_v1_[a-f0-9]{64}/y,
  },
  { id: 'heroku-key', severity: 'block', needles: ['HRKU-'], pattern: /HRKU-(?:AA[\w-]{58}|[a-f0-9-]{36})/y },
  {
    id: 'cloudflare-token',
    severity: 'block',
    needles: ['cloudflare', 'cf_api', 'cf-api'],
    keyword: true,
    pattern: assigned('v1\\.0-[a-f0-9]{24}-[a-f0-9]{146}|[a-f0-9]{37}|[\\w-]{40}'),
  },
  {
    id: 'fly-token',
    severity: 'block',
    needles: ['fm2_', 'fm1r_', 'fm1a_'],
    pattern: /fm(?:2|1[ar])_[A-Za-z0-9+/]{60,700}={0,2}/y,
  },
  { id: 'databricks-token', severity: 'block', needles: ['dapi'], pattern: /dapi[a-f0-9]{32}(?:-\d)?/y },
  { id: 'netlify-token', severity: 'block', needles: ['nfp_', 'nfc_'], pattern: /nf[cp]_[A-Za-z0-9]{36}/y },
  {
    id: 'planetscale-token',
    severity: 'block',
    needles: ['pscale_'],
    pattern: /pscale_(?:tkn|pw|oauth)_[\w.-]{32,64}/y,
  },
  {
    id: 'supabase-token',
    severity: 'block',
    needles: ['sbp_', 'sb_secret_'],
    pattern: /(?:sbp_[a-f0-9]{40}|sb_secret_[\w-]{31})/y,
  },
] as const satisfies readonly PatternRule[];
