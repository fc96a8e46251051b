import * as vscode from 'vscode';
import { redact } from '../../core/redact.js';
import type { Finding } from '../../protocol/guard.js';
import { pickOne } from '../questions.js';
import { t } from '../words.js';
import { type FileLineOf, findingName, findingsSentence, policyProblemWords, restWords } from './findingWords.js';
import type { Checked, Guard } from './guard.js';
import { type FolderPolicy, forbidding, readPolicies } from './policy.js';

export interface Sending {
  /** What wants to send, as a person knows it: "Ask", "Share". */
  readonly what: string;
  /** The file that the text is of, if it is of one. */
  readonly fileUri?: vscode.Uri | undefined;
  /** Where its lines stand in files: there a person looks for them. */
  readonly lineOf?: FileLineOf;
}

/** What a person answers to one question. */
type Answer = 'remove' | 'show' | 'send' | 'cancel';

/** The last station before a text leaves: nothing is sent that the person did not see named. */
export class Gate {
  readonly #guard: Guard;
  /** Guidance that was read in this window. */
  readonly #read = new Set<string>();

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** The text to send, perhaps without what the guard found; undefined when it is not to be sent. */
  async passGuard(text: string, sending: Sending): Promise<string | undefined> {
    const policies = await readPolicies();
    const forbids = sending.fileUri && forbidding(policies, sending.fileUri);
    if (forbids) return this.#refuse(forbids, sending);
    if (!(await this.#showGuidance(policies, sending)) || !(await this.#passProblems(policies, sending)))
      return undefined;
    let checked: Checked;
    try {
      checked = await this.#guard.check(text, policies);
    } catch {
      return (await this.#passUnchecked(t('The text could not be checked.'), sending)) ? text : undefined;
    }
    const rest = restWords(checked, checked.patterns);
    if (rest !== undefined && !(await this.#passUnchecked(rest, sending))) return undefined;
    return checked.findings.length === 0 ? text : this.#passFindings(text, checked, sending);
  }

  async #passFindings(text: string, checked: Checked, sending: Sending): Promise<string | undefined> {
    const { findings, patterns } = checked;
    for (;;) {
      const answer = await ask(findingsSentence(findings, patterns, sending.lineOf), sending, waysOf(findings));
      if (answer === 'show')
        await this.#guard.marks.preview(
          t('Before sending.txt'),
          text,
          findings.map((each) => ({ ...each, name: findingName(each, patterns) })),
        );
      if (answer === 'cancel') return undefined;
      if (answer === 'remove') {
        this.#guard.count('redacted', findings);
        return redact(text, findings);
      }
      if (answer === 'send' && (await confirmed(findings, checked))) {
        this.#guard.count('sent', findings);
        return text;
      }
    }
  }

  async #refuse({ file }: FolderPolicy, { what, fileUri }: Sending): Promise<undefined> {
    const name = fileUri?.path.split('/').at(-1) ?? '';
    const open = t('Open the policy');
    const words = t('{0} did not send {1}: the workspace policy keeps it here.', what, name);
    void vscode.window.showWarningMessage(words, open).then((way) => {
      if (way) void vscode.window.showTextDocument(file);
    });
    return undefined;
  }

  /** Once a window, before the first text is sent. */
  async #showGuidance(policies: readonly FolderPolicy[], { what }: Sending): Promise<boolean> {
    const guidance = policies
      .map((policy) => policy.guidance)
      .filter((words) => words !== '')
      .join('\n\n');
    if (guidance === '' || this.#read.has(guidance)) return true;
    const goOn = t('Go on');
    const question = t('{0}: please read this first.', what);
    const way = await vscode.window.showInformationMessage(question, { modal: true, detail: guidance }, goOn);
    if (way === goOn) this.#read.add(guidance);
    return way === goOn;
  }

  /** A policy that is not understood whole protects less than it says, and the person has to know. */
  async #passProblems(policies: readonly FolderPolicy[], sending: Sending): Promise<boolean> {
    const faulty = policies.find(({ problems }) => problems.length > 0);
    const [problem] = faulty?.problems ?? [];
    if (!faulty || !problem) return true;
    const answer = await ask(t('.tallyboard.json: {0}', policyProblemWords(problem)), sending, [
      { label: t('Show it'), answer: 'show' },
      { label: t('Send anyway'), answer: 'send' },
    ]);
    if (answer === 'show') await vscode.window.showTextDocument(faulty.file);
    return answer === 'send';
  }

  async #passUnchecked(words: string, sending: Sending): Promise<boolean> {
    return (await ask(words, sending, [{ label: t('Send anyway'), answer: 'send' }])) === 'send';
  }
}

interface Way extends vscode.QuickPickItem {
  readonly answer: Answer;
}

function waysOf(findings: readonly Finding[]): Way[] {
  const blocks = findings.some(({ severity }) => severity === 'block');
  const many = findings.length > 1;
  return [
    {
      label: many ? t('Remove all {0}', findings.length) : t('Remove it'),
      description: t('and send the rest'),
      answer: 'remove',
    },
    { label: t('Show it'), answer: 'show' },
    { label: blocks ? t('Send anyway, once') : t('Send anyway'), answer: 'send' },
  ];
}

/** A secret that opens something is not sent with one slip of the hand. */
async function confirmed(findings: readonly Finding[], { patterns }: Checked): Promise<boolean> {
  const blocking = findings.filter(({ severity }) => severity === 'block');
  const [first] = blocking;
  if (!first) return true;
  const send = t('Send anyway, once');
  const names = [...new Set(blocking.map((each) => findingName(each, patterns)))].join('\n');
  const question = blocking.length === 1 ? t('Send the secret too?') : t('Send {0} secrets too?', blocking.length);
  const detail = `${names}\n\n${t('Whoever reads it can use it. What was sent cannot be taken back.')}`;
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, send)) === send;
}

/** One question; closing it cancels. It stays while the person looks elsewhere. */
async function ask(question: string, { what }: Sending, ways: readonly Way[]): Promise<Answer> {
  const cancel: Way = { label: t('Cancel'), description: t('send nothing'), answer: 'cancel' };
  const picked = await pickOne([...ways, cancel], {
    title: question,
    placeHolder: t('{0} has not sent anything yet', what),
  });
  return picked?.answer ?? 'cancel';
}
