import * as vscode from 'vscode';
import { pauseFor } from '../commands/pause.js';
import { type ReportTools, reportOf } from '../commands/reports.js';
import { showBadge } from '../commands/showBadge.js';
import { showInsight } from '../commands/showInsight.js';
import { runTeamCommand } from '../team/runTeamCommand.js';
import { showSent } from '../team/showSent.js';
import type { TeamHost } from '../team/teamHost.js';
import { runPageCommand } from './pageCommands.js';
import type { PageHostOptions } from './pageHost.js';

export interface PageActionsOptions {
  readonly reports: () => ReportTools;
  readonly team: () => TeamHost | undefined;
  /** IANA name. */
  readonly zone: () => string;
  readonly page: () => { reload(): void };
}

type Actions = 'showSent' | 'runTeam' | 'showBadge' | 'showInsight' | 'copy' | 'run' | 'pause' | 'report';

/** What the page has the editor do. */
export function pageActions({ reports, team, zone, page }: PageActionsOptions): Pick<PageHostOptions, Actions> {
  return {
    copy: (text) => vscode.env.clipboard.writeText(text),
    run: (command) => runPageCommand(command, page(), reports().counting),
    runTeam: (command) => runTeamCommand(command, team()),
    showSent: (hash) => showSent(team(), reports(), hash),
    showBadge: (id) => showBadge(reports(), id),
    showInsight: (id) => showInsight(reports(), id),
    report: (about) => reportOf(reports(), about),
    pause: (length) => pauseFor(reports().counting, length, zone()),
  };
}
