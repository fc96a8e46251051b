/** Where tests of a file go, with `/` between folders. */
export interface TestPlace {
  readonly path: string;
  /** A test file of the same kind to learn style and framework from; undefined where there is none. */
  readonly like: string | undefined;
}

/** Names of tests by language: `{}` is the name of the file that is tested, without its ending. */
const usual: readonly (readonly [ending: RegExp, name: string])[] = [
  [/^(ts|tsx|js|jsx|mts|cts|mjs|cjs|vue|svelte)$/, '{}.test'],
  [/^(py)$/, 'test_{}'],
  [/^(go|rb|c|cc|cpp|ex|exs|dart)$/, '{}_test'],
  [/^(java|kt|cs|php|scala|groovy|swift)$/, '{}Test'],
];

const marks: readonly (readonly [test: RegExp, name: string])[] = [
  [/^(.+)\.test$/, '{}.test'],
  [/^(.+)\.spec$/, '{}.spec'],
  [/^test_(.+)$/, 'test_{}'],
  [/^(.+)_test$/, '{}_test'],
  [/^(.+)_spec$/, '{}_spec'],
  [/^(.+)Tests$/, '{}Tests'],
  [/^(.+)Test$/, '{}Test'],
  [/^(.+)Spec$/, '{}Spec'],
];

/**
 * The test file that is there for `file`, else the place that one would have by the way of the other tests, else beside
 * it. `tests` are paths of the same workspace folder.
 */
export function testPlace(file: string, tests: readonly string[]): TestPlace {
  const { folder, name, ending } = partsOf(file);
  const same = tests.filter((path) => partsOf(path).ending === ending && markOf(path) !== undefined && path !== file);
  const own = nearest(
    same.filter((path) => markOf(path)?.of === name),
    file,
  );
  const like = own ?? nearest(same, file);
  if (own !== undefined) return { path: own, like: own };
  const mark = like === undefined ? usual.find(([kind]) => kind.test(ending))?.[1] : markOf(like)?.name;
  const named = `${(mark ?? '{}.test').replace('{}', name)}.${ending}`;
  return { path: joinPath(like === undefined ? folder : folderLike(folder, partsOf(like).folder), named), like };
}

/** Whether a path is named like a test. */
export function isTest(path: string): boolean {
  return markOf(path) !== undefined;
}

/** `src/a/b` goes with `test/x` into `test/a/b`; `src/main/a` with `src/test/x` into `src/test/a`; else beside it. */
function folderLike(folder: string, testFolder: string): string {
  const [root = '', ...below] = folder.split('/');
  const [testRoot = '', ...testBelow] = testFolder.split('/');
  if (testBelow.at(-1) === '__tests__' || testFolder === '__tests__') return joinPath(folder, '__tests__');
  if (/\/test(\/|$)/.test(testFolder)) return folder.replace(/\/main(?=\/|$)/, '/test');
  if (!/^(tests?|specs?)$/i.test(testRoot)) return folder;
  if (testBelow.length === 0) return testRoot;
  return joinPath(testRoot, /^(src|lib|app|source)$/.test(root) ? below.join('/') : folder);
}

function markOf(path: string): { readonly of: string; readonly name: string } | undefined {
  const { name } = partsOf(path);
  for (const [test, form] of marks) {
    const of = test.exec(name)?.[1];
    if (of !== undefined) return { of, name: form };
  }
  return undefined;
}

/** The one that shares most folders from the root on, then the shorter path, then the first by name. */
function nearest(paths: readonly string[], file: string): string | undefined {
  const shared = (path: string) => {
    const [a, b] = [path.split('/').reverse().slice(1), file.split('/').reverse().slice(1)];
    const [up, down] = [a.reverse(), b.reverse()];
    const other = up.findIndex((folder, index) => folder !== down[index]);
    return (other < 0 ? up.length : other) + up.filter((folder) => down.includes(folder)).length;
  };
  return [...paths].sort((a, b) => shared(b) - shared(a) || a.length - b.length || (a < b ? -1 : 1))[0];
}

function partsOf(path: string): { readonly folder: string; readonly name: string; readonly ending: string } {
  const slash = path.lastIndexOf('/');
  const file = path.slice(slash + 1);
  const dot = file.lastIndexOf('.');
  return { folder: path.slice(0, Math.max(0, slash)), name: file.slice(0, dot), ending: file.slice(dot + 1) };
}

function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
