import type { Places } from '../../../src/core/source.js';

/** Where a tool keeps its logs on one system, with these variables set. */
export interface PlaceCase {
  readonly tool: string;
  readonly os: Places['os'];
  readonly env?: Readonly<Record<string, string>>;
  /** Files that are read, each as its root and the path below it. */
  readonly reads: readonly (readonly [root: string, path: string])[];
  readonly passesOver?: readonly (readonly [root: string, path: string])[];
}
