import type { TeamFailure } from '../core/team/teamFailure.js';

export class TeamError extends Error {
  override readonly name = 'TeamError';
  readonly reason: TeamFailure;

  constructor(reason: TeamFailure, detail = '') {
    super(detail === '' ? reason : `${reason}: ${detail}`);
    this.reason = reason;
  }
}
