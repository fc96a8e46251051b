import type * as vscode from 'vscode';
import type { DataKind } from '../../protocol/page.js';
import { Throttle } from '../throttle.js';
import { emptyMemory, type Memory, readMemory, writeMemory } from './memory.js';

/** Generated figures are kept apart, so that they are never painted as real ones. */
const memoryKeys = { real: 'tallyboard.memory', demo: 'tallyboard.demo' } as const satisfies Record<DataKind, string>;
const hintsKey = 'tallyboard.dismissedHints';
const secretKey = 'tallyboard.workspaceKey';
/** Every write of globalState writes all of it again: at most one in this time. */
const gap = 5_000;

/** Keeps `Memory` and the dismissed hints in globalState; only the hints go to Settings Sync. */
export class Keeper {
  readonly #state: vscode.Memento & { setKeysForSync(keys: readonly string[]): void };
  readonly #memoryKey: string;
  readonly #writes: Throttle<void>;
  #memory: Memory;

  constructor(state: vscode.Memento & { setKeysForSync(keys: readonly string[]): void }, kind: DataKind) {
    this.#memoryKey = memoryKeys[kind];
    this.#state = state;
    this.#state.setKeysForSync([hintsKey]);
    this.#memory = readMemory(state.get(this.#memoryKey));
    this.#writes = new Throttle(gap, () => void this.#write());
  }

  get memory(): Memory {
    return this.#memory;
  }

  /** Changes parts of the memory; it is written soon. Workspaces of other windows stay as those wrote them. */
  change(parts: Partial<Memory>): void {
    this.#memory = { ...this.#memory, ...parts };
    this.#writes.push();
  }

  /** After Erase: nothing of before is written again. */
  forget(): void {
    this.#writes.dispose();
    this.#memory = emptyMemory;
  }

  isDismissed(hint: string): boolean {
    return this.#hints().includes(hint);
  }

  async dismiss(hint: string): Promise<void> {
    if (!this.isDismissed(hint)) await this.#state.update(hintsKey, [...this.#hints(), hint]);
  }

  /**
   * Names a workspace without telling it: the HMAC-SHA-256 of its URI under a random key that never leaves this editor.
   */
  async workspaceKey(uri: string): Promise<string> {
    const key = await crypto.subtle.importKey('raw', this.#secret(), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ]);
    const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(uri));
    return Buffer.from(mac).toString('base64url').slice(0, 22);
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    this.#writes.dispose();
    await this.#write();
  }

  dispose(): void {
    this.#writes.dispose();
  }

  async #write(): Promise<void> {
    const others = readMemory(this.#state.get(this.#memoryKey)).workspaces;
    const memory = { ...this.#memory, workspaces: { ...others, ...this.#memory.workspaces } };
    await this.#state.update(this.#memoryKey, writeMemory(memory, Date.now()));
  }

  #hints(): readonly string[] {
    const hints: unknown = this.#state.get(hintsKey);
    return Array.isArray(hints) ? hints.filter((hint) => typeof hint === 'string') : [];
  }

  #secret(): Uint8Array<ArrayBuffer> {
    const kept: unknown = this.#state.get(secretKey);
    if (typeof kept === 'string' && /^[0-9a-f]{64}$/.test(kept)) return new Uint8Array(Buffer.from(kept, 'hex'));
    const secret = crypto.getRandomValues(new Uint8Array(32));
    void this.#state.update(secretKey, Buffer.from(secret).toString('hex'));
    return secret;
  }
}
