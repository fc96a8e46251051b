import { isRisky } from './riskyPattern.js';

/**
 * `.tallyboard.json` at the root of a workspace: what a team adds to the guard. It can only tighten: there is no word in it
 * that lowers or leaves out anything. What is wrong with an entry is told, and the others hold.
 */
export interface GuardPolicy {
  readonly patterns: readonly PolicyPattern[];
  /** Files whose text is not to be sent, as globs relative to the policy's folder. */
  readonly forbidden: readonly string[];
  /** What a person reads before text is sent; '' for nothing. */
  readonly guidance: string;
}

export interface PolicyPattern {
  readonly id: string;
  /** Source of a regular expression with the flags `gu`. */
  readonly pattern: string;
  readonly severity: 'block' | 'warn';
  /** Said of a finding; '' for the id. */
  readonly message: string;
}

/** What is wrong, and where: `patterns/0/pattern`. */
export interface PolicyProblem {
  readonly path: string;
  readonly code:
    | 'unreadable'
    | 'tooLarge'
    | 'notJson'
    | 'wrongType'
    | 'unknown'
    | 'tooMany'
    | 'tooLong'
    | 'notAPattern'
    | 'risky'
    | 'twice';
}

export const policyFile = '.tallyboard.json';
const noPolicy: GuardPolicy = { patterns: [], forbidden: [], guidance: '' };
/** Characters; a policy that a person wrote is far from it, as from the other limits. */
export const longestPolicy = 65_536;
export const policyLimits = {
  patterns: 50,
  pattern: 300,
  id: 60,
  message: 200,
  forbidden: 200,
  glob: 200,
  guidance: 2_000,
} as const;

type Report = (path: string, code: PolicyProblem['code']) => void;

/** Reads the file's text. Never throws. */
export function readPolicy(text: string): {
  readonly policy: GuardPolicy;
  readonly problems: readonly PolicyProblem[];
} {
  const problems: PolicyProblem[] = [];
  const report: Report = (path, code) => problems.push({ path, code });
  const policy = parse(text, report);
  return { policy, problems };
}

function parse(text: string, report: Report): GuardPolicy {
  if (text.length > longestPolicy) return refused(report, '', 'tooLarge');
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refused(report, '', 'notJson');
  }
  if (!isObject(value)) return refused(report, '', 'wrongType');
  const known = ['$schema', 'patterns', 'forbidden', 'guidance'];
  for (const name of Object.keys(value)) if (!known.includes(name)) report(name, 'unknown');
  const patterns = list(value['patterns'], 'patterns', policyLimits.patterns, report)
    .map((each, index) => readPattern(each, `patterns/${index}`, report))
    .filter((each) => each !== undefined);
  return {
    patterns: withoutTwins(patterns, report),
    forbidden: list(value['forbidden'], 'forbidden', policyLimits.forbidden, report).filter(
      (glob, index): glob is string => isText(glob, `forbidden/${index}`, policyLimits.glob, report),
    ),
    guidance: optionalText(value['guidance'], 'guidance', policyLimits.guidance, report),
  };
}

function refused(report: Report, path: string, code: PolicyProblem['code']): GuardPolicy {
  report(path, code);
  return noPolicy;
}

function readPattern(value: unknown, path: string, report: Report): PolicyPattern | undefined {
  if (!isObject(value)) {
    report(path, 'wrongType');
    return undefined;
  }
  const { id, pattern, severity = 'warn' } = value;
  for (const name of Object.keys(value))
    if (!['id', 'pattern', 'severity', 'message'].includes(name)) report(`${path}/${name}`, 'unknown');
  if (!isText(id, `${path}/id`, policyLimits.id, report)) return undefined;
  if (!isText(pattern, `${path}/pattern`, policyLimits.pattern, report)) return undefined;
  const fault = faultOf(pattern);
  if (fault) report(`${path}/pattern`, fault);
  if (fault) return undefined;
  if (severity !== 'warn' && severity !== 'block') report(`${path}/severity`, 'wrongType');
  const message = optionalText(value['message'], `${path}/message`, policyLimits.message, report);
  // A severity that is not understood is taken for the stricter one.
  return { id, pattern, severity: severity === 'warn' ? 'warn' : 'block', message };
}

function faultOf(pattern: string): 'notAPattern' | 'risky' | undefined {
  try {
    new RegExp(pattern, 'gu');
  } catch {
    return 'notAPattern';
  }
  return isRisky(pattern) ? 'risky' : undefined;
}

function withoutTwins(patterns: readonly PolicyPattern[], report: Report): readonly PolicyPattern[] {
  const seen = new Set<string>();
  for (const { id } of patterns) {
    if (seen.has(id)) report(`patterns/${id}`, 'twice');
    seen.add(id);
  }
  return patterns;
}

function list(value: unknown, path: string, most: number, report: Report): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    report(path, 'wrongType');
    return [];
  }
  if (value.length > most) report(path, 'tooMany');
  return value.slice(0, most);
}

function isText(value: unknown, path: string, longest: number, report: Report): value is string {
  if (typeof value !== 'string' || value === '') report(path, 'wrongType');
  else if (value.length > longest) report(path, 'tooLong');
  else return true;
  return false;
}

function optionalText(value: unknown, path: string, longest: number, report: Report): string {
  return value !== undefined && isText(value, path, longest, report) ? value : '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
