import { claudeTraps, writeClaudeSession } from './claudeSession.js';
import { codexTraps, writeCodexSession } from './codexSession.js';
import { emptyHome } from './home.js';
import { planned } from './plan.js';
import { Random } from './random.js';
import type { Truth } from './tally.js';

/** Every trap of a `full` corpus by its tool, for tests that want each of them alone. */
export const traps = { 'claude-code': claudeTraps, codex: codexTraps } as const;

/** A tool that has traps. */
export type TrappedTool = keyof typeof traps;

const writers = { 'claude-code': writeClaudeSession, codex: writeCodexSession } as const;
const sessions = 6;

/** Writes six small sessions of one tool into an empty home folder, all with one trap and no other; returns their truth. */
export function generateTrap(tool: TrappedTool, trap: string, outDir: string): Truth {
  const home = emptyHome(planned({ seed: trap, bytes: 1e6 }), outDir);
  for (let index = 0; index < sessions; index++) {
    writers[tool](home, {
      random: new Random(`${tool}/${trap}/${index}`),
      startAt: Date.UTC(2026, 5, 1 + index, 9),
      until: Number.MAX_SAFE_INTEGER,
      replies: 14,
      resultBytes: 400,
      traps: new Set([trap]),
      hugeBytes: 200_000,
      place: { project: '/home/dev/harbor-api', branch: 'main' },
      live: false,
    });
  }
  return home.tally.truth();
}
