import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { type GuardPolicy, longestPolicy, policyFile, policyLimits, readPolicy } from '../core/guardPolicy.js';

export interface PlacedPolicy extends GuardPolicy {
  /** What its globs are relative to. */
  readonly folder: string;
}

/** Folders looked at above the one where a tool works. */
const mostFolders = 40;
/** A policy that is longer is not taken, whatever its characters. */
const mostBytes = longestPolicy * 3;

/**
 * The policies that hold where a tool works: of that folder and of those above it, up to the root of its repository; outside
 * a repository that folder's alone. The outermost comes first. Together they have as many patterns as one may have, each of
 * which has its time limit. A policy or an entry that cannot be read is left out; none of it takes from another.
 */
export function policiesAround(folder: string): readonly PlacedPolicy[] {
  if (!isAbsolute(folder)) return [];
  let left: number = policyLimits.patterns;
  return workspaceFolders(folder).flatMap((each) => {
    const text = textIn(each);
    if (text === undefined) return [];
    const { policy } = readPolicy(text);
    const patterns = policy.patterns.slice(0, left);
    left -= patterns.length;
    return [{ ...policy, patterns, folder: each }];
  });
}

function workspaceFolders(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let each = folder; folders.length < mostFolders; each = dirname(each)) {
    folders.unshift(each);
    if (existsSync(join(each, '.git'))) return folders;
    if (dirname(each) === each) break;
  }
  return [folder];
}

function textIn(folder: string): string | undefined {
  const path = join(folder, policyFile);
  try {
    const found = statSync(path);
    // A pipe of that name would never end.
    return found.isFile() && found.size <= mostBytes ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
