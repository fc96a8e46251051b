import { continueDevData } from './devData.js';
import { continueSessions } from './sessions.js';

/** The command line's sessions, and the extension's record of its calls. */
export const continueSources = [continueSessions, ...continueDevData] as const;
