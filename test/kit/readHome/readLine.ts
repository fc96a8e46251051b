import { record } from '../../../src/core/json.js';
import { ParsedLine } from '../../../src/core/line.js';
import type { Emit, FileFacts, LineSource } from '../../../src/core/source.js';
import { passesOverHead } from '../projected.js';

/** Hands one line to a source, read by JSON.parse alone: the reference for the platform's reader. */
export function readLine<State>(
  source: LineSource<State>,
  text: string,
  state: State,
  emit: Emit,
  file: FileFacts,
): void {
  const object = parsed(text);
  const line = object && ParsedLine.of(object, source.shape);
  if (line !== undefined) source.read(line, state, emit, file);
  // Only the kernel can say of a torn line that it would have been passed over.
  else if (object === undefined && !passesOverHead(source.shape, text)) emit.skip('malformed');
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return record(JSON.parse(text));
  } catch {
    return undefined;
  }
}
