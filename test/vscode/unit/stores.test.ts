import assert from 'node:assert/strict';
import { StoreCleaner, type Stores } from '../../../src/vscode/memory/stores.js';

function memento(values: Record<string, unknown>) {
  return {
    values,
    get: <T>(key: string) => values[key] as T | undefined,
    keys: () => Object.keys(values),
    async update(key: string, value: unknown) {
      if (value === undefined) delete values[key];
      else values[key] = value;
    },
  };
}

function editor() {
  const secrets = new Set(['key']);
  const globalState = memento({ 'tallyboard.memory': 1, 'tallyboard.workspaceKey': 'secret' });
  const window = () => {
    const workspaceState = memento({ 'tallyboard.editorSession': 2 });
    const stores: Stores = {
      globalState: globalState as Stores['globalState'],
      workspaceState: workspaceState as Stores['workspaceState'],
      secrets: { keys: async () => [...secrets], delete: async (key) => void secrets.delete(key) },
    };
    return { workspaceState, cleaner: new StoreCleaner(stores) };
  };
  return { secrets, globalState, window };
}

describe('after Erase', () => {
  const epoch = 'tallyboard.eraseEpoch';

  it('an editor keeps nothing in its stores but which Erase it has seen', async () => {
    const { secrets, globalState, window } = editor();
    const { cleaner, workspaceState } = window();
    await cleaner.clear('e1');
    assert.deepEqual(
      [globalState.values, workspaceState.values, secrets.size],
      [{ [epoch]: 'e1' }, { [epoch]: 'e1' }, 0],
    );
  });

  it('what is kept afterwards stays, until the next Erase', async () => {
    const { globalState, window } = editor();
    const { cleaner } = window();
    await cleaner.clear('e1');
    await globalState.update('tallyboard.memory', 'new');
    await cleaner.clear('e1');
    assert.equal(globalState.values['tallyboard.memory'], 'new');
    await cleaner.clear('e2');
    assert.deepEqual(globalState.values, { [epoch]: 'e2' });
  });

  it('a second window that wrote its old memory meanwhile clears it too', async () => {
    const { globalState, window } = editor();
    const [first, second] = [window(), window()];
    await first.cleaner.clear('e1');
    await globalState.update('tallyboard.memory', 'old, of the second window');
    assert.equal(second.cleaner.isNew('e1'), true);
    await second.cleaner.clear('e1');
    assert.deepEqual([globalState.values, second.workspaceState.values], [{ [epoch]: 'e1' }, { [epoch]: 'e1' }]);
  });

  it('a window opened later on another workspace clears that one, and not what is new', async () => {
    const { globalState, window } = editor();
    await window().cleaner.clear('e1');
    await globalState.update('tallyboard.memory', 'new');
    const later = window();
    assert.equal(later.cleaner.isNew('e1'), false);
    await later.cleaner.clear('e1');
    assert.deepEqual(later.workspaceState.values, { [epoch]: 'e1' });
    assert.equal(globalState.values['tallyboard.memory'], 'new');
  });
});
