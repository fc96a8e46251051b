/** One answer of Claude Code as a line of its transcript. */
export function claudeLine(
  id: string,
  at: number,
  counts: { readonly input: number; readonly output: number; readonly cacheWrite?: number },
  session = 'session-1',
): string {
  const message = {
    id,
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5-20250929',
    content: [{ type: 'text', text: 'an answer' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: counts.input,
      cache_creation_input_tokens: counts.cacheWrite ?? 0,
      cache_read_input_tokens: 0,
      output_tokens: counts.output,
      service_tier: 'standard',
    },
  };
  const line = {
    parentUuid: null,
    isSidechain: false,
    userType: 'external',
    cwd: '/home/dev/one',
    sessionId: session,
    version: '2.1.330',
    gitBranch: 'main',
    type: 'assistant',
    timestamp: new Date(at).toISOString(),
    message,
    requestId: `req_${id}`,
    uuid: id,
  };
  return `${JSON.stringify(line)}\n`;
}
