/** What people call the tools. Product names, the same in every language. */
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
  assist: 'Assist commands',
  inline: 'Inline suggestions',
  hooked: 'Hooked commands',
};

/** Ids of all tools that have a name. */
export const toolIds: readonly string[] = Object.keys(names);

/** The tool's name for people; its id where it has none. */
export function toolName(tool: string): string {
  return Object.hasOwn(names, tool) ? (names[tool] ?? tool) : tool;
}

/** Of a tool id `reported:<extension>` the extension that told of the use; undefined for all others. */
export function reportingExtension(tool: string): string | undefined {
  return tool.startsWith('reported:') ? tool.slice('reported:'.length) : undefined;
}
