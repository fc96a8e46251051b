/**
 * What the commands that show or save a document do. A bundle of its own (`dist/documents.cjs`), loaded when the first of
 * them runs.
 */

export { comparePeriods } from '../commands/comparePeriods.js';
export { diagnose } from '../commands/diagnose.js';
export { exportUsage } from '../commands/exportUsage.js';
export { reportBranch } from '../commands/reportBranch.js';
export { reportPeriod, showReport } from '../commands/reports.js';
export { verify } from '../commands/verify.js';
export { useWords } from '../words.js';
