// Decides from the conversation what the fake model answers. The prompt steers:
// "use tool" one tool call, then text · "subagent" a sub-agent, then text ("to wait for": in the background, "on its own": not waited for) · "big" a huge input ·
// "refuse once" an overload first · "cut once" the first stream breaks off late · "drop once" it breaks off at once ·
// "break once" an error in the midst of a stream · "wait once" 429 · "fail once" 500 · "refuse the <model>," an overload whenever such a model is asked ·
// "end early once" a limit of the output is reached · "pause once" the server pauses the turn · "then stall" a stream that does not go on ·
// "subagent that knows all", "that has a name", "in a worktree", "of another model": Claude Code's · "run a workflow" its script of agents ·
// "several subagents" two calls in one answer · "a nested subagent" one that starts another · "look on the web" a search · "as a structure" an answer of a given form ·
// "without streams" an answer to those alone who ask for none · "ask the server" a tool of an MCP server · "then hang" no answer after the tool · "edit files" the edits of edits.mjs, one a turn.
import { nextEdit } from './edits.mjs';

const compactMarks = [
  /create a detailed summary/,
  /CONTEXT CHECKPOINT COMPACTION/,
  /exceeded the maximum number of tokens/,
  /^Please summarize the conversation history provided in the system prompt/,
  /^Here is the conversation so far:\n\n<conversation>/,
  /^You are about to run out of context\. Create a handoff summary/,
  /[Cc]reate a structured context checkpoint summary/,
];

/** Grok's titles, and what it shows of a turn that is over. */
const helperMarks = [/^<system-reminder>(Generate a session title|Write an ultra-short dashboard line)/];
/** Qwen's suggestions of what to ask next, which no chat tells, and its search for what to remember, which one tells that is over in time. */
const asideMarks = [/^\[SUGGESTION MODE/, /^## Existing memory files/m];

/**
 * @typedef {{ text: string, toolAnswers: string[], tools: {name: string, raw?: object}[], model: string, isTriggered?: boolean }} Conversation
 *   text: the last thing a person wrote; toolAnswers: what tools answered since then; isTriggered: a summary is asked for without words.
 * @typedef {{ kind: 'text' | 'tool' | 'refuse' | 'wait' | 'fail' | 'cut' | 'drop' | 'break' | 'end early' | 'pause' | 'stall' | 'hang', label: string, text: string, tool?: {name: string, input: object, raw?: object}, more?: object[], searches?: number, big: boolean, unstreamed: boolean }} Plan
 */

/** A planner remembers which "once" it has spent. */
export function createPlanner() {
  const spent = new Set();
  const once = (key) => !spent.has(key) && spent.add(key) !== undefined;
  let edited = 0;
  const edit = (tools) => nextEdit(edited++, tools);
  return (/** @type {Conversation} */ conversation) => plan(conversation, once, edit);
}

function plan(conversation, once, nextOf) {
  const { text, toolAnswers, tools } = conversation;
  const label = labelOf(conversation);
  const big = /\bbig\b/.test(text) && label === 'main' && once('big');
  const base = {
    isTriggered: conversation.isTriggered,
    label,
    big,
    unstreamed: text.includes('without streams'),
    text: answerText(label),
  };
  if (['helper', 'aside', 'compact'].includes(label)) return { ...base, kind: 'text' };
  const broken = brokenWays.find((word) => text.includes(`${word} once`) && once(`${word} ${text}`));
  if (broken) return { ...base, kind: broken };
  const refused = /refuse the (\S+?),/.exec(text)?.[1];
  if (refused && conversation.model?.includes(refused)) return { ...base, kind: 'refuse' };
  if (tools.length === 1 && tools[0].name === 'web_search')
    return { ...base, kind: 'text', label: 'search', searches: 2 };
  if (text.includes('then stall') && toolAnswers.length > 0) return { ...base, kind: 'stall' };
  if (text.includes('then hang') && toolAnswers.length > 0) return { ...base, kind: 'hang' };
  const edit = text.includes('edit files') ? nextOf(tools) : undefined;
  if (edit) return { ...base, kind: 'tool', tool: edit };
  const isFirst = toolAnswers.every((answer) => answer.includes('tool_reference'));
  const tool = isFirst ? firstTool(text, tools) : waitTool(toolAnswers, tools, text);
  const more = tool && isFirst && text.includes('several') ? [another(tool)] : [];
  return tool ? { ...base, kind: 'tool', tool, more } : { ...base, kind: 'text' };
}

const brokenWays = ['refuse', 'cut', 'drop', 'break', 'wait', 'fail', 'end early', 'pause'];

/** A call beside another: of an agent that has a name, under another one. */
function another(tool) {
  return tool.input.task_name ? { ...tool, input: { ...tool.input, task_name: 'inner2' } } : tool;
}

function firstTool(text, tools) {
  if (text.includes('<task-notification>')) return undefined;
  if (text.includes('as a structure')) return firstOf(tools, { StructuredOutput: { answer: 'yes' } });
  if (text.includes('look on the web'))
    return firstOf(tools, { WebSearch: { query: 'tides today' }, google_web_search: { query: 'tides today' } });
  if (text.includes('run a workflow')) return firstOf(tools, { Workflow: { script: workflow } });
  if (/\bsubagents?\b/.test(text)) return firstOf(tools, agentInputs(tools, text));
  if (/ask the server|Tool loaded\./.test(text)) return serverTool(tools);
  return text.includes('use tool') ? firstOf(tools, shellInputs) : undefined;
}

/** Claude Code names it with its server, and has it searched for first, which answers with a reference; Codex has a namespace for each server. */
function serverTool(tools) {
  const is = ({ name, raw }) => name === 'mcp__docs__search' || (raw?.namespace === 'mcp__docs' && name === 'search');
  const found = tools.find(is);
  if (found) return { name: found.name, input: { query: 'tides' }, raw: found.raw };
  return firstOf(tools, { ToolSearch: { query: 'select:mcp__docs__search', max_results: 1 } });
}

/** A Codex agent works in the background, as one of Grok may: its parent has to wait, or the run ends without it. */
function waitTool(toolAnswers, tools, text) {
  const started = text.includes('on its own') ? /"agent_id":"([^"]+)"/ : /(?:"agent_id":|task_ids=\[)"([^"]+)"/;
  const ids = toolAnswers.map((answer) => started.exec(answer)?.[1]);
  const limit = { timeout_ms: 30_000 };
  const isNamed = toolAnswers.length > 0 && toolAnswers.every((answer) => answer.includes('"task_name":"'));
  if (isNamed) return firstOf(tools, { wait_agent: limit });
  if (ids.length === 0 || ids.includes(undefined)) return undefined;
  return firstOf(tools, {
    wait_agent: { targets: ids, ...limit },
    wait: { ids, ...limit },
    get_command_or_subagent_output: { task_ids: ids, ...limit },
  });
}

function labelOf({ text, tools, isTriggered }) {
  if (isTriggered) return 'compact';
  if (compactMarks.some((mark) => mark.test(text))) return 'compact';
  if (tools.length === 0 || tools[0].name === 'session_title') return 'helper';
  if (helperMarks.some((mark) => mark.test(text))) return 'helper';
  if (asideMarks.some((mark) => mark.test(text))) return 'aside';
  return text.includes('inner work') ? 'sub' : 'main';
}

function answerText(label) {
  return label === 'compact' ? '<summary>The user greeted; nothing is open.</summary>' : `Done (${label}).`;
}

const shellInputs = {
  Bash: { command: 'echo hi', description: 'Say hi' },
  bash: { command: 'echo hi', description: 'Say hi', mode: 'sync', initial_wait: 5 },
  _bash: { command: 'echo hi' },
  exec_command: { cmd: 'echo hi' },
  shell: { command: ['bash', '-lc', 'echo hi'] },
  shell_command: { command: 'echo hi' },
  run_commands: { commands: ['echo hi'] },
  run_shell_command: { command: 'echo hi', description: 'Say hi', is_background: false },
  run_terminal_command: { command: 'echo hi', description: 'Say hi' },
  Execute: {
    ...{ summary: 'Say hi to all', command: 'echo hi' },
    ...{ riskLevel: 'low', riskLevelReason: 'It only prints.' },
  },
};

const inner = { description: 'Inner work', prompt: 'inner work: use tool' };

/** Two agents at once, then a third that hears of both. */
const workflow = `export const meta = { name: 'inner', description: 'Inner work', phases: [{ title: 'One' }] }
const found = await parallel([1, 2].map((each) => () => agent('inner work: use tool', { label: 'inner ' + each })))
return await agent('inner work: ' + found.length)
`;

/** Ways in which Claude Code starts an agent. */
function claudeAgent(text) {
  return {
    ...(text.includes('that knows all') ? { subagent_type: 'fork' } : {}),
    ...(text.includes('in a worktree') ? { isolation: 'worktree' } : {}),
    ...(text.includes('of another model') ? { model: 'haiku' } : {}),
    ...(text.includes('that has a name') ? { name: 'inner' } : {}),
    ...(text.includes('that stalls') ? { prompt: 'inner work: use tool, then stall' } : {}),
  };
}

/** Two names are those of two clients each: another tool beside them says whose. */
function agentInputs(tools, text) {
  const given = { ...inner, ...(text.includes('nested') ? { prompt: 'inner work: start a subagent' } : {}) };
  const behind = text.includes('in the background');
  const offers = (name) => tools.some((tool) => tool.name === name);
  const codex = { message: given.prompt, ...(text.includes('with context') ? { fork_context: true } : {}) };
  // Codex's newer agents have names, and inherit all that was said or nothing.
  const isNamed = tools.some(({ name, raw }) => name === 'spawn_agent' && raw?.namespace === 'collaboration');
  if (isNamed) Object.assign(codex, { task_name: 'inner', fork_turns: text.includes('with context') ? 'all' : 'none' });
  if (isNamed) delete codex.fork_context;
  const kind = offers('AgentSwarm') ? 'coder' : 'general-purpose';
  return {
    Task: { ...given, subagent_type: 'general-purpose', ...(behind ? { run_in_background: true } : {}) },
    Agent: { ...given, subagent_type: kind, run_in_background: behind, ...claudeAgent(text) },
    spawn_agent: offers('run_commands') ? { systemPrompt: 'Be brief.', task: given.prompt } : codex,
    _task: { name: 'Inner', task: given.prompt },
    task: { name: 'inner', ...given, agent_type: 'general-purpose', mode: 'sync', subagent_type: 'general-purpose' },
    agent: { ...given, subagent_type: 'general-purpose' },
    Subagent: { ...given, subagent_name: 'inner' },
    spawn_subagent: { ...given, background: /on its own|to wait for/.test(text) },
    delegate: { instructions: given.prompt },
    invoke_agent: { agent_name: 'generalist', prompt: given.prompt },
  };
}

function firstOf(tools, inputs) {
  const found = tools.find((tool) => Object.hasOwn(inputs, tool.name));
  return found && { name: found.name, input: fitting(inputs[found.name], tools), raw: found.raw };
}

/** OpenCode's sub-agent for anything has a name of its own; Goose's shell has an older Codex's, and takes one text. */
function fitting(input, tools) {
  if (Array.isArray(input.command) && tools.some((tool) => tool.name === 'read_image')) return { command: 'echo hi' };
  const isOpenCode = tools.some((tool) => tool.name === 'todowrite') && input.agent_type !== undefined;
  return isOpenCode ? { description: input.description, prompt: input.prompt, subagent_type: 'general' } : input;
}
