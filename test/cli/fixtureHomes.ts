import { join } from 'node:path';

/** A folder a tool, in each a folder a case. */
export const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
/** One whose log was written by the tool itself. */
export const home = join(fixtures, 'claude-code', 'real-2.1.330-subagent', 'home');
/** One without any log. */
export const emptyHome = join(fixtures, 'claude-code');
