import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import {
  addClaudeEntries,
  type ClaudeCommands,
  ClaudeSettingsError,
  claudeCommands,
  readClaudeSetup,
  removeClaudeEntries,
} from '../../src/core/claudeSettings.js';
import { type JsonNode, JsonTextError, nodeAt, parseJsonText } from '../../src/core/jsonText.js';

const commands = claudeCommands('/home/kim/data/bin/tallyboard', false);
const group = { hooks: [{ type: 'command', command: commands.hook, timeout: 5 }] };
const statusLine = { type: 'command', command: commands.statusLine };

/** What Claude Code reads. */
const read = (text: string) => plain(parseJsonText(text)) as Record<string, unknown>;

function plain(node: JsonNode): unknown {
  if (node.kind === 'plain') return node.value;
  if (node.kind === 'array') return node.entries.map(({ value }) => plain(value));
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
}

/** Settings files as people have them. */
const shapes: Readonly<Record<string, string>> = {
  absent: '',
  blank: '\n',
  'byte order mark alone': '\uFEFF',
  empty: '{}',
  'empty with a line': '{\n}\n',
  'one line': '{"model":"opus","hooks":{}}',
  'one line, spaced': '{ "model": "opus", "env": { "A": "1" } }\n',
  plain: '{\n  "model": "opus"\n}\n',
  'no last line end': '{\n  "model": "opus"\n}',
  tabs: '{\n\t"model": "opus",\n\t"hooks": {\n\t\t"Stop": []\n\t}\n}\n',
  'four spaces, CRLF':
    '{\r\n    "model": "opus",\r\n    "permissions": {\r\n        "allow": ["Bash(ls)"]\r\n    }\r\n}\r\n',
  'byte order mark': '\uFEFF{\n  "model": "opus"\n}\n',
  comments: '{\n  // mine\n  "model": "opus" /* good */, // why\n  "env": {} // last\n  // end\n}\n',
  'trailing commas': '{\n  "model": "opus",\n  "env": {"A": "1",}, // note\n}\n',
  'hooks of others': `{
  "hooks": {
    "UserPromptSubmit": [
      { "hooks": [ { "type": "command", "command": "log.sh" } ] }
    ],
    "Stop": [{"matcher": "", "hooks": []}]
  }
}
`,
  'an empty list': '{ "hooks": { "UserPromptSubmit": [] } }',
  'an empty list in lines': '{\n  "hooks": {\n    "UserPromptSubmit": [\n    ]\n  }\n}\n',
  'a status line':
    '{\n  "statusLine": {\n    "type": "command",\n    "command": "~/.claude/line.sh \\u002Dv",\n    "padding": 0\n  }\n}\n',
  'a status line of lines': '{"statusLine":{"type":"command","command":"read x\\necho \\"$x\\" # done"}}',
  'the same key twice': '{"hooks":{},"a":1,"hooks":{"Stop":[]}}',
  strange: '{\n\n  "a" : [ 1,2 , {"}":"]\\"// no"} ] ,\n     "b":null\n ,"c":-1.5e3}  \n\n',
};

const wishes: readonly ClaudeCommands[] = [{ hook: commands.hook }, { statusLine: commands.statusLine }, commands];

describe("entries in Claude Code's settings", () => {
  for (const [name, text] of Object.entries(shapes))
    it(`are added to and taken from a file of the shape "${name}", which is then as it was`, () => {
      for (const wish of wishes) {
        const added = addClaudeEntries(text, wish);
        assert.equal(removeClaudeEntries(added, text), text);
        assert.equal(addClaudeEntries(added, wish), added, 'twice is once');
        const { hook, statusLine: line } = readClaudeSetup(added);
        assert.equal(hook, wish.hook !== undefined);
        if (wish.statusLine !== undefined) assert.match(line, /ours|wrapped/);
        const stepwise = addClaudeEntries(addClaudeEntries(text, { statusLine: wish.statusLine }), { hook: wish.hook });
        assert.equal(removeClaudeEntries(stepwise, text), text);
        // What was there is still there, character by character and in order.
        const kept = text.replace(/"command":\s*"(~|read).*?[^\\]"/, '');
        let at = 0;
        for (const character of kept.replace(/\s/g, '')) {
          at = added.indexOf(character, at) + 1;
          assert.ok(at > 0, `${JSON.stringify(character)} is gone`);
        }
      }
    });

  it('stand where Claude Code looks for them, as the file is written', () => {
    assert.equal(
      addClaudeEntries(shapes['tabs'] ?? '', { hook: 'x guard --hook claude-code' }),
      '{\n\t"model": "opus",\n\t"hooks": {\n\t\t"Stop": [],\n\t\t"UserPromptSubmit": [\n\t\t\t{\n\t\t\t\t"hooks": [\n\t\t\t\t\t{\n' +
        '\t\t\t\t\t\t"type": "command",\n\t\t\t\t\t\t"command": "x guard --hook claude-code",\n\t\t\t\t\t\t"timeout": 5\n' +
        '\t\t\t\t\t}\n\t\t\t\t]\n\t\t\t}\n\t\t]\n\t}\n}\n',
    );
    const { hooks, statusLine: line, model } = read(addClaudeEntries(shapes['comments'] ?? '', commands));
    assert.deepEqual([hooks, line, model], [{ UserPromptSubmit: [group] }, statusLine, 'opus']);
    const others = read(addClaudeEntries(shapes['hooks of others'] ?? '', commands))['hooks'] as Record<
      string,
      unknown[]
    >;
    assert.deepEqual(others['UserPromptSubmit']?.[1], group);
    assert.equal(others['UserPromptSubmit']?.length, 2);
    const crlf = addClaudeEntries(shapes['four spaces, CRLF'] ?? '', commands);
    assert.equal(crlf.replaceAll('\r\n', '').includes('\n'), false);
  });

  it('are taken out of a file that was changed since, and nothing else is', () => {
    for (const [name, text] of Object.entries(shapes)) {
      const added = addClaudeEntries(text, commands);
      const end = added.lastIndexOf('}');
      const comma = /[{,]\s*(\/\/[^\n]*\s*|\/\*.*?\*\/\s*)*$/.test(added.slice(0, end)) ? '' : ',';
      const changed = `${added.slice(0, end)}\n${comma}"mine": {"hooks": []}\n}\n`;
      const removed = removeClaudeEntries(changed, text);
      const before = text.trim().replace('\uFEFF', '') === '' ? {} : read(text);
      assert.deepEqual(read(removed), { ...before, mine: { hooks: [] } }, name);
    }
  });

  it('leave a hook that somebody put beside ours', () => {
    const added = addClaudeEntries('', { hook: commands.hook });
    const root = parseJsonText(added);
    const list = nodeAt(root, 'hooks', 'UserPromptSubmit');
    assert.ok(list?.kind === 'array');
    const changed = added.replace('"hooks": [\n', '"hooks": [\n{"type":"command","command":"theirs"},\n');
    assert.deepEqual(read(removeClaudeEntries(changed, '')), {
      hooks: { UserPromptSubmit: [{ hooks: [{ type: 'command', command: 'theirs' }] }] },
    });
  });

  it('show what the status line of the person says, and hand both what comes in', function () {
    if (process.platform === 'win32') this.skip();
    const { statusLine: line } = claudeCommands('/nowhere/it’s "here" || $x', false);
    for (const theirs of ['cat', 'read x; echo "$x" # done', 'sed s/a/b/ | tr b c', 'printf \'%s\' "$(cat)"']) {
      const text = addClaudeEntries(JSON.stringify({ statusLine: { type: 'command', command: theirs } }), {
        statusLine: line,
      });
      const wrapped = (read(text)['statusLine'] as { command: string }).command;
      const run = (command: string) => spawnSync('sh', ['-c', command], { input: 'a "b" $c\n', encoding: 'utf8' });
      const [ours, own] = [run(wrapped), run(theirs)];
      assert.deepEqual(
        [ours.stdout.trimEnd(), ours.stderr, ours.status],
        [own.stdout.trimEnd(), own.stderr, own.status],
      );
      assert.equal(
        (read(removeClaudeEntries(text.replace('{', '{ '), ''))['statusLine'] as { command: string }).command,
        theirs,
      );
    }
  });

  it('do nothing where the launcher is gone, or fails', function () {
    if (process.platform === 'win32') this.skip();
    for (const launcher of ['/nowhere/tallyboard', '/bin/false', '/etc/passwd'])
      for (const command of Object.values(claudeCommands(launcher, false))) {
        const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { input: '{}', encoding: 'utf8' });
        assert.deepEqual([status, stdout, stderr], [0, '', ''], command);
      }
  });

  it('are put into no file that is not what Claude Code reads', () => {
    const wrong = ['{', '[1}', '{"a" 1}', '{"a":1}}', 'nul', '{"a":\n\n01}', '"', '{"a":1 "b":2}', '{,}', '/*'];
    for (const text of wrong) assert.throws(() => addClaudeEntries(text, commands), JsonTextError, text);
    assert.throws(() => parseJsonText('{\n "a":\n  nope\n}'), { line: 3 });
    assert.throws(() => parseJsonText('['.repeat(9999)), JsonTextError);
    for (const text of ['[]', '7', '{"hooks":[]}', '{"hooks":{"UserPromptSubmit":{}}}'])
      assert.throws(() => addClaudeEntries(text, commands), ClaudeSettingsError, text);
  });

  it('come and go without a trace, whatever the file holds and however it is written', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(null, true, 1.5, '', 'a', '}"{', '// x', 'ü\n'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'hooks', 'Stop'), tie('any'), { maxKeys: 3 }),
      ),
    })).any;
    const hooks = fc.dictionary(fc.constantFrom('Stop', 'UserPromptSubmit'), fc.array(value, { maxLength: 2 }));
    const line = fc.record({ type: fc.constant('command'), command: fc.string() });
    const settings = fc.record({ model: value, hooks, env: value, statusLine: line }, { requiredKeys: [] });
    const style = fc.record({
      indent: fc.constantFrom('', ' ', '  ', '\t'),
      crlf: fc.boolean(),
      bom: fc.boolean(),
      end: fc.constantFrom('', '\n', '\n\n'),
      comments: fc.boolean(),
      commas: fc.boolean(),
    });
    fc.assert(
      fc.property(settings, style, fc.constantFrom(...wishes), (object, look, wish) => {
        const text = written(object, look);
        const added = addClaudeEntries(text, wish);
        assert.equal(removeClaudeEntries(added, text), text);
        const { hooks: _ours, statusLine: _line, ...rest } = read(added);
        const { hooks: _hooks, statusLine: _own, ...own } = object;
        assert.deepEqual(rest, JSON.parse(JSON.stringify(own)));
        assert.deepEqual(read(removeClaudeEntries(added, 'gone')), pruned(object, wish));
      }),
      { numRuns: 500 },
    );
  });
});

interface Look {
  readonly indent: string;
  readonly crlf: boolean;
  readonly bom: boolean;
  readonly end: string;
  readonly comments: boolean;
  readonly commas: boolean;
}

function written(object: object, { indent, crlf, bom, end, comments, commas }: Look): string {
  let text = JSON.stringify(object, undefined, indent);
  if (indent !== '' && commas) text = text.replace(/([^\s{[,])(\n\s*[}\]])/g, '$1,$2');
  if (indent !== '' && comments)
    text = text.replace(/([,{[])\n/g, '$1 // note\n').replace(/\n(\s*)\}$/, '\n$1/* end */ }');
  if (crlf) text = text.replaceAll('\n', '\r\n');
  return `${bom ? '\uFEFF' : ''}${text}${end}`;
}

/** Without the text from before, a container that is empty now is taken for ours. */
function pruned(object: { readonly hooks?: Record<string, unknown[]> | undefined }, wish: ClaudeCommands): unknown {
  const bare = JSON.parse(JSON.stringify(object)) as { hooks?: Record<string, unknown[]> };
  if (wish.hook !== undefined && bare.hooks) {
    if (bare.hooks['UserPromptSubmit']?.length === 0) delete bare.hooks['UserPromptSubmit'];
    if (Object.keys(bare.hooks).length === 0) delete bare.hooks;
  }
  return bare;
}
