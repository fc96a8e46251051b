import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AssistError } from '../../src/assist/assistError.js';
import { composed, cutOrder, type Draft, fileLineOf, fitted, type Piece } from '../../src/assist/prompt.js';

const words = (text: string) => text.split(/\s+/).filter(Boolean).length;
const count = async (text: string) => words(text);

const line = fc.constantFrom('let a = 1;', '', 'one two three four five', '```', 'x');
const piece: fc.Arbitrary<Piece> = fc.record(
  {
    title: fc.constantFrom('A', 'B'),
    text: fc.array(line, { minLength: 1, maxLength: 20 }).map((lines) => lines.join('\n')),
    language: fc.option(fc.constant('ts'), { nil: undefined }),
    cut: fc.option(
      fc.record({ name: fc.constantFrom(...cutOrder), from: fc.constantFrom('start' as const, 'end' as const) }),
      { nil: undefined },
    ),
  },
  { requiredKeys: ['title', 'text'] },
);
const draft: fc.Arbitrary<Draft> = fc.record({
  instructions: fc.constant('Do this.'),
  pieces: fc.array(piece, { maxLength: 6 }),
});

describe('a prompt', () => {
  it('never exceeds the window, and is whole where it fits', async () => {
    await fc.assert(
      fc.asyncProperty(draft, fc.integer({ min: 1, max: 200 }), async (drafted, window) => {
        const whole = composed(drafted, 0).text;
        try {
          const result = await fitted(drafted, window, count);
          assert.ok(words(result.text) <= window);
          assert.equal(result.tokens, words(result.text));
          if (words(whole) <= window) assert.deepEqual([result.text, result.left], [whole, []]);
        } catch (error) {
          assert.ok(error instanceof AssistError && error.reason === 'tooLarge', String(error));
          assert.ok(words(composed(drafted, Number.MAX_SAFE_INTEGER).text) > window);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('loses material in the fixed order, and names in the text and in the result all that it lost', async () => {
    await fc.assert(
      fc.asyncProperty(draft, fc.nat({ max: 120 }), async (drafted, cut) => {
        const { text, left } = composed(drafted, cut);
        const lines = (of: Piece) => of.text.split('\n').length;
        const cuttable = drafted.pieces.flatMap((each) => (each.cut ? [{ name: each.cut.name, of: lines(each) }] : []));
        const all = cuttable.reduce((sum, { of }) => sum + of, 0);
        assert.equal(
          left.reduce((sum, each) => sum + each.lines, 0),
          Math.min(cut, all),
        );
        const last = left.at(-1);
        for (const { name, of } of cuttable) {
          const isBefore = last && cutOrder.indexOf(name) < cutOrder.indexOf(last.name);
          if (isBefore) assert.ok(left.some((each) => each.name === name && each.lines === of && each.of === of));
        }
        for (const { lines: gone, of } of left) assert.ok(text.includes(`(${gone} of ${of} lines left out here`));
      }),
      { numRuns: 500 },
    );
  });

  it('is cut from the side that is farthest from the code', () => {
    const cut = (from: 'start' | 'end', name: 'before' | 'after') =>
      composed(
        { instructions: 'Do.', pieces: [{ title: 'T', text: '1\n2\n3', language: 'ts', cut: { name, from } }] },
        2,
      ).text;
    const note = '(2 of 3 lines left out here: the window of the model is small.)';
    assert.equal(cut('start', 'before'), `Do.\n\n## T\n${note}\n\`\`\`ts\n3\n\`\`\`\n`);
    assert.equal(cut('end', 'after'), `Do.\n\n## T\n\`\`\`ts\n1\n\`\`\`\n${note}\n`);
  });

  it('holds no text that gets out of its fence', () => {
    const { text } = composed({ instructions: '', pieces: [{ title: 'T', text: 'a\n````\nb', language: 'md' }] }, 0);
    assert.match(text, /\n`{5}md\na\n````\nb\n`{5}\n$/);
  });

  it('asks for few counts, also of many lines', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `line ${index}`).join('\n');
    let counts = 0;
    const pieces: Piece[] = [{ title: 'T', text: many, cut: { name: 'after', from: 'end' } }];
    const { tokens } = await fitted({ instructions: 'Do.', pieces }, 5_000, async (text) => {
      counts++;
      return words(text);
    });
    assert.ok(tokens > 4_990 && tokens <= 5_000, String(tokens));
    assert.ok(counts <= 16, String(counts));
  });

  it('knows of each line of a file which one it is, however much was cut', () => {
    const lines = Array.from({ length: 9 }, (_, index) => `line ${index + 11}`);
    const of = { file: 'src/a.ts', line: 11 };
    const text = lines.join('\n');
    for (const from of ['start', 'end'] as const)
      for (const cut of [0, 1, 4, 9]) {
        const pieces: Piece[] = [
          { title: 'What', text: 'one\ntwo' },
          { title: 'Before', text, language: 'ts', of, cut: { name: 'before', from } },
          { title: 'The code', text: 'line 40\nline 41', language: 'ts', of: { file: 'src/a.ts', line: 40 } },
        ];
        const made = composed({ instructions: 'Do.\nWell.', pieces }, cut);
        const told = made.text.split('\n').map((line, index) => [line, fileLineOf(made.places, index + 1)] as const);
        for (const [line, place] of told)
          assert.equal(place && `line ${place.line}`, line.startsWith('line ') ? line : undefined, `${from} ${cut}`);
      }
  });
});
