// The edits that "edit files" asks for, short enough for `sanitise.mjs` to leave them whole: each of a client's tools for it, one that fails, and a file that a shell writes.

const project = '/tmp/tb-clients/home/u/proj';
const greet = `${project}/greet.ts`;
const first = "export function greet(name: string) {\n  return 'Hello ' + name;\n}\n";
const second = "  const greeting = 'Hello ' + name;\n  return greeting;\n";

const patch = (...lines) => ['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n');
const added = patch('*** Add File: p.ts', '+one();', '+two();');
const updated = patch('*** Update File: p.ts', '@@', '-two();', '+three();');
const failing = patch('*** Update File: p.ts', '@@', '-none();', '+never();');
const here = (text) => `apply_patch <<'EOF'\n${text}EOF\n`;
const shellWrite = "cat > made.ts <<'EOF'\nexport const made = true;\nEOF\n";

/** @type {[tool: string, input: object][]} In the order asked; a client gets those whose tool it offers. */
const edits = [
  ['Write', { file_path: greet, content: first }],
  ['Edit', { file_path: greet, old_string: "  return 'Hello ' + name;\n", new_string: second }],
  ['Edit', { file_path: greet, old_string: 'nowhere to be found', new_string: 'never written' }],
  [
    'MultiEdit',
    {
      file_path: greet,
      edits: [
        { old_string: 'greeting;', new_string: 'greeting + mark;' },
        { old_string: '  const greeting', new_string: "  const mark = '!';\n  const greeting" },
      ],
    },
  ],
  ['Write', { file_path: greet, content: `${first}export const polite = true;\n` }],
  ['Bash', { command: shellWrite, description: 'Make a file' }],
  ['apply_patch', { input: added }],
  ['exec_command', { cmd: here(added) }],
  ['exec_command', { cmd: here(updated) }],
  ['exec_command', { cmd: here(failing) }],
  ['shell', { command: ['apply_patch', added] }],
  ['shell', { command: ['bash', '-lc', here(updated)] }],
  ['shell', { command: ['bash', '-lc', here(failing)] }],
  ['shell', { command: ['bash', '-lc', shellWrite] }],
  ['apply_patch', { input: failing }],
  ['exec_command', { cmd: shellWrite }],
  ['create', { path: greet, file_text: first }],
  ['edit', { path: greet, old_str: "  return 'Hello ' + name;\n", new_str: second }],
  ['edit', { path: greet, old_str: 'nowhere to be found', new_str: 'never written' }],
  ['bash', { command: shellWrite, description: 'Make a file', mode: 'sync', initial_wait: 5 }],
];

/** The edit of a turn among those that the tools at hand can make. */
export function nextEdit(turn, tools) {
  const able = edits.filter(([name]) => tools.some((tool) => tool.name === name));
  const [name, input] = able[turn] ?? [];
  return name && { name, input, raw: tools.find((tool) => tool.name === name).raw };
}
