import type { LineSource, Source } from '../../core/source.js';
import { otelSource } from '../copilotChat/otelFile.js';
import { events } from './events.js';
import { otelRoots } from './places.js';
import { sessionStore } from './sessionStore.js';

/** The command line's file exporter writes the same records as the editor's. */
const otelFile: LineSource = otelSource({ tool: 'copilot-cli', lowestRank: 2, roots: otelRoots });

/** GitHub Copilot CLI and what runs on it (the desktop app, agents hosted by the editor). */
export const copilotCliSources = [events, sessionStore, otelFile] as const satisfies readonly Source[];
