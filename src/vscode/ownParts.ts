import type { WorkClient } from '../app/workClient.js';
import type { LedgerReader } from '../app/you.js';
import type { Scope } from '../platform/scope.js';
import type { BudgetMemory } from './budget/budgetMemory.js';
import type { BudgetNotices } from './budget/budgetNotices.js';
import { watchBudget } from './budget/watchBudget.js';
import type { ChatTools } from './chat/participant.js';
import type { ContextKeys } from './contextKeys.js';
import { EditRecorder } from './hooked/editRecorder.js';
import { Hooks } from './hooked/hooks.js';
import type { UseRecorder } from './hooked/recorder.js';
import { KeptPasses } from './keptPasses.js';
import type { Keeper } from './memory/keeper.js';
import type { Stores } from './memory/stores.js';
import { ReportPanel } from './report/reportPanel.js';
import type { Settings } from './settings.js';
import type { Surroundings } from './surroundings.js';
import { newTeam } from './team/newTeam.js';
import type { TeamHost } from './team/teamHost.js';
import { unsavedTexts } from './unsavedTexts.js';
import type { Wording } from './wording.js';
import { projectOf, trustedFolders, workerSettings } from './workspace.js';

export interface OwnPartsOptions {
  readonly around: Surroundings;
  readonly scope: Scope;
  readonly reader: LedgerReader;
  readonly work: WorkClient;
  readonly uses: UseRecorder;
  readonly contexts: ContextKeys;
  readonly keeper: Keeper;
  readonly budget: BudgetMemory;
  readonly state: Stores['globalState'];
  /** Id of the editor session. */
  readonly session: () => string;
  readonly settings: () => Settings;
  readonly wording: () => Wording;
  readonly chat: () => ChatTools;
  /** The tab Team is in sight. */
  readonly teamSeen: () => boolean;
  readonly teamChanged: () => void;
}

/** Which one of several teams is looked at. */
const teamKey = 'tallyboard.team';

/** What a window needs only at times, each made when it is first needed. */
export class OwnParts {
  readonly #options: OwnPartsOptions;
  readonly #startedAt = performance.now();
  #hooks: Hooks | undefined;
  #edits: EditRecorder | undefined;
  #kept: KeptPasses | undefined;
  #notices: BudgetNotices | undefined;
  #team: TeamHost | undefined;
  #report: ReportPanel | undefined;

  constructor(options: OwnPartsOptions) {
    this.#options = options;
  }

  get edits(): EditRecorder {
    const { scope, reader, work, session } = this.#options;
    this.#edits ??= scope.own(new EditRecorder({ reader, work, session, projectOf }));
    return this.#edits;
  }

  get hooks(): Hooks {
    const { work, uses, contexts } = this.#options;
    this.#hooks ??= new Hooks({
      countTokens: (texts) => work.call('countTokens', { texts }),
      uses,
      edits: this.edits,
      setReady: (ready) => contexts.set('tallyboard.hooksReady', ready),
    });
    return this.#hooks;
  }

  get kept(): KeptPasses {
    const { scope, reader, work, around, settings } = this.#options;
    const places = () => workerSettings(around, settings());
    this.#kept ??= scope.own(new KeptPasses({ reader, work, places, unsaved: unsavedTexts, trusted: trustedFolders }));
    return this.#kept;
  }

  get notices(): BudgetNotices {
    const { scope, budget, keeper, wording, settings } = this.#options;
    this.#notices ??= watchBudget(scope, {
      memory: budget,
      keeper,
      startedAt: this.#startedAt,
      wording,
      zone: () => settings().zone,
      wanted: () => settings().budgetNotifies,
    });
    return this.#notices;
  }

  /** They were needed once. */
  get hasNotices(): boolean {
    return this.#notices !== undefined;
  }

  /** In an editor tab. */
  get report(): ReportPanel {
    const { scope, around, chat, settings } = this.#options;
    this.#report ??= scope.own(new ReportPanel(around, chat, settings));
    return this.#report;
  }

  /** The same, if it was ever opened. */
  get openReport(): ReportPanel | undefined {
    return this.#report;
  }

  /** None with generated data: those are nobody's to share. */
  get team(): TeamHost | undefined {
    const { around, reader, state, settings, teamSeen, teamChanged } = this.#options;
    if (around.dataKind !== 'real') return undefined;
    this.#team ??= newTeam({
      teamFile: around.teamFile,
      reader,
      refreshKept: () => this.kept.ask(),
      zone: () => settings().zone,
      chosen: () => state.get(teamKey),
      seen: teamSeen,
      changed: teamChanged,
    });
    return this.#team;
  }

  chooseTeam(id: string): void {
    void this.#options.state.update(teamKey, id);
  }

  /** After Erase: nothing of before is shown or written again. */
  forget(): void {
    this.#edits?.forget();
    this.#kept?.forget();
    this.#team?.forget();
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    await this.#hooks?.close();
    await Promise.all([this.#options.uses.flush(), this.#edits?.flush()]);
  }

  async close(): Promise<void> {
    await this.#team?.close();
  }
}
