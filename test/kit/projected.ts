import type { Shape } from '../../src/core/shape.js';
import { Projector } from '../../src/platform/projector.js';

const projector = new Projector(1024 * 1024);

/** Whether the kernel passes over a line of which these are the first bytes. */
export function passesOverHead(shape: Shape, head: string): boolean {
  projector.restart();
  const place = projector.place(shape);
  const length = projector.buffer.write(head, projector.dataAt, 'utf8');
  return projector.drops(projector.dataAt, projector.dataAt + length, place);
}
