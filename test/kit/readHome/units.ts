import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import type { Observation } from '../../../src/core/observation.js';
import type { Places, Root, SkipReason, Source } from '../../../src/core/source.js';

/** One file of one source, and all that was read of it so far. */
export interface Unit {
  readonly source: Source;
  readonly path: string;
  readonly relativePath: string;
  readonly modifiedAt: number;
  readonly companions: ReadonlyMap<string, string>;
  /** Of line files and documents: the whole content, decompressed, without a byte-order mark. */
  readonly content: Buffer;
  /** Bytes taken so far, whole lines only; of a table 1 once it was read. */
  offset: number;
  /** How far the file can be seen in this pass. */
  visible: number;
  state: string | undefined;
  rows: Observation[];
  skipped: Partial<Record<SkipReason, number>>;
  dependencies: Set<string>;
}

/** Every file that the sources' roots accept, in the order of the walk. */
export function unitsOf(sources: readonly Source[], places: Places): Unit[] {
  const units: Unit[] = [];
  for (const source of sources) {
    for (const root of source.roots(places).flatMap(listed)) {
      for (const relativePath of walk(root.path, '', root.enters ?? (() => true))) {
        if (!root.accepts(relativePath)) continue;
        const path = statSync(root.path).isFile() ? root.path : join(root.path, relativePath);
        if (statSync(path).size > (root.largest ?? Number.POSITIVE_INFINITY)) continue;
        if (!units.some((unit) => unit.source === source && unit.path === path))
          units.push(unitOf(source, path, relativePath));
      }
    }
  }
  return units;
}

function listed(root: Root): readonly Root[] {
  if (root.lists === undefined) return [root];
  return existsSync(root.path) ? root.lists(readFileSync(root.path, 'utf8')).flatMap(listed) : [];
}

/** Paths below a folder with `/` between them; of a file its own name. */
function walk(root: string, below: string, enters: (folder: string) => boolean): string[] {
  const path = join(root, below);
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [below === '' ? (path.split(/[\\/]/).at(-1) ?? '') : below];
  if (below !== '' && !enters(below)) return [];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => walk(root, below === '' ? name : `${below}/${name}`, enters));
}

function unitOf(source: Source, path: string, relativePath: string): Unit {
  const companions = new Map<string, string>();
  for (const companion of source.companions?.(path) ?? []) {
    if (existsSync(companion)) companions.set(companion, readFileSync(companion, 'utf8'));
  }
  return unread({
    source,
    path,
    relativePath,
    modifiedAt: statSync(path).mtimeMs,
    companions,
    content: source.kind === 'table' ? Buffer.alloc(0) : contentOf(path),
  });
}

type Found = Pick<Unit, 'source' | 'path' | 'relativePath' | 'modifiedAt' | 'companions' | 'content'>;

/** The file as it was found, of which nothing was read yet. */
export function unread({ source, path, relativePath, modifiedAt, companions, content }: Found): Unit {
  const found = { source, path, relativePath, modifiedAt, companions, content };
  return { ...found, offset: 0, visible: 0, state: undefined, rows: [], skipped: {}, dependencies: new Set() };
}

function contentOf(path: string): Buffer {
  const raw = readFileSync(path);
  const plain = path.endsWith('.zst') ? zstdDecompressSync(raw) : raw;
  return plain.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? plain.subarray(3) : plain;
}

/** Where a fixture home has the things a source asks for: Linux, no variables, every editor's user folder. */
export function placesOf(home: string): Places {
  const products = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf'];
  const desktop = products.map((product) => join(home, '.config', product, 'User'));
  const servers = ['.vscode-server', '.vscode-server-insiders', '.cursor-server'].map((name) =>
    join(home, name, 'data', 'User'),
  );
  return {
    os: 'linux',
    home,
    env: {},
    editorUserFolders: [...desktop, ...servers].filter((path) => existsSync(dirname(path))),
    extraRoots: {},
  };
}
