import { AssistError } from '../../assist/assistError.js';
import { codeOf } from '../../assist/codeBlock.js';
import type { Hunk } from '../../assist/hunks.js';
import { exchange } from '../../core/keptWork/edit.js';
import type { Proposal, Proposals } from './proposals.js';
import type { Answer } from './run.js';
import { tellLeftOut } from './tellLeftOut.js';

/** The code of an answer. An answer without any was text to read. Throws as `codeOf` does. */
export async function codeIn(answer: Answer): Promise<readonly string[]> {
  try {
    return answer.restore(codeOf(answer.text));
  } catch (error) {
    await answer.settle('answer');
    throw error;
  }
}

/** Shows what an answer would change, and records what becomes of it. Throws `unchanged`. */
export async function propose(
  proposals: Proposals,
  answer: Answer,
  proposal: Omit<Proposal, 'decided'>,
): Promise<void> {
  const decided: Proposal['decided'] = ({ accepted, dropped }) => {
    const outcome = dropped.length === 0 ? 'accepted' : accepted.length === 0 ? 'dropped' : 'partly';
    const edit = accepted.length > 0 ? { document: proposal.uri, at: Date.now(), ...changedBy(accepted) } : undefined;
    return answer.settle(outcome, { accepted: textOf(accepted), dropped: textOf(dropped), edit });
  };
  if (!(await proposals.show({ ...proposal, decided }))) {
    await answer.settle('answer');
    throw new AssistError('unchanged', answer.text);
  }
  tellLeftOut(answer.leftOut);
}

function changedBy(hunks: readonly Hunk[]) {
  return exchange(hunks.flatMap(({ removed }) => removed).join('\n'), textOf(hunks));
}

function textOf(hunks: readonly Hunk[]): string {
  return hunks.map(({ added }) => added.join('\n')).join('\n');
}
