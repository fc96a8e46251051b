/** Most ways that the braces of one glob may spell out. */
const mostSpellings = 64;

/**
 * Whether a path with `/` fits a glob: `*` and `?` within a name, `**` for any folders, `{a,b}` for either. A glob without `/`
 * fits the name in any folder, one that ends in `/` all below that folder. Letters' case does not matter. Takes time by length alone.
 */
export function fitsGlob(path: string, glob: string): boolean {
  const names = path.toLowerCase().split('/');
  return spellings(glob.toLowerCase().replace(/^\.?\//, '')).some((spelling) => {
    const below = spelling.endsWith('/') ? `${spelling}**` : spelling;
    return fits(names, (below.includes('/') ? below : `**/${below}`).split('/'), '**', fitsName);
  });
}

function spellings(glob: string): string[] {
  let all = [glob];
  for (;;) {
    const next = all.flatMap((each) => {
      const braces = /\{([^{}]*)\}/.exec(each);
      if (!braces) return [each];
      const rest = each.slice(braces.index + braces[0].length);
      return (braces[1] ?? '').split(',').map((choice) => each.slice(0, braces.index) + choice + rest);
    });
    if (next.length === all.length && next.every((each, index) => each === all[index])) return all;
    if (next.length > mostSpellings) return all;
    all = next;
  }
}

function fitsName(name: string, pattern: string): boolean {
  return fits([...name], [...pattern], '*', (a, b) => b === '?' || a === b);
}

/** Two hands through both lists; on a misfit back to the last `many`, which takes one more. */
function fits(
  parts: readonly string[],
  pattern: readonly string[],
  many: string,
  same: (part: string, of: string) => boolean,
): boolean {
  let [at, of, star, taken] = [0, 0, -1, 0];
  while (at < parts.length) {
    const [part, wanted] = [parts[at] ?? '', pattern[of]];
    if (wanted === many) {
      star = of++;
      taken = at;
    } else if (wanted !== undefined && same(part, wanted)) {
      at++;
      of++;
    } else if (star !== -1) {
      of = star + 1;
      at = ++taken;
    } else return false;
  }
  return pattern.slice(of).every((each) => each === many);
}
