import { Shape } from '../../src/core/shape.js';
import type { Emit, FileFacts, LineSource } from '../../src/core/source.js';
import { request } from './rig.js';

/**
 * A log as plain as a log can be, with every liberty that real sources take: state kept with the cursor, and facts given
 * to and asked of other files. One JSON object a line.
 */
export type ToyLine =
  /** A request; `n` is its identity. */
  | {
      readonly kind: 'request';
      readonly n: number;
      readonly session: string;
      readonly out: number;
      readonly at: number;
    }
  /** A request whose identity is its place among such lines of its file: right only with the right state. */
  | { readonly kind: 'counted'; readonly session: string; readonly out: number; readonly at: number }
  /** Tells the other files that this thread is there. */
  | { readonly kind: 'thread'; readonly name: string }
  /** A request that counts only once another file tells of the thread. */
  | {
      readonly kind: 'once';
      readonly name: string;
      readonly n: number;
      readonly session: string;
      readonly out: number;
      readonly at: number;
    };

interface ToyState {
  counted: number;
  threads: string[];
}

export interface Toy extends LineSource<ToyState> {
  /** Called before each line is read: where a test lets something happen in between. */
  onLine: (file: FileFacts) => void;
}

/** Reads `*.toy` below a folder. */
export function toySource(folder: string): Toy {
  const toy: Toy = {
    id: 'toy',
    store: 'log',
    kind: 'lines',
    shape: new Shape(),
    onLine: () => {},
    roots: () => [{ path: folder, accepts: (path) => path.endsWith('.toy') }],
    start: () => ({ counted: 0, threads: [] }),
    read(line, state, emit, file) {
      toy.onLine(file);
      take(line.json() as unknown as ToyLine, state, emit, file);
    },
    end(state, _emit, file) {
      for (const name of state.threads) file.give(`thread ${name}`, `${file.relativePath} ${name}`, 1);
    },
  };
  return toy;
}

function take(line: ToyLine, state: ToyState, emit: Emit, file: FileFacts): void {
  if (line.kind === 'thread') {
    state.threads.push(line.name);
    return;
  }
  if (line.kind === 'once') {
    file.dependsOn(`thread ${line.name}`);
    const owners = [...file.facts(`thread ${line.name}`).keys()];
    if (owners.every((owner) => owner.startsWith(`${file.relativePath} `))) {
      emit.skip('replay');
      return;
    }
  }
  const id = line.kind === 'counted' ? `${line.session} ${state.counted++}` : `${line.n}`;
  emit(request({ namespace: 'toy', tool: 'toy', id, session: line.session, at: line.at, output: line.out, input: 1 }));
}
