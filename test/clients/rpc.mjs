// Speaks JSON-RPC to a client over its standard streams, a message a line, as an editor does.

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {(method: string, params: any) => unknown} answer what a request of the client is answered with
 * @param {(method: string, params: any) => void} told a notification of the client
 */
export function rpcTo(child, answer, told = () => {}) {
  const waiting = new Map();
  let [next, rest] = [1, ''];
  const send = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const take = ({ id, method, params, result, error }) => {
    if (method === undefined) return waiting.get(id)?.(error ? { error } : result);
    if (id === undefined) return told(method, params);
    send({ id, result: answer(method, params) });
  };
  child.stdout.on('data', (data) => {
    const lines = (rest + data).split('\n');
    rest = lines.pop();
    for (const line of lines.filter((each) => each.startsWith('{'))) take(JSON.parse(line));
  });
  return {
    notify: (method, params) => send({ method, params }),
    ask: (method, params) =>
      new Promise((resolve) => {
        const id = next++;
        waiting.set(id, resolve);
        send({ id, method, params });
      }),
  };
}
