import { clineSessions } from './sessions.js';
import { clineTasks } from './tasks.js';

/** Cline's sessions, its classic tasks, and those of the extensions made of it. */
export const clineFamilySources = [
  clineSessions,
  clineTasks({ tool: 'cline', extensions: ['saoudrizwan.claude-dev'], home: '.cline', input: 'apart' }),
  clineTasks({
    tool: 'roo',
    extensions: ['rooveterinaryinc.roo-cline', 'rooveterinaryinc.roo-code-nightly'],
    input: 'by task',
  }),
  clineTasks({ tool: 'kilo', extensions: ['kilocode.kilo-code'], input: 'by task' }),
  clineTasks({ tool: 'zoo', extensions: ['zoocodeorganization.zoo-code'], input: 'by task', takesOver: 'roo' }),
] as const;
