import assert from 'node:assert/strict';
import { restored } from '../../src/assist/restored.js';

const prompt = ['## The code', 'f() {', "  key = 'real';", '  -----BEGIN', '  a', '  -----END', '  rest();', '}'];
const sent = ['## The code', 'f() {', "  key = '[removed]';", '  [removed]', '  rest();', '}'];
const put = (code: readonly string[]) => restored(code, prompt.join('\n'), sent.join('\n'));

describe('what the guard took out of a prompt', () => {
  it('is put back where the model left the lines as they were sent', () => {
    assert.deepEqual(put([...sent.slice(1, 4), '  better();', '}']), [...prompt.slice(1, 6), '  better();', '}']);
  });

  it('is put back under another margin', () => {
    assert.deepEqual(put(["key = '[removed]';", '[removed]']), ["key = 'real';", '-----BEGIN', 'a', '-----END']);
  });

  it('stays away where the model changed the line: the person sees the mark', () => {
    assert.deepEqual(put(["  key = '[removed]' || '';"]), ["  key = '[removed]' || '';"]);
  });

  it('is nothing where nothing was taken out', () => {
    assert.deepEqual(restored(['a', ''], 'same', 'same'), ['a', '']);
  });
});
