import { looksVaried } from './random.js';
import type { PatternRule } from './rule.js';

/** Where code lives, is built and is published. */
export const codeHostRules = [
  { id: 'github-token', severity: 'block', needles: ['ghp_', 'gho_'], pattern: /gh[op]_[A-Za-z0-9]{36,251}/y },
  {
    id: 'github-app-token',
    severity: 'block',
    needles: ['ghu_', 'ghs_', 'ghr_'],
    pattern: /gh[rsu]_[A-Za-z0-9]{36,251}/y,
  },
  {
    id: 'github-fine-grained',
    severity: 'block',
    needles: ['github_pat_'],
    pattern: /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/y,
  },
  {
    id: 'gitlab-token',
    severity: 'block',
    needles: ['glpat-', 'glrt-', 'gldt-', 'glptt-', 'glcbt-', 'glsoat-', 'glft-', 'glagent-', 'gloas-'],
    pattern: /gl(?:pat|rt|dt|ptt|cbt|soat|ft|agent|oas)-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?/y,
    accept: looksVaried,
  },
  {
    id: 'atlassian-token',
    severity: 'block',
    needles: ['ATATT3xFfGF0', 'ATCTT3xFfGN0', 'ATBB'],
    pattern: /(?:AT[AC]TT3xFfG[FN]0[\w-]{100,240}={0,2}[A-F0-9]{0,8}|ATBB[A-Za-z0-9]{32})/y,
  },
  { id: 'npm-token', severity: 'block', needles: ['npm_'], pattern: /npm_[A-Za-z0-9]{36}/y },
  {
    id: 'pypi-token',
    severity: 'block',
    needles: ['pypi-AgEIcHlwaS5vcmc', 'pypi-AgENdGVzdC5weXBpLm9yZw'],
    pattern: /pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[\w-]{50,400}/y,
  },
  { id: 'rubygems-key', severity: 'block', needles: ['rubygems_'], pattern: /rubygems_[a-f0-9]{48}/y },
  { id: 'docker-token', severity: 'block', needles: ['dckr_pat_', 'dckr_oat_'], pattern: /dckr_[op]at_[\w-]{27,32}/y },
  { id: 'artifactory-token', severity: 'block', needles: ['AKCp'], pattern: /AKCp[A-Za-z0-9]{69}/y },
  {
    id: 'circleci-token',
    severity: 'block',
    needles: ['CCIPAT_', 'CCIPRJ_'],
    pattern: /CCIP(?:AT|RJ)_[A-Za-z0-9]{22}_[a-f0-9]{40}/y,
  },
  { id: 'buildkite-token', severity: 'block', needles: ['bkua_'], pattern: /bkua_[a-z0-9]{40}/y },
  { id: 'sonar-token', severity: 'block', needles: ['squ_', 'sqp_', 'sqa_'], pattern: /sq[apu]_[a-f0-9]{40}/y },
  { id: 'postman-key', severity: 'block', needles: ['PMAK-'], pattern: /PMAK-[a-f0-9]{24}-[a-f0-9]{34}/y },
  { id: 'figma-token', severity: 'block', needles: ['figd_', 'figo_', 'figr_'], pattern: /fig[dor]_[\w-]{40}/y },
] as const satisfies readonly PatternRule[];
