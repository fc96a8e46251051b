import type { Observation, RequestObservation } from '../../src/core/observation.js';
import type { Emit, FileFacts, Places, SkipReason } from '../../src/core/source.js';

/** A file as a source sees it, without other files' facts. */
export function fileFacts(path: string, companions: Readonly<Record<string, string>> = {}): FileFacts {
  const nothing = () => undefined;
  return {
    path,
    relativePath: path.slice(1),
    modifiedAt: 0,
    companions: new Map(Object.entries(companions)),
    awaitCompanions: () => {},
    facts: () => new Map(),
    give: nothing,
    dependsOn: nothing,
  };
}

/** What was emitted while `read` ran. */
export function emitted(read: (emit: Emit) => void): {
  all: Observation[];
  rows: RequestObservation[];
  skipped: SkipReason[];
} {
  const all: Observation[] = [];
  const skipped: SkipReason[] = [];
  read(
    Object.assign((observation: Observation) => void all.push(observation), {
      skip: (reason: SkipReason) => void skipped.push(reason),
    }),
  );
  return { all, rows: all.filter((each) => each.kind === 'request'), skipped };
}

export function places(more: Partial<Places> = {}): Places {
  return {
    os: 'linux',
    home: '/home/u',
    env: {},
    editorUserFolders: ['/home/u/.config/Code/User'],
    extraRoots: {},
    ...more,
  };
}
