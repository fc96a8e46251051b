import { machineZone } from '../core/day.js';

/** The machine's zone as of now. Node asks the system once, and again only when `TZ` is touched (0.1 ms). */
export function systemZone(): string {
  if (process.env['TZ'] === undefined) delete process.env['TZ'];
  return machineZone();
}
