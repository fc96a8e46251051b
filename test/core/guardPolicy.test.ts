import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { checkText } from '../../src/assist/guard/checkText.js';
import { fitsGlob } from '../../src/core/glob.js';
import { policyLimits, readPolicy } from '../../src/core/guardPolicy.js';
import { isRisky } from '../../src/core/riskyPattern.js';

const pattern = { id: 'customer', pattern: 'KD-[0-9]{8}', severity: 'block', message: 'A customer number' } as const;

describe('a workspace policy', () => {
  it('is read whole', () => {
    const text = JSON.stringify({ $schema: 'x', patterns: [pattern], forbidden: ['*.pem'], guidance: 'No names.' });
    assert.deepEqual(readPolicy(text), {
      policy: { patterns: [pattern], forbidden: ['*.pem'], guidance: 'No names.' },
      problems: [],
    });
  });

  it('that is wrong in a part is told so, and its other parts hold', () => {
    const patterns = [
      { id: 'a', pattern: '(a+)+$' },
      { id: 'b', pattern: '[' },
      7,
      { ...pattern, severity: 'off' },
      { id: '' },
    ];
    const told = readPolicy(JSON.stringify({ patterns, forbidden: [1, '*.pem'], guidance: [], allow: ['aws-key'] }));
    assert.deepEqual(told.policy, { patterns: [pattern], forbidden: ['*.pem'], guidance: '' });
    assert.deepEqual(
      told.problems.map(({ path, code }) => `${path} ${code}`),
      [
        'allow unknown',
        'patterns/0/pattern risky',
        'patterns/1/pattern notAPattern',
        'patterns/2 wrongType',
        'patterns/3/severity wrongType',
        'patterns/4/id wrongType',
        'forbidden/0 wrongType',
        'guidance wrongType',
      ],
    );
  });

  for (const [text, code] of [
    ['', 'notJson'],
    ['{', 'notJson'],
    ['[]', 'wrongType'],
    ['null', 'wrongType'],
    [`{"guidance":"${'x'.repeat(70_000)}"}`, 'tooLarge'],
  ] as const) {
    it(`${text.slice(0, 20) || 'nothing'} is refused: ${code}`, () =>
      assert.equal(readPolicy(text).problems[0]?.code, code));
  }

  it('has no word that lowers or switches off a check', () => {
    const text = `${'AKIA'}Q3EGVTZ5KXN2WJ7P`;
    const { policy } = readPolicy(
      JSON.stringify({ patterns: [{ id: 'aws-key', pattern: 'AKIA\\w+', severity: 'warn' }], disable: ['aws-key'] }),
    );
    assert.deepEqual(
      checkText({ text, patterns: policy.patterns }).findings.map(({ rule, severity }) => [rule, severity]),
      [['aws-key', 'block']],
    );
  });

  it('finds its patterns by index, with their severity', () => {
    const { findings } = checkText({
      text: 'order of KD-12345678',
      patterns: [{ ...pattern, id: 'x', pattern: 'zzz' }, pattern],
    });
    assert.deepEqual(findings, [
      { rule: 'policy', severity: 'block', start: 9, length: 11, line: 1, column: 10, pattern: 1 },
    ]);
  });

  it('ends a pattern that slipped through and takes too long, and says so', () => {
    const slow = { ...pattern, pattern: 'a*a*a*a*a*a*a*b' };
    const started = performance.now();
    const result = checkText({ text: 'a'.repeat(20_000), patterns: [slow, pattern] });
    assert.deepEqual([result.findings, result.slow], [[], [0]]);
    assert.ok(performance.now() - started < 2_000);
  });

  it('is described to the editor as it is read', () => {
    const schema = JSON.parse(readFileSync('media/policy.schema.json', 'utf8')) as {
      properties: Record<
        string,
        {
          maxItems?: number;
          maxLength?: number;
          items?: { maxLength?: number; properties?: Record<string, { maxLength?: number }> };
        }
      >;
    };
    const { patterns, forbidden, guidance } = schema.properties;
    const of = patterns?.items?.properties;
    assert.deepEqual(
      {
        patterns: patterns?.maxItems,
        pattern: of?.['pattern']?.maxLength,
        id: of?.['id']?.maxLength,
        message: of?.['message']?.maxLength,
        forbidden: forbidden?.maxItems,
        glob: forbidden?.items?.maxLength,
        guidance: guidance?.maxLength,
      },
      policyLimits,
    );
  });
});

describe('a pattern', () => {
  for (const risky of [
    '(a+)+',
    '(a|b)*c',
    '([a-z]+)*$',
    '(a{2,9}){5,}',
    '(x*){9}',
    '(a)\\1',
    '.*.*.*x',
    '((a+)b)+',
    '(?:a|ab)+',
  ])
    it(`${risky} is risky`, () => assert.equal(isRisky(risky), true));
  for (const fine of [
    'KD-[0-9]{8}',
    '(?:foo|bar)-\\d+',
    '[a-z+*]+@corp',
    '\\(a+\\)+',
    'a{3,5}',
    '(?<n>a)b?',
    '(?:v\\d{1,3}\\.){2}\\d',
    '\\p{Lu}\\d+',
  ])
    it(`${fine} is not`, () => assert.equal(isRisky(fine), false));
});

describe('a glob', () => {
  const cases: readonly (readonly [glob: string, fits: readonly string[], not: readonly string[]])[] = [
    ['*.pem', ['a.pem', 'x/y/a.PEM', '.pem'], ['a.pem.txt', 'pem']],
    ['**/secrets/**', ['secrets/a', 'x/secrets/y/z'], ['x/secretsy/z', 'secret/a']],
    ['config/*.json', ['config/a.json'], ['config/x/a.json', 'x/config/a.json']],
    ['private/', ['private/a', 'private/x/y'], ['x/private/a']],
    ['.env{,.local,.prod*}', ['.env', 'x/.env.local', '.env.production'], ['.env.test', 'env']],
    ['/a/**/b?.{ts,js}', ['a/b1.ts', 'a/x/y/b2.js'], ['a/b.ts', 'a/x/bb.css']],
  ];
  for (const [glob, fits, not] of cases) {
    it(glob, () => {
      assert.deepEqual(
        [...fits, ...not].filter((path) => fitsGlob(path, glob)),
        fits,
      );
    });
  }
  it('takes no longer for being hostile', () => {
    const started = performance.now();
    assert.equal(fitsGlob('a'.repeat(4_000), `${'*a'.repeat(99)}b`), false);
    assert.equal(fitsGlob('a/'.repeat(2_000), `${'**/a/'.repeat(30)}b`), false);
    assert.equal(fitsGlob('x', '{a,b}'.repeat(40)), false);
    assert.ok(performance.now() - started < 1_000);
  });
});
