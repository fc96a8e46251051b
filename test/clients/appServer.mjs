// Has Codex talk as its extension for VS Code does: over its app server.
import { rpcTo } from './rpc.mjs';

const unasked = { approvalPolicy: 'never', sandbox: 'danger-full-access' };

/** What the steps of a scenario have in common. */
const now = { thread: undefined, turns: [] };

/**
 * Each act is what is asked, or one of `doings` with its argument. What is asked and hangs is interrupted.
 * @param {import('node:child_process').ChildProcess} child
 * @param {(string | [name: keyof ReturnType<typeof doingsOf>, argument?: any])[]} acts
 */
export async function speakToServer(child, acts, cwd) {
  let ended = () => {};
  const rpc = rpcTo(
    child,
    () => ({ decision: 'accept' }),
    (method, { turn }) => method === 'turn/completed' && ended(turn),
  );
  /** Until the turn that a request begins is over. */
  const turnOf = (method, params) =>
    new Promise((resolve) => {
      ended = resolve;
      rpc.ask(method, { threadId: now.thread, ...params }).then((answer) => {
        if (answer?.error) resolve(undefined);
        if (answer?.turn) now.turns.push(answer.turn.id);
      });
    });
  child.interrupt = () => rpc.ask('turn/interrupt', { threadId: now.thread, turnId: now.turns.at(-1) });
  await rpc.ask('initialize', { clientInfo: { name: 'rig', version: '1.0.0' } });
  rpc.notify('initialized');
  const doings = doingsOf(rpc, turnOf, cwd);
  for (const act of acts) {
    const [name, argument] = Array.isArray(act) ? act : ['ask', act];
    await doings[name](argument);
  }
  child.stdin.end();
}

function doingsOf(rpc, turnOf, cwd) {
  const threadBy = async (method, params) => {
    const answer = await rpc.ask(method, { ...unasked, ...params });
    if (!answer?.thread) throw new Error(`${method}: ${JSON.stringify(answer)}`);
    now.thread = answer.thread.id;
  };
  return {
    ask: (text) => turnOf('turn/start', { input: [{ type: 'text', text }] }),
    start: () => threadBy('thread/start', { cwd }),
    resume: () => threadBy('thread/resume', { threadId: now.thread }),
    /** Up to a turn, by its number, or all. */
    fork: (last) => threadBy('thread/fork', { threadId: now.thread, lastTurnId: now.turns[last] ?? null }),
    revert: async (before) => {
      const told = await rpc.ask('thread/revert', { threadId: now.thread, beforeTurnId: now.turns[before] });
      if (told?.error) throw new Error(`thread/revert: ${JSON.stringify(told)}`);
    },
    compact: () => turnOf('thread/compact/start', {}),
    review: () => turnOf('review/start', { target: { type: 'custom', instructions: 'look: use tool' } }),
  };
}
