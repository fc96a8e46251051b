// Has a client talk as an editor does that speaks the Agent Client Protocol.
import { rpcTo } from './rpc.mjs';

const initialize = {
  protocolVersion: 1,
  clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false },
  clientInfo: { name: 'rig', version: '1.0.0' },
};

/** The session that the steps of a scenario have in common. */
let session;

/**
 * Each act is what is asked, `{ load: true }`, `{ fork: true }` or `{ fresh: true }`. What is asked and hangs is cancelled.
 * @param {import('node:child_process').ChildProcess} child
 * @param {(string | object)[]} acts
 */
export async function speakAcp(child, acts, cwd) {
  const rpc = rpcTo(child, (_method, { options = [] } = {}) => {
    const allowed = options.find(({ kind }) => kind === 'allow_always') ?? options[0];
    return { outcome: { outcome: 'selected', optionId: allowed?.optionId } };
  });
  child.interrupt = () => rpc.notify('session/cancel', { sessionId: session });
  const known = await rpc.ask('initialize', initialize);
  const methods = known?.authMethods ?? [];
  if (child.authenticate) await rpc.ask('authenticate', { methodId: child.authenticate(methods) });
  const place = { cwd, mcpServers: [] };
  for (const act of acts) {
    if (act.fresh) session = (await rpc.ask('session/new', place)).sessionId;
    else if (act.load) await rpc.ask('session/load', { ...place, sessionId: session });
    else if (act.fork) session = (await rpc.ask('session/fork', { ...place, sessionId: session })).sessionId;
    else await rpc.ask('session/prompt', { sessionId: session, prompt: [{ type: 'text', text: act }] });
  }
  child.stdin.end();
}
