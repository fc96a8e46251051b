// The hand-written half of each expectation: why the log holds what it holds.

import { rareNotes } from './rare.mjs';
import { storeNotes } from './storeClients.mjs';
import { terminalNotes } from './terminals.mjs';

const old =
  'Builds before 2.1.97 write lines before the final usage comes: an answer whose lines all say output_tokens 2 has lost its output, which differs from run to run.';
const helpers = 'Helper calls on the small model are in no file.';

/** By client and scenario; a version before the scenario wins. */
const notes = {
  ...rareNotes,
  'claude plain': 'A tool turn, then --continue into the same file. Each answer has one line per content block.',
  'claude edits':
    'One edit a turn with each tool for it, then one that fails (its result is an error), and a file that a shell writes.',
  'claude ways': 'A call of a tool of an MCP server, then a prompt in plan mode.',
  'codex mixed44': 'A session of 0.44.0 resumed.',
  'codex mixed104': 'A session of 0.104.0 resumed.',
  'codex mixedfork': 'A session of 0.137.0 resumed, then forked.',
  'codex compactfork': 'A session with a compaction forked, and the fork forked.',
  'codex resumefork': 'A fork, resumed.',
  'codex subfork': 'A session with a sub-agent forked.',
  'copilot mixed':
    'A session of 1.0.44, whose shutdowns have the sums of one run, continued twice by a build with the sums of all.',
  'gemini mixed': 'A chat of 0.26.0, one document, continued twice by a build that writes lines.',
  'qwen mixed': 'A chat of 0.10.1 continued.',
  'qwen anthropic':
    'Over Anthropic Messages the client tells what was read from the cache, not what was written to it (that is input), nor reasoning.',
  'qwen 0.15.10 anthropic':
    'Over Anthropic Messages builds before 0.16 tell what was read from the cache, and nowhere what was written to it: a lower bound.',
  'qwen 0.21.10 anthropic':
    'A sub-agent has a file of its own, and another name in the telemetry of the chat: both are told apart from others by agent, figures and instant.',
  'qwen gemini': "Over Google's API thoughts are beside the candidates, and told in the total.",
  'codex ways': 'A call of a tool of an MCP server.',
  'codex edits':
    'One edit a turn: apply_patch as a tool where it is one and as a shell command, patches that do not apply, and a file that a shell writes.',
  'copilot edits':
    'One edit a turn: a file made, changed, a change that fails (success is false), and a file that a shell writes.',
  'claude fork':
    'Two turns, then --fork-session: a second file with copies (same message.id, uuid, timestamp; requestSessionId names the origin). Its cost-state starts from the sums of the parent.',
  'claude subagent':
    "The sub-agent's answers are in subagents/agent-*.jsonl under the session id of the parent, which also repeats the last one in toolUseResult.usage.",
  'claude subfork': 'A sub-agent, then --fork-session: the fork gets the lines of the parent but no subagents folder.',
  'claude compact':
    'The compaction has no line; it is the difference between the cost-state lines and the answers between them. Dated by the compact_boundary.',
  'claude compactfork':
    'Compaction, then --fork-session. The compaction is in the cost-state of both files: count it once. The fork copies a kept answer with all its counts set to 0.',
  'claude autocompact':
    'As compact, but started by the client at the beginning of the third run, because the second answer was large.',
  'claude models': 'The second run uses another model; cost-state has both.',
  'claude killed':
    'The first run is killed after one answer and leaves no cost-state. The second one has only its own answer in cost-state, so the lines hold more than cost-state.',
  'claude cut':
    'The first stream breaks off after the last block. Input and caches are known from its line, the output is the placeholder 2 (the API made 17; cost-state adds an estimate of 8: neither is right).',
  'claude unstreamed':
    'The API has no streams: each answer is one line with all its blocks, a stop reason and no stop_details, and its figures are final.',
  'claude drop': 'The first stream breaks off at once: no line, nothing in cost-state.',
  'claude killcompact':
    'The first run is killed and leaves no cost-state: that of the compaction begins after it, as its startTime says. The fork keeps nothing of the conversation but words of the client, which say whose they are.',
  'claude killmid':
    'The second of five runs is killed. The cost-state of the later ones goes on from the first, so it lacks the killed one; the fourth compacts.',
  'claude killmidfork':
    'The second of three runs is killed, then a fork, which compacts: its cost-state goes on without the killed run too.',
  'claude killfork':
    "A run that was killed, forked: the fork's cost-state begins after all that it copied, so it holds nothing of its parent.",
  'claude oldcompact':
    'A session of 2.1.88 compacted by a later build, whose cost-state begins there: what was used before it is not in it. Then a fork, whose cost-state goes on from that.',
  'claude oldfork': `A session of 2.1.50, forked by a later build: the cost-state of the fork begins there. ${helpers}`,
  'claude refused': 'A 529 first: a system line with api_error, no counts.',
  'claude 2.1.300 fork':
    'cost-state of the fork contains that of its parent, as later, but no copied line says whose it is.',
  'claude 2.1.88 plain': old,
  'claude 2.1.88 fork': `${old} A fork with copies, no requestSessionId.`,
  'claude 2.1.88 subagent': old,
  'claude 2.1.88 compact': `${old} The compaction is in subagents/agent-acompact-*.jsonl, together with copies of the parent's lines.`,
  'claude 2.1.50 plain': `${old} ${helpers}`,
  'claude 2.1.50 fork': `${old} ${helpers}`,
  'claude 2.1.50 subagent': `${old} ${helpers} toolUseResult.usage has the true output of the sub-agent's last answer; the expectation does not use it.`,
  'claude 2.1.50 compact': `${old} ${helpers} The compaction is in no file.`,
  'claude 1.0.96 plain': `${old} ${helpers} --continue copies into a new file: same message.id and uuid, new timestamp, no requestId.`,
  'claude 1.0.96 resume': `${old} ${helpers} Two --continue: three files with copies of copies.`,
  'claude 1.0.96 subagent': `${old} ${helpers} The sub-agent is inline (isSidechain); copies leave it out.`,
  'claude 1.0.96 compact': `${old} ${helpers} The compaction is in no file.`,
  'codex plain': 'Two sessions, the first with a tool.',
  'codex resume': 'exec resume appends to the file; the totals go on.',
  'codex 0.44.0 resume':
    'exec resume appends to the file, but the totals start from 0 again without any class getting smaller (156 -> 208): the sign is total = last while the total before was not 0.',
  'codex fork': 'exec fork: nothing copied, the totals start from those of the parent.',
  'codex terminalfork':
    'The fork command of the terminal program copies the token counts of the parent with new timestamps; turn ids stay those of the parent.',
  'codex 0.169.0 terminalfork':
    'As fork. The terminal program asks for a title of the session: that answer is in no file.',
  'codex subagent':
    "The sub-agent has a rollout of its own (session_id of the root in 0.169), totals from 0; the parent waits for it, so three answers are the parent's.",
  'codex subcontext': 'A sub-agent with fork_context: the history is copied, the counts are not; totals from 0.',
  'codex 0.137.0 subcontext':
    'A sub-agent with fork_context: the counts of the parent up to its current turn are copied with new timestamps; totals go on from them.',
  'codex compact':
    'Automatic compaction within the first turn: it counts in the totals; afterwards the total is repeated.',
  'codex models': 'Resumed with another model.',
  'codex mixed':
    'A session of 0.137.0 resumed by 0.169.0: the first two answers have only token_count, the others have token_usage_record too, whose thread_token_usage starts from 0.',
  'codex archived': 'The first session is archived (flat folder), the second is not.',
  'codex cachewrites': 'The API reports cache writes, 0.137 has no field for them: they stay inside the input.',
  'codex cut': 'The first stream breaks off before response.completed: nothing is logged for it.',
  'codex refused': 'A 503 first: nothing is logged for it.',
  'copilot plain': 'A tool turn. The same counts are in session.usage_record, the shutdown and the database.',
  'copilot wal': 'As plain and continued; all of the database is in its -wal file, as the client leaves it.',
  'copilot continue': 'Two runs of one session: the second shutdown has the sums of both.',
  'copilot subagent':
    'Two of the four answers are the sub-agent’s; its usage records have a sourceSessionId and sequence of their own.',
  'copilot 1.0.60 compact':
    'A run that compacts the session: its shutdown has no figures, and each shutdown has the sums of its run only.',
  'copilot compact':
    'A run that compacts the session: no usage record tells its request and no shutdown holds it, only the event of the compaction and the database, both without its reasoning.',
  'copilot anthropic': 'Over Anthropic Messages, with cache writes (no split of them in the log).',
  'copilot killed': 'The first run is killed after one answer: it has usage records but no shutdown.',
  'copilot 1.0.44 plain': 'Counts only in the shutdown; per message only the output.',
  'copilot 1.0.44 continue': 'Two runs of one session: each shutdown has the sums of its run only, add them.',
  'copilot 1.0.44 subagent': 'Two of the four answers are the sub-agent’s; the shutdown has them.',
  'copilot 1.0.44 anthropic': 'Over Anthropic Messages, two runs. This build does not read the thinking tokens.',
  'qwen plain': 'Two runs of one chat. Each answer is told by a record and by a telemetry event, under different ids.',
  'qwen subagent':
    'The records of the sub-agent are in a file of its own; a call that the client makes by itself is told by telemetry alone.',
  'qwen 0.10.1 subagent': 'The sub-agent has no records in this build: its answers are told by telemetry alone.',
  'qwen telemetry':
    'A tool turn and what follows it, exported too: an event and a span of each call. The metrics of 0.10.1 name the session, those of 0.24.4 do not.',
  'qwen refused': 'A 503 first: nothing is logged for it.',
  'gemini plain': 'A tool turn, then the chat goes on in its file, which states its messages again.',
  'gemini 0.26.0 plain':
    'One document a chat, in a folder named by the hash of the project; the second run goes on in it.',
  'gemini subagent': 'The answers of the sub-agent are in a file of its own, in a folder of the session.',
  'gemini refused': 'A 503 first: nothing is logged for it.',
  'cline plain':
    'Two sessions. Each answer tells its counts, cached tokens inside the input; reasoning is told nowhere.',
  'cline openai': 'Over OpenAI Responses: cache writes are told there, too.',
  'cline subagent':
    "The sub-agent's messages are a file in the folder of its parent; the manifest's sums leave them out.",
  'cline refused': 'A refused request first: nothing is logged for it.',
  'continue plain':
    'Two runs of one session. No message has an instant; the session itself repeats the sums, without the cache.',
  'continue anthropic': 'Over Anthropic Messages: cached tokens beside the prompt, no reasoning.',
  'continue fork':
    'Two runs, then a fork: a session of its own that begins with copies of the answers. Its own sums leave them out.',
  'continue refused': 'A 503 first: nothing is logged for it.',
  'kimi plain': 'Two runs of one session. Reasoning is not told apart.',
  'kimi kimi': "Over Kimi's own API, which is that of Chat Completions.",
  'kimi subagent': "Two of the four answers are the sub-agent's, in a file of its own.",
  'kimi compact':
    'A context that is too full is compacted before the third turn: a record of the session, not of a turn, tells that request.',
  'kimi fork': 'A fork has copies of the records of the session that it was made from.',
  'kimi refused': 'A 529 first: nothing is logged for it.',
  'pi plain': 'Two runs of one session. Reasoning is not told apart.',
  'pi 0.27.9 plain': 'Two runs of one session. Entries have no id.',
  'pi openai': 'Over Chat Completions.',
  'pi fork': 'A fork has copies of the entries, with their ids and instants.',
  'qwen 0.1.4 plain': 'A chat is one document in the folder of temporary files. The reasoning is not told apart.',
  'qwen 0.1.4 subagent': "A chat is one document, with the sub-agent's answers in it.",
  'qwen fork': 'A fork has copies of the records of the chat that it was made from.',
  'pi refused': 'A 529 first: a message without counts.',
  'copilot 1.0.44 killed': 'The first run is killed after one answer: no shutdown, so only its output is known.',
  'grok plain': 'A tool turn, continued. Titles and the line that shows a turn are in no file.',
  'grok fork':
    'A fork has copies of the turns, under its session and instant; prompt, event and its instant are those of the original. A fork of the fork.',
  'grok subagent':
    "A sub-agent's session has its turn, whose sums are in the parent's turn too. One that is not waited for is in its own session alone.",
  'grok waiting': 'A sub-agent in the background that its parent waits for.',
  'grok refused': 'A 529 first: nothing is counted for it.',
  'goose imported':
    'A session that was exported, imported and gone on with: the import begins with the sums of the first, which count once.',
  'goose 0.20.1 imported':
    'By 1.34, which tells sums of sessions alone: those of the import hold the sums of the first.',
  'goose plain': 'A tool turn, continued: a row a request. Titles are in no table.',
  'goose openai': 'Over Chat Completions.',
  'goose refused': 'A 529 first: nothing is counted for it.',
  'goose compact': 'A sub-agent in a session of its own, then a compaction, which has a row too.',
  'goose mixed':
    'Begun by 1.34, which tells sums of sessions alone, and continued by 1.52: its first row has what the session used before.',
  'pi cut':
    'A stream that breaks off: what was told at its beginning stays, with an error; the rest of it is in no log.',
  'pi compact': 'A compaction: up to 0.80 it tells no figures.',
  'omp plain': 'OMP: a tool turn, continued in the same file. The life of cache writes is told.',
  'earendil plain': 'A tool turn, continued in the same file. Reasoning and the life of cache writes are told.',
  'earendil openai': 'Over Chat Completions.',
  'earendil fork': 'A fork copies the entries of its parent, with ids and instants.',
  'earendil refused': 'A 529 first: nothing is counted for it.',
  'earendil cut':
    'A stream that breaks off: what was told at its beginning stays, with an error; the rest of it is in no log.',
  'earendil compact': 'A compaction tells the figures of its own requests, as one sum where it cuts a turn in two.',
  'droid plain':
    'The sums of the session, under the name that the configuration gives the model. The thinking told is a guess of the client, and the life of a write is not told.',
  'droid responses': 'Over OpenAI Responses the client does not tell cache writes: they are input.',
  'droid refused': 'A 529 first: nothing is counted for it.',
  'claude telemetry':
    'A tool turn, a sub-agent and a compaction, exported too. The lines lack what the exported events tell: compactions, titles, and in 2.1.50 the output.',
  'codex telemetry':
    'A tool turn and a sub-agent, exported too. Metrics name no conversation; the event of a response comes twice, once without counts.',
  'copilot telemetry': 'A tool turn and a sub-agent, exported too: spans of calls, and sums of whole turns.',
  'gemini import': 'A chat that is imported: its messages come again in a chat of their own, with ids and instants.',
  'gemini telemetry':
    'A tool turn and a sub-agent, exported too: cached tokens inside the input, thoughts beside the output.',
  ...storeNotes,
  ...terminalNotes,
};

/** @returns {string} */
export function noteOf(client, version, scenario) {
  const note = notes[`${client} ${version} ${scenario}`] ?? notes[`${client} ${scenario}`];
  if (note === undefined) throw new Error(`No note for ${client} ${version} ${scenario}`);
  return note;
}
