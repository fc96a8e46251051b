import { linesOf, type Piece } from './prompt.js';
import { headOf, type LineRange, type Scene } from './scene.js';
import type { TestPlace } from './testPlace.js';

/** Lines on each side of the code that the model gets to see. */
const around = 60;

/** What every command about code tells: file, imports, what stands around the code, the code, its problems. */
export function codeMaterial(scene: Scene): readonly Piece[] {
  const { lines, target, language, file } = scene;
  const head = headOf(lines, target);
  const before = { start: Math.max(head.end, target.start - around), end: target.start };
  const after = { start: target.end, end: Math.min(lines.length, target.end + around) };
  return [
    { title: 'The file', text: `${file} (${language})` },
    ...part('The first lines of the file', scene, head, { name: 'imports', from: 'end' }),
    ...part('What stands before the code', scene, before, { name: 'before', from: 'start' }),
    { title: 'The code', text: textOf(lines, target), language, of: { file, line: target.start + 1 } },
    ...part('What stands after the code', scene, after, { name: 'after', from: 'end' }),
    ...problems(scene),
  ];
}

/** A question, with the code that the person looks at where there is some. */
export function questionMaterial(question: string, scene: Scene | undefined): readonly Piece[] {
  return [...(scene ? codeMaterial(scene) : []), { title: 'The question', text: question }];
}

/** Where the tests go, and the file that is there or one to learn from. */
export function testMaterial(scene: Scene, place: TestPlace, like: string | undefined): readonly Piece[] {
  const { language } = scene;
  const present = place.path === place.like;
  const sample: Piece[] =
    like === undefined
      ? []
      : present
        ? [{ title: 'The test file as it is', text: like, language, of: { file: place.path, line: 1 } }]
        : [
            {
              title: `A test beside it: ${place.like}`,
              text: like,
              language,
              of: { file: place.like ?? '', line: 1 },
              cut: { name: 'test', from: 'end' },
            },
          ];
  return [...codeMaterial(scene), { title: 'Test file', text: place.path }, ...sample];
}

/** What a commit would hold, in git's own words; files that tools write last, so that they go first. */
export function commitMaterial(diff: string, earlier: readonly string[]): readonly Piece[] {
  const files = diff.split(/^(?=diff --git )/m).filter((file) => file.trim() !== '');
  const ordered = [...files.filter((file) => !isWritten(file)), ...files.filter(isWritten)];
  const names = files.map((file) => /^diff --git .* b\/(.*)$/m.exec(file)?.[1] ?? '').filter((name) => name !== '');
  const history: Piece = {
    title: 'Earlier messages',
    text: earlier.map((message) => `- ${message}`).join('\n'),
    cut: { name: 'history', from: 'end' },
  };
  return [
    ...(earlier.length > 0 ? [history] : []),
    { title: 'Changed files', text: names.join('\n'), cut: { name: 'files', from: 'end' } },
    { title: 'The change', text: ordered.join('').trimEnd(), language: 'diff', cut: { name: 'change', from: 'end' } },
  ];
}

/** Names of the files of a diff, as they are after it and as they were before. */
export function changedFiles(diff: string): readonly string[] {
  const named = [...diff.matchAll(/^(?:--- a|\+\+\+ b|rename from |rename to )\/?(.+?)\t?$/gm)].map(
    ([, name]) => name ?? '',
  );
  const headed = [...diff.matchAll(/^diff --git a\/(.+) b\/\1$/gm)].map(([, name]) => name ?? '');
  return [...new Set([...named, ...headed])];
}

/** Lock files and what a build or minifier wrote. */
function isWritten(file: string): boolean {
  return /^diff --git .*(lock\.json|\.lock|lock\.yaml|go\.sum|\.min\.\w+|\.map|\.snap)$/m.test(file);
}

function part(title: string, scene: Scene, range: LineRange, cut: Piece['cut']): readonly Piece[] {
  const text = textOf(scene.lines, range);
  const of = { file: scene.file, line: range.start + 1 };
  return text.trim() === '' ? [] : [{ title, text, language: scene.language, of, cut }];
}

function problems({ problems: all, target }: Scene): readonly Piece[] {
  if (all.length === 0) return [];
  const told = all.map(({ line, severity, text }) => {
    const [first = '', ...more] = linesOf(text);
    return [`- Line ${line - target.start + 1} of the code, ${severity}: ${first}`, ...more.map((each) => `  ${each}`)];
  });
  return [{ title: 'Problems', text: told.flat().join('\n'), cut: { name: 'problems', from: 'end' } }];
}

function textOf(lines: readonly string[], { start, end }: LineRange): string {
  return lines.slice(start, end).join('\n');
}
