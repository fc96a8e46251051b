import type * as vscode from 'vscode';

type Store = Pick<vscode.Memento, 'get' | 'keys' | 'update'>;

/** Everything that this editor keeps for us. */
export interface Stores {
  readonly globalState: Store;
  readonly workspaceState: Store;
  readonly secrets: Pick<vscode.SecretStorage, 'keys' | 'delete'>;
}

const epochKey = 'tallyboard.eraseEpoch';

/**
 * Clears what this editor keeps, once for each Erase. `own` are the epochs that this window knows: what another window
 * cleared already may have been written again by this one. A workspace that is opened later is cleared then.
 */
export class StoreCleaner {
  readonly #stores: Stores;
  #epoch: string | undefined;

  constructor(stores: Stores) {
    this.#stores = stores;
    this.#epoch = stores.globalState.get<string>(epochKey);
  }

  /** Whether the memory of this window is of before the Erase. */
  isNew(epoch: string): boolean {
    return epoch !== this.#epoch;
  }

  async clear(epoch: string): Promise<void> {
    const { globalState, workspaceState, secrets } = this.#stores;
    if (this.isNew(epoch)) {
      this.#epoch = epoch;
      await Promise.all([clearStore(globalState, epoch), clearSecrets(secrets)]);
    }
    if (workspaceState.get(epochKey) !== epoch) await clearStore(workspaceState, epoch);
  }
}

async function clearStore(store: Store, epoch: string): Promise<void> {
  await Promise.all(store.keys().map((key) => store.update(key, undefined)));
  await store.update(epochKey, epoch);
}

async function clearSecrets(secrets: Stores['secrets']): Promise<void> {
  await Promise.all((await secrets.keys()).map((key) => secrets.delete(key)));
}
