/**
 * Language models that say what a test tells them to, and write down what they were sent. Installed as one more extension
 * (`extraExtensions`), steered by files of the folder that TALLYBOARD_FAKE_MODEL names; `fakeModel.ts` has the types.
 * A model counts words: a count that no tokenizer gives, so that a test sees whose count was taken.
 */
const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const vscode = require('vscode');

const folder = process.env.TALLYBOARD_FAKE_MODEL ?? '';
const vendor = 'tallyboard-fake';
/** Without tools a model is not offered in the chat, which is in agent mode when it opens. */
const capabilities = { toolCalling: true };
const standard = { maxInputTokens: 4000, maxOutputTokens: 1000, version: '1', family: 'fake', capabilities };

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider(vendor, {
      provideLanguageModelChatInformation: () =>
        steering().models.map((model) => ({ ...standard, name: model.id, ...model })),
      provideTokenCount: async (_model, text) => {
        if (steering().counts === false) throw new Error('this model does not count');
        return wordsOf(textOf(text));
      },
      provideLanguageModelChatResponse: answer,
    }),
  );
  // The editor asks a provider for its models when somebody wants one; the chat takes only those it knows by then.
  void vscode.lm.selectChatModels({ vendor });
};

function steering() {
  const steered = { models: [{ id: 'fake-1' }], answers: [] };
  try {
    return { ...steered, ...JSON.parse(readFileSync(join(folder, 'steer.json'), 'utf8')) };
  } catch {
    return steered;
  }
}

async function answer(model, messages, _options, progress, token) {
  const prompt = messages.map(textOf).join('\n');
  tell({ event: 'sent', model: model.id, prompt });
  const { answers } = steering();
  const {
    text = 'A fake answer.',
    chunk = 16,
    delayMs = 0,
    fail,
    failAfter = 0,
    hold = false,
  } = answers.find(({ when = '' }) => prompt.includes(when)) ?? {};
  let said = '';
  for (let at = 0; at < text.length && !(fail && at >= failAfter); at += chunk) {
    if (delayMs > 0) await sleep(delayMs);
    if (token.isCancellationRequested) break;
    const part = text.slice(at, at + chunk);
    said += part;
    progress.report(new vscode.LanguageModelTextPart(part));
  }
  while (hold && !token.isCancellationRequested) await sleep(20);
  tell({ event: token.isCancellationRequested ? 'cancelled' : (fail ?? 'done'), model: model.id, said });
  if (fail) throw failure(fail);
}

/** `offline` is what Node's `fetch` throws without a network. */
function failure(kind) {
  if (kind === 'offline') return new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } });
  return vscode.LanguageModelError[kind]?.(`fake: ${kind}`) ?? new Error(kind);
}

function textOf(message) {
  if (typeof message === 'string') return message;
  return message.content.map((part) => part.value ?? '').join('');
}

function wordsOf(text) {
  return text.split(/\s+/).filter(Boolean).length;
}

function tell(event) {
  appendFileSync(join(folder, 'told.jsonl'), `${JSON.stringify(event)}\n`);
}
