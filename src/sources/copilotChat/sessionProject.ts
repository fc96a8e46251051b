import type { FileFacts } from '../../core/source.js';

const name = 'copilot-chat.project';

/** Tells the stores that know no folder (agent traces) where a session was held. */
export function giveProject(file: FileFacts, session: string, project: string): void {
  if (project !== '') file.give(name, session, project);
}

/** The folder of a session; the file is read again when another one is told. */
export function givenProject(file: FileFacts, session: string): string {
  file.dependsOn(name);
  const project = file.facts(name).get(session);
  return typeof project === 'string' ? project : '';
}
