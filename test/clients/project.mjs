// The home and the project that every run starts from.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const when = '2026-01-01T00:00:00Z';

/** A small git repository on branch `main` with a remote. Returns its path. */
export function makeProject(home) {
  const project = join(home, 'proj');
  mkdirSync(project, { recursive: true });
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = u\n\temail = u@example.com\n[safe]\n\tdirectory = *\n');
  writeFileSync(join(project, 'README.md'), '# proj\n');
  const env = { HOME: home, PATH: process.env.PATH, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  const git = (...args) => execFileSync('git', args, { cwd: project, env, stdio: 'ignore' });
  git('init', '-b', 'main');
  git('remote', 'add', 'origin', 'https://github.com/example/proj.git');
  git('add', '.');
  git('commit', '-m', 'First');
  return project;
}
