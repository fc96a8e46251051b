import * as vscode from 'vscode';
import type * as Later from './later.js';

let loaded: typeof Later | undefined;

/** All that activation does not need, read on first need: 12 ms, which activation does not have. */
export function later(): typeof Later {
  if (loaded) return loaded;
  loaded = require('./later.cjs') as typeof Later;
  loaded.useWords((text, ...values) => vscode.l10n.t(text, ...values), vscode.env.language);
  return loaded;
}
