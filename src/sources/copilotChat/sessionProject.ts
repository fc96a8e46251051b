import type { FileFacts } from '../../core/source.js';

const nameOf = (session: string) => `copilot-chat.project:${session}`;

/** Tells the stores that know no folder (agent traces) where a session was held. */
export function giveProject(file: FileFacts, session: string, project: string): void {
  if (project !== '') file.give(nameOf(session), session, project);
}

/** The folder of a session; the file is read again when another one is told. */
export function givenProject(file: FileFacts, session: string): string {
  file.dependsOn(nameOf(session));
  const project = file.facts(nameOf(session)).get(session);
  return typeof project === 'string' ? project : '';
}
