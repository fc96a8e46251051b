import type { Badge, Standing, Unit } from './badge.js';
import { explorer } from './breadth/explorer.js';
import { modelTaster } from './breadth/modelTaster.js';
import { noteKeeper } from './breadth/noteKeeper.js';
import { polyglot } from './breadth/polyglot.js';
import { student } from './breadth/student.js';
import { toolsmith } from './breadth/toolsmith.js';
import { cleanLanding } from './craft/cleanLanding.js';
import { docFriend } from './craft/docFriend.js';
import { firstLight } from './craft/firstLight.js';
import { gardener } from './craft/gardener.js';
import { halfLife } from './craft/halfLife.js';
import { keeper } from './craft/keeper.js';
import { secondLook } from './craft/secondLook.js';
import { smallSteps } from './craft/smallSteps.js';
import { survivor } from './craft/survivor.js';
import { testCompanion } from './craft/testCompanion.js';
import type { BadgeFacts } from './facts.js';
import { comeback } from './rhythm/comeback.js';
import { daylight } from './rhythm/daylight.js';
import { steadyHand } from './rhythm/steadyHand.js';
import { unplugged } from './rhythm/unplugged.js';
import { cleanCommits } from './safety/cleanCommits.js';
import { goodCatch } from './safety/goodCatch.js';
import { guardian } from './safety/guardian.js';
import { secretKeeper } from './safety/secretKeeper.js';
import { honestMeter } from './team/honestMeter.js';
import { openBook } from './team/openBook.js';
import { questDone } from './team/questDone.js';
import { reviewer } from './team/reviewer.js';
import { teamLift } from './team/teamLift.js';
import { welcomeMat } from './team/welcomeMat.js';
import { budgetKeeper } from './thrift/budgetKeeper.js';
import { cacheGardener } from './thrift/cacheGardener.js';
import { contextTrimmer } from './thrift/contextTrimmer.js';
import { frugalMonth } from './thrift/frugalMonth.js';
import { lightTouch } from './thrift/lightTouch.js';
import { loopBreaker } from './thrift/loopBreaker.js';
import { oneShot } from './thrift/oneShot.js';
import { rightSized } from './thrift/rightSized.js';

/** Every badge, in the order in which they are shown. */
export const badges = [
  ...[firstLight, keeper, survivor, halfLife, secondLook, cleanLanding, testCompanion, smallSteps, docFriend, gardener],
  ...[cacheGardener, lightTouch, rightSized, frugalMonth, contextTrimmer, oneShot, loopBreaker, budgetKeeper],
  ...[polyglot, toolsmith, modelTaster, explorer, student, noteKeeper],
  ...[guardian, secretKeeper, goodCatch, cleanCommits],
  ...[steadyHand, unplugged, daylight, comeback],
  ...[teamLift, questDone, welcomeMat, reviewer, openBook, honestMeter],
] as const satisfies readonly Badge[];

export type BadgeId = (typeof badges)[number]['id'];

/** A badge as it stands. */
export interface BadgeStanding extends Standing {
  readonly id: BadgeId;
}

export function standings(facts: BadgeFacts): readonly BadgeStanding[] {
  return badges.map(({ id, judge }) => {
    const standing = judge(facts);
    return { id, ...(facts.outsideGit && isFromGit(standing) ? { ...standing, ...noRepository } : standing) };
  });
}

const noRepository = { count: null, lacks: { kind: 'source', source: 'repository' } } as const;
const unitsOfGit: ReadonlySet<Unit> = new Set(['commits', 'edits', 'languages', 'lines', 'models', 'tools']);

/** What it counts is known from git alone. */
function isFromGit({ count, lacks }: Standing): boolean {
  const unit = lacks?.kind === 'sample' ? lacks.unit : count?.unit;
  return unit !== undefined && unitsOfGit.has(unit);
}

export function badgeOf(id: BadgeId): Badge & { readonly id: BadgeId } {
  return badges.find((badge) => badge.id === id) as Badge & { readonly id: BadgeId };
}
