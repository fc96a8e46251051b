/** Commands of assistants, by how they begin, and the tool whose own logs tell of what they use. */
const tools: readonly (readonly [prefix: string, tool: string])[] = [
  ['claude-code.', 'claude-code'],
  ['claude-vscode.', 'claude-code'],
  ['chatgpt.', 'codex'],
  ['github.copilot.cli.', 'copilot-cli'],
  ['github.copilot.', 'copilot-chat'],
  ['workbench.action.chat.', 'copilot-chat'],
  ['inlineChat.', 'copilot-chat'],
  ['cline.', 'cline'],
  ['roo-cline.', 'roo'],
  ['kilo-code.', 'kilo'],
  ['zoo-code.', 'zoo'],
  ['continue.', 'continue'],
  ['cursor.', 'cursor'],
  ['amp.', 'amp'],
  ['gemini.', 'gemini-cli'],
  ['gemini-cli.', 'gemini-cli'],
  ['qwen-code.', 'qwen-code'],
  ['opencode.', 'opencode'],
  ['goose.', 'goose'],
];

/** The tool whose logs may tell of a command's use; undefined where none is known. */
export function loggingTool(command: string): string | undefined {
  return tools.find(([prefix]) => command.startsWith(prefix))?.[1];
}
