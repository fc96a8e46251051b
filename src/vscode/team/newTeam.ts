import * as vscode from 'vscode';
import { lazyTeam, teamNames } from '../../app/team/client.js';
import type { LedgerReader } from '../../app/you.js';
import { dayFigures } from '../../core/team/machines.js';
import { isElsewhere } from './elsewhere.js';
import { ownWeeks } from './ownWeeks.js';
import { TeamHost } from './teamHost.js';
import { Turn } from './turn.js';

export interface NewTeamOptions {
  /** The built worker. */
  readonly teamFile: string;
  readonly reader: LedgerReader;
  readonly refreshKept: () => Promise<unknown>;
  readonly zone: () => string;
  readonly chosen: () => string | undefined;
  readonly seen: () => boolean;
  readonly changed: () => void;
}

/** A window's team. Menus and palette depend on whether there is one. */
export function newTeam({ teamFile, refreshKept, changed, ...options }: NewTeamOptions): TeamHost {
  const { reader } = options;
  const client = lazyTeam(teamFile, {
    async ownWeeks(input, signal) {
      const refresh = () =>
        Promise.all([refreshKept(), reader.call('insights', { now: input.now, zone: options.zone() }, signal)]);
      return ownWeeks(reader, refresh, input, signal);
    },
    ownDays: async (_input, signal) =>
      dayFigures((await reader.call('usage', { zone: options.zone(), by: ['day', 'tool'] }, signal)).rows),
  });
  const tell = () => {
    void vscode.commands.executeCommand('setContext', 'tallyboard.inTeam', teamNames().length > 0);
    changed();
  };
  tell();
  return new TeamHost({
    ...options,
    client,
    elsewhere: isElsewhere(vscode.env.remoteName, vscode.env.uiKind === vscode.UIKind.Desktop),
    names: teamNames,
    turn: new Turn(Math.random),
    changed: tell,
  });
}
