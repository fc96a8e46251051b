/** Names of tools as people know them, by tool id. A name is not translated. */
const names: Readonly<Record<string, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'copilot-chat': 'Copilot Chat',
  'copilot-cli': 'Copilot CLI',
  'gemini-cli': 'Gemini CLI',
  'qwen-code': 'Qwen Code',
  cline: 'Cline',
  roo: 'Roo Code',
  kilo: 'Kilo Code',
  zoo: 'Zoo Code',
  continue: 'Continue',
  opencode: 'OpenCode',
  cursor: 'Cursor',
  amp: 'Amp',
  droid: 'Factory Droid',
  goose: 'Goose',
  kimi: 'Kimi',
  zed: 'Zed',
  aider: 'Aider',
  grok: 'Grok Build',
  pi: 'Pi',
  crush: 'Crush',
  vibe: 'Vibe',
};
const coloured: readonly string[] = ['claude-code', 'codex', 'copilot-chat', 'copilot-cli', 'gemini-cli'];

/** The id itself where the tool is newer than this page. */
export function toolName(tool: string): string {
  return Object.hasOwn(names, tool) ? (names[tool] ?? tool) : tool;
}

/** The class that gives a tool its colour; tools without a colour of their own share one. */
export function toolColour(tool: string): string {
  return coloured.includes(tool) ? tool : 'other-tool';
}
