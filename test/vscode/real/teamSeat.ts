import type { Frame, Page } from 'playwright-core';
import type { Person } from '../../cli/person.js';

/** Where the person of a window with teams sits. */
export interface TeamSeat {
  readonly page: Page;
  /** The same person in a terminal. */
  readonly own: Person;
  /** A folder for the homes and repositories of others. */
  readonly aside: string;
  /** The page of the sidebar. */
  frame(): Promise<Frame>;
}

/** Shares what this person counted, by the command line. */
export async function shareByCommand(person: Person): Promise<void> {
  await person.counting('preview');
  await person.counting('publish');
}
