import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address } from './address.js';
import { type GitAnswer, type GitCall, runGit } from './git.js';
import { OtherHash, pushFailure, reachFailure } from './gitFailures.js';
import type { Sealed } from './sealing.js';
import { isSlot, type Slot } from './slots.js';
import { TeamError } from './teamError.js';
import { largestObject, type Transport, type Version } from './transport.js';

/** Where refs are kept: in a place of our own, or, on a host that takes branches only, as branches. */
const prefixes = ['refs/tallyboard/', 'refs/heads/tallyboard/'] as const;
type Prefix = (typeof prefixes)[number];

interface Kept {
  readonly ref: string;
  readonly commit: Version;
}

/**
 * A git remote: one ref a slot, `refs/tallyboard/<epoch>/<name>`, on a commit without parents, author or time of its own,
 * with one file `object`. Each call works in a scratch repository that is gone afterwards: nothing of it can be damaged,
 * locked or outgrown, and no object stays on this machine.
 */
export class GitTransport implements Transport {
  readonly #address: Extract<Address, { kind: 'git' }>;
  readonly #folder: string;
  readonly #timeout: number | undefined;
  #seen: ReadonlyMap<Slot, Kept> = new Map();
  #prefix: Prefix = prefixes[0];
  #hash: Hash = 'sha1';

  /** @param folder where scratch repositories may be made. */
  constructor(address: Extract<Address, { kind: 'git' }>, folder: string, timeout?: number) {
    this.#address = address;
    this.#folder = folder;
    this.#timeout = timeout;
  }

  list(signal?: AbortSignal): Promise<ReadonlyMap<Slot, Version>> {
    return this.#scratch(signal, async (call) => {
      await this.#look(call);
      return new Map([...this.#seen].map(([slot, { commit }]) => [slot, commit]));
    });
  }

  fetch(slots: readonly Slot[], signal?: AbortSignal): Promise<ReadonlyMap<Slot, Uint8Array>> {
    if (slots.length === 0) return Promise.resolve(new Map());
    return this.#scratch(signal, async (call) => {
      const isSeen = slots.every((slot) => this.#seen.has(slot));
      const first = isSeen ? await this.#fetched(call, slots) : undefined;
      if (first) return first;
      // Something moved since it was listed.
      await this.#look(call);
      return (await this.#fetched(call, slots, true)) ?? new Map();
    });
  }

  async push(slot: Slot, object: Sealed, expected: Version | null, signal?: AbortSignal): Promise<Version> {
    if (!isSlot(slot)) throw new TeamError('failed', 'no slot');
    const put = () => this.#scratch(signal, (call) => this.#put(call, slot, object, expected));
    try {
      return await put();
    } catch (error) {
      // Of a repository that is empty nothing tells its hash before something is put there.
      if (!(error instanceof OtherHash) || this.#hash === 'sha256') throw error;
      this.#hash = 'sha256';
      return put();
    }
  }

  async #put(call: GitCall, slot: Slot, object: Sealed, expected: Version | null): Promise<Version> {
    const commit = await committed(call, object);
    const known = this.#seen.get(slot)?.ref;
    const ref = known ?? this.#prefix + slot;
    const failure = await this.#pushed(call, ref, commit, expected);
    if (failure?.reason === 'refused' && known === undefined && expected === null && this.#prefix === prefixes[0]) {
      this.#prefix = prefixes[1];
      const second = await this.#pushed(call, this.#prefix + slot, commit, expected);
      if (second) throw second;
    } else if (failure) throw failure;
    this.#seen = new Map([...this.#seen, [slot, { ref: known ?? this.#prefix + slot, commit }]]);
    return commit;
  }

  remove(slot: Slot, expected: Version, signal?: AbortSignal): Promise<void> {
    return this.#scratch(signal, async (call) => {
      await this.#look(call);
      const there = this.#seen.get(slot);
      if (there === undefined) return;
      if (there.commit !== expected) throw new TeamError('stale');
      const failure = await this.#pushed(call, there.ref, '', expected);
      if (failure) throw failure;
      this.#seen = new Map([...this.#seen].filter(([other]) => other !== slot));
    });
  }

  async #look(call: GitCall): Promise<void> {
    const patterns = prefixes.map((prefix) => `${prefix}*`);
    const answer = await runGit(['ls-remote', '--refs', '--', this.#address.url, ...patterns], call);
    if (answer.code !== 0) throw reachFailure(answer.told);
    const seen = new Map<Slot, Kept>();
    for (const line of answer.out.toString('latin1').split('\n')) {
      const [commit = '', ref = ''] = line.split('\t');
      const prefix = prefixes.find((each) => ref.startsWith(each));
      const slot = ref.slice(prefix?.length);
      if (prefix && isSlot(slot) && !seen.get(slot)?.ref.startsWith(prefixes[0])) seen.set(slot, { ref, commit });
    }
    this.#seen = seen;
    const hash = [...seen.values()].some(({ commit }) => commit.length === 64) ? 'sha256' : 'sha1';
    if (hash !== this.#hash) await configure(call.folder, hash);
    this.#hash = hash;
    // All of a team is in one of the two: where its roster is.
    const roster = [...seen].find(([slot]) => slot.endsWith('/roster'))?.[1];
    if (roster) this.#prefix = prefixes.find((each) => roster.ref.startsWith(each)) ?? prefixes[0];
  }

  /** Undefined where something was not as it was listed, unless that was just now. */
  async #fetched(
    call: GitCall,
    slots: readonly Slot[],
    isFresh = false,
  ): Promise<ReadonlyMap<Slot, Uint8Array> | undefined> {
    const wanted = slots.flatMap((slot) => {
      const kept = this.#seen.get(slot);
      return kept ? [{ slot, ...kept }] : [];
    });
    if (wanted.length === 0) return new Map();
    const options = ['--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
    const input = wanted.map(({ ref }) => `${ref}\n`).join('');
    const answer = await runGit(['fetch', ...options, '--stdin', '--', this.#address.url], { ...call, input });
    if (answer.code !== 0) {
      if (!/couldn't find remote ref/.test(answer.told)) throw reachFailure(answer.told);
      return isFresh ? new Map() : undefined;
    }
    const objects = await blobs(
      call,
      wanted.map(({ commit }) => commit),
    );
    const found = wanted.flatMap(({ slot, commit }) => {
      const bytes = objects.get(commit);
      return bytes && bytes !== 'absent' && bytes !== 'large' ? [[slot, bytes] as const] : [];
    });
    const isMoved = wanted.some(({ commit }) => objects.get(commit) === 'absent');
    return isMoved && !isFresh ? undefined : new Map(found);
  }

  async #pushed(call: GitCall, ref: string, commit: string, expected: Version | null): Promise<TeamError | undefined> {
    const lease = `--force-with-lease=${ref}:${expected ?? ''}`;
    const options = ['--porcelain', '--no-verify', '--no-signed', '--no-follow-tags', lease];
    const answer = await runGit(['push', ...options, '--', this.#address.url, `${commit}:${ref}`], call);
    return answer.code === 0 ? undefined : pushFailure(answer.out.toString(), answer.told);
  }

  async #scratch<T>(signal: AbortSignal | undefined, work: (call: GitCall) => Promise<T>): Promise<T> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await sweep(this.#folder);
    const folder = await mkdtemp(join(this.#folder, 'scratch-'));
    try {
      // All that a bare repository needs; made by us, so that no template of the person's brings a hook.
      await mkdir(join(folder, 'objects'));
      await mkdir(join(folder, 'refs'));
      await writeFile(join(folder, 'HEAD'), 'ref: refs/heads/none\n');
      await configure(folder, this.#hash);
      return await work({ folder, protocol: this.#address.protocol, signal, timeout: this.#timeout });
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
  }
}

/** What names objects: a scratch repository has to be of the remote's. */
type Hash = 'sha1' | 'sha256';

function configure(folder: string, hash: Hash): Promise<void> {
  const core = (version: number) => `[core]\n\trepositoryformatversion = ${version}\n\tbare = true\n`;
  const text = hash === 'sha1' ? core(0) : `${core(1)}[extensions]\n\tobjectFormat = sha256\n`;
  return writeFile(join(folder, 'config'), text);
}

const hour = 3_600_000;

/** What a killed process left. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = name.startsWith('scratch-') ? await stat(path).catch(() => undefined) : undefined;
    if (found && found.mtimeMs < Date.now() - hour) await rm(path, { recursive: true, force: true });
  }
}

async function committed(call: GitCall, object: Uint8Array): Promise<string> {
  const blob = await idOf(runGit(['hash-object', '-w', '--stdin'], { ...call, input: object }));
  const tree = await idOf(runGit(['mktree'], { ...call, input: `100644 blob ${blob}\tobject\n` }));
  return idOf(runGit(['commit-tree', '--no-gpg-sign', '-m', 'Tallyboard', tree], call));
}

async function idOf(asked: Promise<GitAnswer>): Promise<string> {
  const { code, out, told } = await asked;
  if (code !== 0) throw new TeamError('failed', told.trim());
  return out.toString('latin1').trim();
}

/** The file `object` of each commit. */
async function blobs(
  call: GitCall,
  commits: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array | 'absent' | 'large'>> {
  const found = new Map<string, Uint8Array | 'absent' | 'large'>();
  const input = commits.map((commit) => `${commit}\n${commit}:object\n`).join('');
  const check = await runGit(['cat-file', '--batch-check'], { ...call, input });
  const lines = check.out.toString('latin1').split('\n');
  const small: string[] = [];
  for (const [index, commit] of commits.entries()) {
    const [, type, size] = (lines[2 * index + 1] ?? '').split(' ');
    if (lines[2 * index]?.endsWith(' missing')) found.set(commit, 'absent');
    else if (type !== 'blob' || Number(size) > largestObject) found.set(commit, 'large');
    else small.push(commit);
  }
  const { out } = await runGit(['cat-file', '--batch'], {
    ...call,
    input: small.map((commit) => `${commit}:object\n`).join(''),
  });
  let at = 0;
  for (const commit of small) {
    const end = out.indexOf(10, at);
    const size = Number(out.toString('latin1', at, end).split(' ')[2]);
    found.set(commit, Uint8Array.from(out.subarray(end + 1, end + 1 + size)));
    at = end + size + 2;
  }
  return found;
}
