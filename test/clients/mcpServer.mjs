// A small MCP server over its standard input and output: one tool, which gives back what it was asked. Started by the clients.
import { createInterface } from 'node:readline';

const search = {
  name: 'search',
  description: 'Searches the documents',
  inputSchema: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
};

const answers = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'docs', version: '1.0.0' },
  }),
  ping: () => ({}),
  'tools/list': () => ({ tools: [search] }),
  'tools/call': ({ arguments: asked }) => ({ content: [{ type: 'text', text: `Nothing on ${asked.query}.` }] }),
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const unknown = { error: { code: -32601, message: 'Method not found' } };
  const answer = Object.hasOwn(answers, method) ? { result: answers[method](params) } : unknown;
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`);
});
