import type { PromptName } from '../../assist/promptFile.js';
import type { CommandHandlers } from '../commands/commandTable.js';
import { t } from '../words.js';
import { explain, question, showSent } from './answers.js';
import type { AssistTools } from './assistTools.js';
import { attempt } from './attempt.js';
import { commitMessage } from './commitMessage.js';
import { chooseModel } from './models.js';
import { Proposals } from './proposals.js';
import { proposeEdit } from './proposeEdit.js';
import { titleOf } from './titles.js';
import { writeTests } from './writeTests.js';

/** Own commands that ask a language model, and those that serve them. */
type AssistHandlers = Pick<
  CommandHandlers,
  | 'tallyboard.ask'
  | 'tallyboard.explain'
  | 'tallyboard.fix'
  | 'tallyboard.refactor'
  | 'tallyboard.document'
  | 'tallyboard.writeTests'
  | 'tallyboard.commitMessage'
  | 'tallyboard.chooseModel'
  | 'tallyboard.showSent'
  | 'tallyboard.acceptProposal'
  | 'tallyboard.discardProposal'
  | 'tallyboard.chooseParts'
>;

export function assistHandlers(tools: AssistTools): AssistHandlers {
  const proposals = new Proposals(tools.scope);
  const sends = (prompt: PromptName, run: (argument: unknown) => Promise<void>) => {
    const start = (argument?: unknown): Promise<void> =>
      attempt(tools, { title: titleOf(prompt), again: () => start(argument) }, () => run(argument));
    return start;
  };
  return {
    'tallyboard.ask': sends('ask', () => question(tools)),
    'tallyboard.explain': sends('explain', () => explain(tools)),
    'tallyboard.fix': sends('fix', () => proposeEdit(tools, proposals, 'fix')),
    'tallyboard.refactor': sends('refactor', () => proposeEdit(tools, proposals, 'refactor')),
    'tallyboard.document': sends('document', () => proposeEdit(tools, proposals, 'document')),
    'tallyboard.writeTests': sends('write-tests', () => writeTests(tools, proposals)),
    'tallyboard.commitMessage': sends('commit-message', (argument) => commitMessage(tools, argument)),
    'tallyboard.chooseModel': () =>
      attempt(tools, { title: t('Choose Model…'), again: () => chooseModel(tools) }, () => chooseModel(tools)),
    'tallyboard.showSent': () => showSent(tools),
    'tallyboard.acceptProposal': (argument) => proposals.accept(argument),
    'tallyboard.discardProposal': (argument) => proposals.discard(argument),
    'tallyboard.chooseParts': (argument) => proposals.choose(argument),
  };
}
