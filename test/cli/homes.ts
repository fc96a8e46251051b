import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A request as Claude Code logs it, of as many tokens as are asked for. */
export interface Logged {
  readonly at: number;
  readonly tokens: number;
  readonly session?: string;
  readonly model?: string;
  readonly folder?: string;
  readonly branch?: string;
}

/** Writes a home folder with one transcript a session. */
export function writeHome(home: string, requests: readonly Logged[]): void {
  const folder = join(home, '.claude', 'projects', 'one');
  mkdirSync(folder, { recursive: true });
  for (const [index, request] of requests.entries()) {
    const { at, tokens, session = 's', model = 'claude-sonnet-4-5-20250929', branch = 'main' } = request;
    const line = {
      type: 'assistant',
      sessionId: session,
      version: '2.1.330',
      cwd: request.folder ?? '/home/dev/one',
      gitBranch: branch,
      isSidechain: false,
      timestamp: new Date(at).toISOString(),
      requestId: `req_${index}`,
      uuid: `u${index}`,
      message: {
        id: `msg_${index}`,
        type: 'message',
        role: 'assistant',
        model,
        content: [],
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: { input_tokens: tokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 },
      },
    };
    writeFileSync(join(folder, `${index}.jsonl`), `${JSON.stringify(line)}\n`);
  }
}
