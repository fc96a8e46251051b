const coloured: readonly string[] = ['claude-code', 'codex', 'copilot-chat', 'copilot-cli', 'gemini-cli'];

/** The class that gives a tool its colour; tools without a colour of their own share one. */
export function toolColour(tool: string): string {
  return coloured.includes(tool) ? tool : 'other-tool';
}
