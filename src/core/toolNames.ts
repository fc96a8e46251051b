/** What people call the tools. Product names, the same in every language. */
const names: Readonly<Record<string, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'copilot-chat': 'Copilot Chat',
  'copilot-cli': 'Copilot CLI',
};

/** The tool's name for people; its id where it has none. */
export function toolName(tool: string): string {
  return names[tool] ?? tool;
}
