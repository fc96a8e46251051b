import type { DayKey } from '../day.js';

/** A commit of somebody else that names the person as who reviewed or helped. Nothing of its text or its people. */
export interface Review {
  /** Its id in git. */
  readonly id: string;
  /** Of its committer's instant, in UTC. */
  readonly day: DayKey;
}
