import { existsSync, readFileSync } from 'node:fs';

/** What each room may import and touch: DESIGN's table, as data. The tests hold the code to it. */
export interface Room {
  readonly name: string;
  /** Rooms it may import; its own is always allowed. */
  readonly rooms: readonly string[];
  /** Node built-ins and packages it may import. */
  readonly outside: readonly (string | RegExp)[];
}

const node = /^node:/;

export const rooms: readonly Room[] = [
  { name: 'src/core', rooms: [], outside: [] },
  { name: 'src/kernel', rooms: [], outside: [] },
  { name: 'src/sources', rooms: ['src/core'], outside: [] },
  { name: 'src/protocol', rooms: ['src/core'], outside: [] },
  { name: 'src/platform', rooms: ['src/core', 'src/protocol'], outside: [node] },
  {
    name: 'src/ledger',
    rooms: ['src/core', 'src/sources', 'src/protocol', 'src/platform'],
    outside: [node, '@pydantic/genai-prices'],
  },
  { name: 'src/kept', rooms: ['src/core', 'src/sources', 'src/protocol', 'src/platform'], outside: [node] },
  {
    name: 'src/assist',
    rooms: ['src/core', 'src/protocol', 'src/platform'],
    outside: [node, /^gpt-tokenizer/],
  },
  { name: 'src/team', rooms: ['src/core', 'src/protocol', 'src/platform'], outside: [node, 'age-encryption'] },
  {
    name: 'src/app',
    rooms: [
      'src/core',
      'src/sources',
      'src/protocol',
      'src/platform',
      'src/ledger',
      'src/kept',
      'src/assist',
      'src/team',
    ],
    outside: [node],
  },
  {
    name: 'src/vscode',
    rooms: ['src/core', 'src/protocol', 'src/platform', 'src/assist', 'src/app'],
    outside: [node, 'vscode', './later.cjs'],
  },
  {
    name: 'src/cli',
    rooms: ['src/core', 'src/protocol', 'src/app'],
    outside: [node, './guard.cjs', './others.cjs', './reports.cjs', './team.cjs'],
  },
  {
    name: 'webview-ui',
    rooms: ['src/core', 'src/protocol'],
    outside: ['lit', /^lit\//, '@observablehq/plot', '@vscode/webview-ui-toolkit', /^@microsoft\/fast/],
  },
];

/** Files that narrow their room's rule: the host knows only clients of the workers. */
export const narrower: readonly { readonly file: RegExp; readonly never: RegExp; readonly because: string }[] = [
  {
    file: /^src\/app\/(host|lazyWorker|workClient|keptPass|team\/client)\.ts$/,
    never: /^src\/(ledger|sources|kept|assist|team)\//,
    because: 'the host knows only clients of its workers',
  },
  {
    file: /^src\/vscode\//,
    never: /^src\/platform\/(?!scope\.)/,
    because: 'the editor room touches the system through scope and app only',
  },
  {
    file: /^src\/vscode\//,
    never:
      /^src\/app\/(?!host\.|workClient\.|team\/client\.|keptPass\.|you\.|thisSession\.|page\.|reportPage\.|saveExport\.)/,
    because: 'the editor room sees the app through its host',
  },
  {
    file: /^src\/vscode\/(?!assist\/)/,
    never: /^src\/assist\//,
    because: 'only the assist commands of the editor know prompts',
  },
  {
    file: /^src\/vscode\/assist\//,
    never: /^src\/assist\/(tokens\.|guard\/)/,
    because: 'tokenizer and guard run in the work worker alone',
  },
  {
    file: /^src\/cli\//,
    never: /^src\/app\/(?!(?:cli|compiledCode|otherCli|guard|team\/team|team\/rows)\.)/,
    because: 'the command line sees the app through its cli',
  },
  {
    file: /^webview-ui\/(?!kit\/)/,
    never: /^@vscode\/webview-ui-toolkit/,
    because: 'kit is the one seam to the component library',
  },
  {
    file: /^webview-ui\/(?!report\/plot\.ts)/,
    never: /^@observablehq\/plot/,
    because: 'charts are drawn in one file, loaded with the first one',
  },
];

/** One import as the bundler saw it: files relative to the checkout, packages by name. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every rule an import breaks, in words; empty when it is allowed. */
export function faults({ from, to }: Import): string[] {
  const room = rooms.find(({ name }) => from.startsWith(`${name}/`));
  if (!room) return [];
  const found = narrower.filter(({ file, never }) => file.test(from) && never.test(to)).map(({ because }) => because);
  const target = rooms.find(({ name }) => to.startsWith(`${name}/`));
  if (target && target !== room && !room.rooms.includes(target.name))
    found.push(`${room.name} may not import ${target.name}`);
  if (!target && !isAllowed(room, to)) found.push(`${room.name} may not touch ${to}`);
  return found;
}

function isAllowed(room: Room, to: string): boolean {
  return room.outside.some((rule) => (typeof rule === 'string' ? rule === to : rule.test(to)));
}

interface Metafile {
  readonly inputs: Readonly<
    Record<string, { readonly imports: readonly { readonly path: string; readonly original?: string }[] }>
  >;
  readonly outputs: Readonly<
    Record<string, { readonly inputs: object; readonly bytes: number; readonly entryPoint?: string }>
  >;
}

export function readMetafile(name: string): Metafile {
  const file = `out/meta-${name}.json`;
  if (!existsSync(file)) throw new Error(`${file} is missing: build first`);
  return JSON.parse(readFileSync(file, 'utf8')) as Metafile;
}

/** Imports of our own files; a package is told by the name it was imported by. */
export function importsOf(metafile: Metafile): Import[] {
  return Object.entries(metafile.inputs)
    .filter(([from]) => !from.includes('node_modules/'))
    .flatMap(([from, { imports }]) =>
      imports
        .filter(({ path }) => path !== '<runtime>')
        .map(({ path, original }) => ({
          from,
          to: /node_modules\/|^(onFirstCall|askedOnce):/.test(path) ? (original ?? path) : path,
        })),
    );
}

/** A circle of imports among our own files, or undefined. */
export function circle(imports: readonly Import[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const to of next.get(file) ?? []) {
      const found = walk(to, [...path, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const found = walk(file, []);
    if (found) return found;
  }
  return undefined;
}
