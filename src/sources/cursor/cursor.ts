import { count, instantOf, jsonOf, text } from '../../core/json.js';
import type { Places, Root, Row, TableSource } from '../../core/source.js';
import { noTokens } from '../../core/usage.js';
import { joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';

/** An answer is written anew while it streams: so many of the newest rows are told again. */
const changing = 1000;

/** `type`, when it was written and asked for, the model, and the counts of an answer; never its text. */
const wanted = `json_extract(cast(value as text), '$.type', '$.createdAt', '$.timingInfo.clientRpcSendTime',
  '$.timingInfo.clientStartTime', '$.modelInfo.modelName', '$.tokenCount.inputTokens', '$.tokenCount.outputTokens')`;

/**
 * Cursor's one database: a row a message of a chat, `bubbleId:<chat>:<message>`, among much else. Builds up to 2025 wrote
 * counts beside some answers, without caches; later ones write zeros, and only the account knows. What is told is
 * therefore the least that was used, and an answer without counts is passed over as such.
 */
export const cursor: TableSource = {
  id: 'cursor',
  store: 'chats',
  kind: 'table',
  roots,
  query(schema) {
    const columns = schema.get('cursorDiskKV');
    if (!columns?.includes('key') || !columns.includes('value')) return undefined;
    return {
      // A row that is written anew gets a greater number; smaller ones than were seen are of a file made anew.
      sql: `select rowid as cursor, key, iif(json_valid(cast(value as text)), ${wanted}, null) as told from cursorDiskKV not indexed
        where rowid > iif($after > (select max(rowid) from cursorDiskKV), 0, $after - ${changing})
        and key >= 'bubbleId:' and key < 'bubbleId;' order by rowid`,
    };
  },
  row(row, emit) {
    const answer = answerOf(row);
    if (answer === undefined) return emit.skip('malformed');
    if (answer.type !== 2) return;
    if (answer.input + answer.output === 0) return emit.skip('no-usage');
    if (Number.isNaN(answer.at)) return emit.skip('no-timestamp');
    emit(
      observe({
        namespace: 'cursor',
        id: `bubble:${answer.id}@${answer.at}`,
        tool: 'cursor',
        store: 'chats',
        rank: 1,
        session: answer.chat,
        at: answer.at,
        model: answer.model ?? 'unknown',
        precision: 'atLeast',
        ...noTokens,
        input: answer.input,
        output: answer.output,
      }),
    );
  },
};

/** Undefined for what is no JSON. A sub-chat's id may hold a line break. */
function answerOf(row: Row) {
  const told = jsonOf(text(row['told']) ?? '');
  if (!Array.isArray(told)) return undefined;
  const [type, created, sent, started, model, input, output] = told as unknown[];
  const names = (text(row['key']) ?? '').split(':');
  return {
    type,
    id: names.at(-1) ?? '',
    chat: names.slice(1, -1).join(':').replace(/\s+/g, ' '),
    at: [created, sent, started].map(instantOf).find((at) => !Number.isNaN(at)) ?? Number.NaN,
    model: text(model),
    input: count(input),
    output: count(output),
  };
}

function roots({ os, editorUserFolders, extraRoots }: Places): Root[] {
  const users = editorUserFolders.filter((path) => /[\\/]Cursor[^\\/]*[\\/]User$/.test(path));
  return [...users, ...(extraRoots['cursor'] ?? [])].map((path) => ({
    path: joinPath(os, path, 'globalStorage', 'state.vscdb'),
    accepts: () => true,
  }));
}
