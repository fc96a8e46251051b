import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The file that the commands work on. */
export const source = [
  'const one = 1;',
  'function sum(a, b) {',
  '  return a - b;',
  '}',
  '',
  'module.exports = { sum };',
  '',
].join('\n');
/** What a model makes of it: one line other than before. */
export const mended = source.replace('a - b', 'a + b');
/** Two of them. */
export const twice = source.replace('a - b', 'a + b').replace('one = 1', 'two = 2');
/** Code as a model answers with it. */
export const fenced = (code: string) => `Here it is:\n\n\`\`\`javascript\n${code.trimEnd()}\n\`\`\`\n`;
const keys: Readonly<Record<string, string>> = {
  'ctrl+alt+f1': 'tallyboard.ask',
  'ctrl+alt+f2': 'tallyboard.explain',
  'ctrl+alt+f3': 'tallyboard.fix',
  'ctrl+alt+f4': 'tallyboard.refactor',
  'ctrl+alt+f5': 'tallyboard.document',
  'ctrl+alt+f6': 'tallyboard.writeTests',
  'ctrl+alt+f7': 'tallyboard.commitMessage',
  'ctrl+alt+f8': 'tallyboard.acceptProposal',
  'ctrl+alt+f9': 'tallyboard.discardProposal',
  'ctrl+alt+f10': 'tallyboard.chooseParts',
};

/** A git repository with one commit, and user settings with a key for each command. */
export function workspace() {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-assist-'));
  const [project, userDataDir] = [join(folder, 'project'), join(folder, 'editor')];
  mkdirSync(join(project, 'test'), { recursive: true });
  mkdirSync(join(userDataDir, 'data', 'data', 'User'), { recursive: true });
  const write = (text: string) => writeFileSync(join(project, 'sum.js'), text);
  write(source);
  writeFileSync(join(project, 'test', 'other.test.js'), "it('is a test', () => {});\n");
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', project, '-c', 'user.name=u', '-c', 'user.email=u@example.org', ...words]);
  git('init', '-q', '--initial-branch=main');
  git('add', '.');
  git('commit', '-qm', 'feat: begin');
  const bound = Object.entries(keys).map(([key, command]) => ({ key, command }));
  writeFileSync(join(userDataDir, 'data', 'data', 'User', 'keybindings.json'), JSON.stringify(bound));
  const read = (name = 'sum.js') => readFileSync(join(project, name), 'utf8');
  return { folder, project, userDataDir, write, read, git };
}

/** The repository, to look at and to change. */
export type Workspace = ReturnType<typeof workspace>;

/** The key of a command, as playwright names keys. */
export function keyOf(command: string): string {
  const [key = ''] = Object.entries(keys).find(([, bound]) => bound === command) ?? [];
  return key.replace('ctrl', 'Control').replace('alt', 'Alt').replace('f', 'F');
}
