import { figureColumns } from '../core/usageTable.js';
import { type CommandName, commandNames, isCommand } from './options.js';
import { teamHelp } from './teamHelp.js';

const common = `  --json             the documented JSON instead of text
  --home DIR         read DIR as if it were the home folder; ignores the tools' environment variables
  --ledger FILE      the ledger to use (default: your own; with --home a fresh one in memory)
  --timezone ZONE    days of this zone, e.g. Europe/Berlin (default: this machine's)
`;

const range = `  --since DAY        first local day, e.g. 2026-01-31
  --until DAY        last local day
  --branch NAME      only what was recorded on a branch of this folder's repository; . is the one checked out
  --model NAME       only a model, by its id as logged
  --hour HOUR        only an hour of the local week, e.g. mon-14
`;

const by = `  --by LIST          any of tool,model,day,session,project,branch (default: tool,model,day)
`;

const columnWords: Readonly<Record<(typeof figureColumns)[number], string>> = {
  requests: 'API calls, each counted once',
  input: 'tokens neither read from nor written to a prompt cache',
  cacheRead: 'tokens read from a prompt cache',
  cacheWrite5m: 'tokens written to a cache for five minutes, or for a time not told',
  cacheWrite1h: 'tokens written to a cache for an hour',
  output: 'tokens generated, reasoning included',
  reasoning: 'the part of output that was reasoning, where told',
  total: 'input + cacheRead + cacheWrite5m + cacheWrite1h + output',
  exact: "the part of total that is the provider's own count",
  atLeast: 'the part of total that is a lower bound',
  estimate: 'the part of total that a tokenizer counted',
  costUsd: 'dollars at list price; empty where no price is known',
  costAtLeast: 'true where the list price is a lower bound',
};

/** One line each, as `tallyboard --help` has them. */
const summaries: Readonly<Record<CommandName, string>> = {
  report: 'what your AI tools used, by tool, model and day',
  sessions: "the tools' own sessions, newest first",
  export: 'usage as CSV, JSON, Markdown or a line a request, to a file or to standard output',
  import: "telemetry of tools or another machine's export, into the ledger; first only tried",
  badges: 'which badges you have, how far the others are, and what they count',
  verify: "our sums held against the tools' own totals, with the reason of each difference",
  doctor: 'what is read, where, and what was passed over',
  guard: 'secrets and personal data in a file or in standard input; never their text',
  team: 'share a rounded week with a team, or days between your own machines, end-to-end encrypted',
  statusline: "today in one line, for a prompt or a tool's status line",
};

const more: Readonly<Record<CommandName, string>> = {
  report: `${common}${range}${by}
  --value            instead: which lines of the AI tools' edits stayed, from git's history, and the score of 28 days
                     (runs git, read-only, in the repositories that the edits were made in);
                     --by then takes tool, model, day, session and branch
  --insights         instead: what need not have been used in the last 28 days, session by session, the dearest first,
                     and what would have avoided it
  --dismissed        with --insights: also those that you dismissed in the editor
  --turns            with --insights: the requests that each counts, and the one before them to compare
  --evidence         with --value --json: each edit and day that its figures are computed from
`,
  sessions: `${common}${range}`,
  export: `  --format FORMAT    csv, json, md or jsonl (default: by the end of FILE's name, else csv)
  --out FILE         write FILE, whole or not at all; one that is there is replaced; - is standard output
${common}${range}${by}
CSV has one row a group of all that --by names. After those columns come:
${figureColumns.map((name) => `  ${name.padEnd(14)} ${columnWords[name]}`).join('\n')}
It is UTF-8 with commas (RFC 4180); a file begins with a byte order mark, so that spreadsheets take it for what it is.
Text that a spreadsheet would run as a formula has an apostrophe before it.
JSON is that of "tallyboard report --json"; Markdown has one table a name of --by. JSONL has a line a request, with the
names of your folders and branches, for "tallyboard import" elsewhere; api/usage-line.schema.json describes it.
`,
  import: `tallyboard import FILE… [--yes]

Says what the files would add, and changes nothing; with --yes it is imported. Nothing counts twice, whichever came
first: what a tool's own log tells, and what was imported before, is left out. Where a log has only a lower bound,
telemetry makes it exact. All of the files are imported or, where one of them has a fault, none.

Takes files of OpenTelemetry's JSON, as a collector's file exporter writes them (Claude Code, Codex, Gemini CLI,
Qwen Code, Copilot), and what "tallyboard export --format jsonl" wrote; either may be packed by gzip.

  --yes              import it
  --list             the imports that were, with their numbers
  --undo ID          take one of them back
${common}`,
  badges: `Reads the tools' edits and, read-only, git's history in the repositories that they were made in.
None counts tokens, cost, sessions or hours. The JSON is a list: each badge's numbers, and what it counts: commits, days
or sessions.

  --evidence         with --json: that list, and beside it the commits and facts that all are computed from
${common}`,
  verify: `Reads what the tools say themselves: Codex's totals a thread, Claude Code's cost-state, Copilot CLI's shutdowns.
Exit code 1 where a part of a difference has no explanation.

  --against FILE     the days of "ccusage daily --json --by-agent --timezone ZONE" instead, in the same ZONE

${common}`,
  doctor: common,
  guard: `tallyboard guard [FILE|-]

Exit code 1 where something was found. Of a finding it tells the kind, line, column and length. Nothing is stored.

  --json             { "findings": [{ "rule", "severity": "block"|"warn", "line", "column", "length" }] }
  --policy FILE      also the patterns and forbidden files of a workspace policy (.tallyboard.json)
  --hook TOOL        claude-code: standard input is the JSON of its UserPromptSubmit hook; a secret stops the prompt,
                     and so does what a .tallyboard.json of its workspace blocks or forbids. Always exit
                     code 0, and no word about what it does not understand
`,
  team: teamHelp,
  statusline: `Reads today's logs first. Without --from, standard input is ignored.

  --from TOOL        claude-code: standard input is what it tells its status line; plan windows and the size of
                     the context window are kept, the rest is ignored
${common}`,
};

/** Help for one command, or for all. */
export function helpText(command: string): string {
  if (isCommand(command)) return `tallyboard ${command}: ${summaries[command]}\n\n${more[command]}`;
  const lines = commandNames.map((name) => `  tallyboard ${name.padEnd(12)} ${summaries[name]}`);
  return `tallyboard counts the tokens of your AI tools from their own logs. Nothing leaves this machine unless you join a team.

${lines.join('\n')}

Each has --help and --json; tallyboard --version tells which this is. Exit codes: 0 done, 1 finding or failure, 2 wrong usage.
`;
}
