const common = `  --json             the documented JSON instead of text
  --home DIR         read DIR as if it were the home folder; ignores the tools' environment variables
  --ledger FILE      the ledger to use (default: your own; with --home a fresh one in memory)
  --timezone ZONE    days of this zone, e.g. Europe/Berlin (default: this machine's)
`;

const range = `  --since DAY        first local day, e.g. 2026-01-31
  --until DAY        last local day
`;

const texts: Readonly<Record<string, string>> = {
  report: `tallyboard report: what your AI tools used, by tool, model and day

${common}${range}  --by LIST          any of tool,model,day,session,project,branch (default: tool,model,day)
`,
  sessions: `tallyboard sessions: the tools' own sessions, newest first\n\n${common}${range}`,
  doctor: `tallyboard doctor: what is read, where, and what was passed over\n\n${common}`,
  statusline: `tallyboard statusline: today in one line, for a prompt or a tool's status line

Reads today's logs first. JSON on standard input is allowed and ignored.

${common}`,
};

/** Help for one command, or for all. */
export function helpText(command: string): string {
  const text = Object.hasOwn(texts, command) ? texts[command] : undefined;
  if (text !== undefined) return text;
  return `tallyboard counts the tokens of your AI tools from their own logs. Nothing leaves this machine.

  tallyboard report        totals by tool, model and day
  tallyboard sessions      the tools' own sessions
  tallyboard doctor        what is read, where, and what was passed over
  tallyboard statusline    today in one line

Each has --help and --json. Exit codes: 0 done, 1 failure, 2 wrong usage.
`;
}
