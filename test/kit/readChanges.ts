import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from '../../src/core/keptWork/edit.js';
import type { EditSource, LineEdits } from '../../src/core/keptWork/editSource.js';
import type { FileFacts } from '../../src/core/source.js';
import { Calls } from '../../src/kept/openCalls.js';
import { LineReader } from '../../src/platform/lineReader.js';
import { placesOf } from '../../src/platform/places.js';
import { type FoundFile, Walker } from '../../src/platform/walk.js';
import { editSources } from '../../src/sources/edits.js';
import { withFolder } from '../ledger/rig.js';

/** What the logs below a home tell of edits, with their text. */
export function readChanges(home: string): Change[] {
  const changes: Change[] = [];
  for (const edits of editSources) {
    const files: FoundFile[] = [];
    for (const root of edits.source.roots(placesOf({ home, os: 'linux' })))
      new Walker().walk(root, (file) => files.push(file));
    for (const file of files) readFile(edits, file, changes);
  }
  return changes;
}

/** What these files below a home tell: a list is a log with a line each, an object a document. */
export async function changesOf(files: Readonly<Record<string, readonly object[] | object>>): Promise<Change[]> {
  return withFolder((home) => {
    for (const [path, lines] of Object.entries(files)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      const text = Array.isArray(lines) ? lines.map((line) => `${JSON.stringify(line)}\n`).join('') : lines;
      writeFileSync(join(home, path), typeof text === 'string' ? text : JSON.stringify(text));
    }
    return readChanges(home);
  });
}

function readFile(edits: EditSource, file: FoundFile, changes: Change[]): void {
  const companions = new Map(
    (edits.source.companions?.(file.path) ?? []).map((path) => [path, readFileSync(path, 'utf8')] as const),
  );
  const facts: FileFacts = {
    ...file,
    companions,
    facts: () => new Map(),
    give() {},
    dependsOn() {},
    awaitCompanions() {},
  };
  const tell = (change: Change) => void changes.push(change);
  if ('shape' in edits) readLines(edits, file, facts, tell);
  else edits.read(readFileSync(file.path, 'utf8'), tell, facts);
}

function readLines(edits: LineEdits, file: FoundFile, facts: FileFacts, tell: (change: Change) => void): void {
  const state = edits.start(facts);
  const calls = new Calls();
  new LineReader().read(file.path, 0, undefined, edits.shape, {
    line: (line) => edits.read(line, state, calls, tell, facts),
    malformed() {},
    tooLong() {},
    restart() {},
  });
}
