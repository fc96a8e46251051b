import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PatternSearch } from '../../../src/assist/guard/match.js';
import { rules } from '../../../src/assist/guard/rules.js';
import { Random } from '../../kit/generate/random.js';
import { runs } from '../../ledger/rig.js';

const size = 64 * 1024;
/** What patterns repeat, and what may stand before and after it. */
const fills = [
  'a',
  'A',
  '0',
  '1',
  '-',
  '_',
  '.',
  ' ',
  '=',
  '/',
  '@',
  ':',
  '+',
  'aA1',
  'a.',
  'a@',
  '1 ',
  '1-',
  'a-',
  '%2B',
  'DE00',
  '\\n',
  ';pwd=',
  'eyJ',
  'password="',
  'é',
  '\n',
];

/** Texts that are made to keep a rule busy: its own needles among long runs of what its pattern takes. */
function* hostile(needles: readonly string[], random: Random): Generator<string> {
  for (const fill of fills) yield fill.repeat(Math.ceil(size / fill.length));
  for (const needle of needles) {
    yield needle.repeat(Math.ceil(size / needle.length));
    for (let run = 0; run < runs(60); run++) {
      const parts = [
        needle,
        random.pick(fills).repeat(random.integer(1, 400)),
        random.pick(fills),
        random.pick(needles),
      ];
      yield parts.join('').repeat(Math.ceil(size / parts.join('').length));
    }
  }
}

describe('no text keeps a detector busy', () => {
  for (const [index, rule] of rules.entries()) {
    it(`${rule.id} (${index})`, function () {
      this.timeout(120_000);
      const random = new Random(`hostile/${rule.id}`);
      const needles = 'needles' in rule ? rule.needles : ['-----BEGIN ', '@', '+49', 'MTIz'];
      for (const text of hostile(needles, random)) {
        const started = performance.now();
        const found = 'find' in rule ? rule.find(text) : new PatternSearch([rule]).find(text);
        for (const { start, end } of found) assert.ok(start >= 0 && end > start && end <= text.length);
        const taken = performance.now() - started;
        // 64 KB take about 1 ms; what grows with the square takes seconds.
        assert.ok(taken < 1_500, `${taken.toFixed(0)} ms: ${JSON.stringify(text.slice(0, 200))}`);
      }
    });
  }
});
