import { type Dirent, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

export interface FoundFile {
  readonly path: string;
  /** Path below the root, `/` between folders. */
  readonly relativePath: string;
  readonly size: number;
  /** Milliseconds since 1970, with fraction where the file system keeps it. */
  readonly modifiedAt: number;
}

export interface WalkRoot {
  readonly path: string;
  readonly accepts: (relativePath: string) => boolean;
  readonly enters?: (relativeFolder: string) => boolean;
  readonly largest?: number;
  readonly lists?: (text: string) => readonly WalkRoot[];
}

export type RootState = 'read' | 'absent' | 'unreadable';

interface Entries {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Those of `folders` that are symbolic links; undefined where the folder has no link at all. */
  readonly links?: ReadonlySet<string>;
  /** Links that lead round in a circle, so that there is nothing behind them. */
  readonly circles?: readonly string[];
}

interface Listing extends Entries {
  /** The folder's times in milliseconds since 1970, as long as which its next listing would be the same; NaN where it might not. */
  readonly modifiedAt: number;
  readonly changedAt: number;
}

/** A remembered listing: path, its two times, names of files and of folders. */
export type RememberedFolder = readonly [string, number, number, readonly string[], readonly string[]];

/** One walk of one root. */
interface Walked {
  readonly root: WalkRoot;
  readonly found: (file: FoundFile) => void;
  /** Real folders that were walked because a link leads there, and the root's own. */
  readonly seen: Set<string>;
}

const deepest = 12;
/** Milliseconds; no file system's clock is as coarse. */
const settledAfter = 5_000;

/** The device of a folder below which a folder's times tell each change of its entries; undefined where there is no such one. */
export function trustedDevice(home: string): number | undefined {
  // FAT does not tell, and on Windows a home or a portable editor may lie on it. Elsewhere homes do not; shares and mounts are not theirs.
  if (process.platform === 'win32') return undefined;
  const stat = statOf(home);
  return typeof stat === 'string' ? undefined : stat.dev;
}

/**
 * Lists files below roots. Remembers each folder's entries by its times where these can be trusted, so that the next walk over 3,000
 * files, also of another process, costs one `stat` a folder and file. Symbolic links are followed once; loops end by real path.
 */
export class Walker {
  readonly #listings = new Map<string, Listing>();
  /** Folders whose listing was remembered since `remembered` was last asked. */
  #fresh = 0;
  readonly #lists = new Map<string, { readonly modifiedAt: number; readonly text: string }>();
  /** Folders seen by the last walks: what a watcher has to watch. */
  readonly folders = new Set<string>();
  /** Folders that are there and could not be listed, with the system's code; whoever walks clears it. */
  readonly unreadable = new Map<string, string>();
  /** Links that lead back to where they came from, and were not followed; whoever walks clears it. */
  readonly loops = new Set<string>();

  readonly #device: number | undefined;

  /** Remembers folders of one device, and goes by what another walker `remembered` of it. */
  constructor(device?: number, remembered: readonly RememberedFolder[] = []) {
    this.#device = device;
    for (const [path, modifiedAt, changedAt, files, folders] of remembered)
      this.#listings.set(path, { modifiedAt, changedAt, files, folders });
  }

  /** How many folders `remembered` would tell that it did not tell before. */
  get fresh(): number {
    return this.#fresh;
  }

  /** What the walks since the last call have found, for a walker to come. */
  remembered(): readonly RememberedFolder[] {
    this.#fresh = 0;
    return [...this.#listings].flatMap(([path, { modifiedAt, changedAt, files, folders }]) =>
      Number.isNaN(modifiedAt) || !this.folders.has(path)
        ? []
        : [[path, modifiedAt, changedAt, files, folders] as const],
    );
  }

  /** `absences`: of the roots that were walked at the same time. */
  walk(root: WalkRoot, found: (file: FoundFile) => void, absences = new Absences()): RootState {
    const stat = absences.statOf(root.path);
    if (stat === 'loop') this.loops.add(root.path);
    if (typeof stat === 'string') return stat === 'loop' ? 'absent' : stat;
    if (root.lists) return this.#listed({ path: root.path, lists: root.lists }, stat, found, absences);
    if (stat.isFile()) {
      const relativePath = root.path.replaceAll('\\', '/').split('/').at(-1) ?? '';
      found({ path: root.path, relativePath, size: stat.size, modifiedAt: stat.mtimeMs });
      return 'read';
    }
    const real = realPath(root.path);
    const walked: Walked = { root, found, seen: new Set([real]) };
    return this.#folder(walked, root.path, '', 0, [real]) ? 'read' : 'unreadable';
  }

  /** What lists further roots, maybe others to each who asks, is read again only once it has changed. A root that is listed may list some itself. */
  #listed(
    { path, lists }: Required<Pick<WalkRoot, 'path' | 'lists'>>,
    { mtimeMs }: Stats,
    found: (file: FoundFile) => void,
    absences: Absences,
  ): RootState {
    let known = this.#lists.get(path);
    if (known?.modifiedAt !== mtimeMs) {
      const text = textOf(path);
      if (text === undefined) return 'unreadable';
      known = { modifiedAt: mtimeMs, text };
      this.#lists.set(path, known);
    }
    for (const root of lists(known.text)) if (root.path !== path) this.walk(root, found, absences);
    return 'read';
  }

  /** `way`: the real folders that the root and the links on the way here lead to. */
  #folder(walked: Walked, path: string, relative: string, depth: number, way: readonly string[]): boolean {
    const { root, found, seen } = walked;
    const listing = this.#list(path);
    if (!listing) return false;
    this.folders.add(path);
    // Not by `join`, which would work through the whole path again for each of 3,000 files.
    const inside = path.endsWith(sep) ? path : path + sep;
    for (const name of listing.files) this.#file(root, inside + name, relative + name, found);
    for (const name of listing.circles ?? [])
      if (root.accepts(relative + name) || enters(root, relative + name)) this.loops.add(inside + name);
    if (depth >= deepest) return true;
    for (const name of listing.folders) {
      const below = relative + name;
      if (!enters(root, below)) continue;
      const child = inside + name;
      const next = listing.links?.has(name) ? this.#follow(child, seen, way) : way;
      if (next) this.#folder(walked, child, `${below}/`, depth + 1, next);
    }
    return true;
  }

  /**
   * Only a link can lead back: it is followed when it leads neither to a folder on the way here nor to one linked before.
   * The way behind it; undefined where it is not followed.
   */
  #follow(link: string, seen: Set<string>, way: readonly string[]): readonly string[] | undefined {
    const real = realPath(link);
    const parent = realPath(dirname(link));
    if (parent === real || parent.startsWith(real + sep) || way.includes(real)) {
      this.loops.add(link);
      return undefined;
    }
    if (seen.has(real)) return undefined;
    seen.add(real);
    return [...way, real];
  }

  #file(root: WalkRoot, path: string, relativePath: string, found: (file: FoundFile) => void): void {
    if (!root.accepts(relativePath)) return;
    const stat = statOf(path);
    if (typeof stat !== 'string' && stat.isFile() && stat.size <= (root.largest ?? stat.size))
      found({ path, relativePath, size: stat.size, modifiedAt: stat.mtimeMs });
  }

  /**
   * A folder may get an entry without a later time within a tick of a coarse clock, and a link come to life without any: what is
   * remembered was listed well after its folder's times, and has no link. Who sets the first time back changes the second.
   */
  #list(path: string): Listing | undefined {
    try {
      const { dev, mtimeMs: modifiedAt, ctimeMs: changedAt } = statSync(path);
      const isTrusted = dev === this.#device;
      const known = this.#listings.get(path);
      if (isTrusted && known?.modifiedAt === modifiedAt && known.changedAt === changedAt) return known;
      const isSettled = Date.now() - Math.max(modifiedAt, changedAt) > settledAfter;
      const found = entries(path, readdirSync(path, { withFileTypes: true }));
      const lasts = isTrusted && isSettled && !found.links;
      if (lasts) this.#fresh++;
      const listing = { ...found, modifiedAt: lasts ? modifiedAt : Number.NaN, changedAt };
      this.#listings.set(path, listing);
      return listing;
    } catch (error) {
      const code = String((error as { code?: unknown }).code ?? 'unreadable');
      if (code !== 'ENOENT') this.unreadable.set(path, code);
      return undefined;
    }
  }
}

/**
 * What is not there, at one moment. Of some 500 roots few are: an editor that is not installed has eight of them in one folder,
 * and one `stat` answers for all.
 */
export class Absences {
  /** The uppermost folders that are not there, and the one met last: the roots of a tool follow one another. */
  readonly #absent = new Set<string>();
  #last = '';
  readonly #present = new Set<string>();

  statOf(path: string): ReturnType<typeof statOf> {
    if (this.#isBelowAbsent(path)) return 'absent';
    const stat = statOf(path);
    if (stat === 'absent') this.#climb(path);
    return stat;
  }

  #isBelowAbsent(path: string): boolean {
    if (this.#last !== '' && path.startsWith(this.#last)) return true;
    for (let end = path.indexOf(sep, 1); end > 0; end = path.indexOf(sep, end + 1))
      if (this.#absent.has(path.slice(0, end))) {
        this.#last = path.slice(0, end + 1);
        return true;
      }
    return this.#absent.has(path);
  }

  #climb(path: string): void {
    let uppermost = path;
    let above = dirname(path);
    while (above !== uppermost && !this.#present.has(above)) {
      if (statOf(above) !== 'absent') {
        this.#present.add(above);
        break;
      }
      uppermost = above;
      above = dirname(above);
    }
    this.#absent.add(uppermost);
  }
}

/** Each file below these roots once. */
export function filesBelow(roots: Iterable<WalkRoot>): readonly FoundFile[] {
  const files = new Map<string, FoundFile>();
  const [walker, absences] = [new Walker(), new Absences()];
  for (const root of roots) walker.walk(root, (file) => files.set(file.path, file), absences);
  return [...files.values()];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** A folder that may be listed but not entered, or a link that leads round in a circle, is no failure of the walk. */
export function statOf(path: string): Stats | 'absent' | 'unreadable' | 'loop' {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? 'absent';
  } catch (error) {
    return (error as { code?: unknown }).code === 'ELOOP' ? 'loop' : 'unreadable';
  }
}

function entries(path: string, all: readonly Dirent[]): Entries {
  const files: string[] = [];
  const folders: string[] = [];
  const circles: string[] = [];
  let links: Set<string> | undefined;
  for (const entry of all) {
    if (entry.isFile()) files.push(entry.name);
    else if (entry.isDirectory()) folders.push(entry.name);
    else if (entry.isSymbolicLink()) {
      links ??= new Set();
      const target = statOf(join(path, entry.name));
      if (target === 'loop') circles.push(entry.name);
      else if (typeof target === 'string') continue;
      else if (target.isFile()) files.push(entry.name);
      else if (target.isDirectory()) {
        folders.push(entry.name);
        links.add(entry.name);
      }
    }
  }
  return links ? { files, folders, links, circles } : { files, folders };
}

function enters(root: WalkRoot, relativeFolder: string): boolean {
  return root.enters === undefined || root.enters(relativeFolder);
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
