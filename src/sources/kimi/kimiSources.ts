import { kimiCli } from './kimiCli.js';
import { kimiCode } from './kimiCode.js';

/** Kimi CLI, and Kimi Code that followed it: the same file name, another form. */
export const kimiSources = [kimiCli, kimiCode] as const;
