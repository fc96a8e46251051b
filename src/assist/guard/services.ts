import type { PatternRule } from './rule.js';

/** Payment, shops, and what teams work and operate with. */
export const serviceRules = [
  {
    id: 'stripe-key',
    severity: 'block',
    needles: ['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_', 'whsec_'],
    pattern: /(?:[rs]k_(?:live|test)_[A-Za-z0-9]{24,247}|whsec_[A-Za-z0-9+/]{32,64})/y,
  },
  {
    id: 'shopify-token',
    severity: 'block',
    needles: ['shpat_', 'shpss_', 'shppa_', 'shpca_'],
    pattern: /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/y,
  },
  {
    id: 'square-token',
    severity: 'block',
    needles: ['sq0atp-', 'sq0csp-', 'EAAA'],
    pattern: /(?:sq0(?:atp-[\w-]{22}|csp-[\w-]{43})|EAAA[\w-]{60})/y,
  },
  {
    id: 'linear-key',
    severity: 'block',
    needles: ['lin_api_', 'lin_oauth_'],
    pattern: /lin_(?:api_[A-Za-z0-9]{40}|oauth_[a-f0-9]{64})/y,
  },
  {
    id: 'notion-token',
    severity: 'block',
    needles: ['ntn_', 'secret_'],
    pattern: /(?:ntn_[A-Za-z0-9]{46}|secret_[A-Za-z0-9]{43})/y,
  },
  { id: 'airtable-token', severity: 'block', needles: ['pat'], pattern: /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/y },
  {
    id: 'sentry-token',
    severity: 'block',
    needles: ['sntrys_', 'sntryu_'],
    pattern: /(?:sntryu_[a-f0-9]{64}|sntrys_[A-Za-z0-9+/=_-]{60,600})/y,
  },
  {
    id: 'newrelic-key',
    severity: 'block',
    needles: ['NRAK-', 'NRII-', 'NRJS-'],
    pattern: /(?:NRAK-[A-Z0-9]{27}|NRII-[\w-]{32}|NRJS-[a-f0-9]{19})/y,
  },
  {
    id: 'grafana-token',
    severity: 'block',
    needles: ['glsa_', 'glc_'],
    pattern: /(?:glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}|glc_[A-Za-z0-9+/]{60,400}={0,2})/y,
  },
  {
    id: 'dynatrace-token',
    severity: 'block',
    needles: ['dt0c01.', 'dt0s01.', 'dt0s16.'],
    pattern: /dt0[cs](?:01|16)\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}/y,
  },
  { id: 'vault-token', severity: 'block', needles: ['hvs.', 'hvb.', 'hvr.'], pattern: /hv[brs]\.[\w-]{24,400}/y },
  {
    id: 'terraform-token',
    severity: 'block',
    needles: ['.atlasv1.'],
    before: 14,
    pattern: /[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}/y,
  },
  { id: 'pulumi-token', severity: 'block', needles: ['pul-'], pattern: /pul-[a-f0-9]{40}/y },
  {
    id: 'doppler-token',
    severity: 'block',
    needles: ['dp.'],
    pattern: /dp\.(?:pt|ct|st|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,44}/y,
  },
  { id: 'onepassword-token', severity: 'block', needles: ['ops_ey'], pattern: /ops_ey[A-Za-z0-9_-]{200,2000}={0,2}/y },
  { id: 'mapbox-token', severity: 'block', needles: ['sk.eyJ'], pattern: /sk\.eyJ[\w-]{50,200}\.[\w-]{20,24}/y },
] as const satisfies readonly PatternRule[];
