import type * as vscode from 'vscode';
import { type BudgetCourse, budgetId } from '../../core/budget/budget.js';
import type { ToldCrossing } from '../../core/budget/standing.js';

const key = 'tallyboard.budgetTold';
/** Budgets remembered, the newest. */
const most = 20;

/** A crossing that a person was told of, and on which local day. */
export interface Told extends ToldCrossing {
  readonly day: string;
}

interface Kept {
  readonly told: readonly Told[];
  /** Periods, each with its budget, whose end the person has looked at. */
  readonly seen: readonly string[];
}

type Store = Pick<vscode.Memento, 'get' | 'update'>;

export interface BudgetStores {
  readonly globalState: Store;
  /** For budgets of the project. */
  readonly workspaceState: Store;
}

/** What was told of budgets, kept by the editor, which hands each window what another one wrote. */
export class BudgetMemory {
  readonly #stores: BudgetStores;

  constructor(stores: BudgetStores) {
    this.#stores = stores;
  }

  toldOf(course: BudgetCourse): Told | null {
    const id = budgetId(course);
    return this.#kept(course).told.find(({ budget }) => budget === id) ?? null;
  }

  async tell(course: BudgetCourse, told: Told): Promise<void> {
    const { told: before, seen } = this.#kept(course);
    const others = before.filter(({ budget }) => budget !== told.budget);
    await this.#store(course).update(key, { told: [told, ...others].slice(0, most), seen });
  }

  /** Used up, and not yet looked at. */
  warns(course: BudgetCourse | null | undefined): boolean {
    return course?.crossed === 100 && !this.#kept(course).seen.includes(periodOf(course));
  }

  async see(course: BudgetCourse): Promise<void> {
    const { told, seen } = this.#kept(course);
    await this.#store(course).update(key, { told, seen: [periodOf(course), ...seen].slice(0, most) });
  }

  #store({ budget }: BudgetCourse): Store {
    return budget.ofProject ? this.#stores.workspaceState : this.#stores.globalState;
  }

  #kept(course: BudgetCourse): Kept {
    const kept = this.#store(course).get<Partial<Kept>>(key);
    const [told, seen] = [kept?.told, kept?.seen];
    return { told: Array.isArray(told) ? told : [], seen: Array.isArray(seen) ? seen : [] };
  }
}

function periodOf(course: BudgetCourse): string {
  return `${budgetId(course)} ${course.from}`;
}
