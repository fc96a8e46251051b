import * as vscode from 'vscode';
import type { Session, TallyboardApi } from '../../../api/v1.js';
import { headlinePrecision } from '../../core/format.js';
import type { Figures } from '../counter.js';
import type { UseRecorder } from '../hooked/recorder.js';
import { ApiError } from './apiError.js';
import { CallLimit } from './callLimit.js';
import { readUsageRecord } from './usageRecord.js';

export interface ApiTools {
  readonly uses: Pick<UseRecorder, 'record'>;
  readonly figures: () => Figures | undefined;
  readonly onDidChange: vscode.Event<void>;
}

const burst = 20;
const perMinute = 60;

/** What other extensions may ask and tell, as `api/v1.d.ts` documents it. */
export function apiV1({ uses, figures, onDidChange }: ApiTools): TallyboardApi {
  const limit = new CallLimit(burst, perMinute);
  return {
    record(record) {
      const now = Date.now();
      const { extension, use } = readUsageRecord(record, now);
      if (!vscode.extensions.getExtension(extension))
        throw new ApiError('notInstalled', `no extension "${extension}" is installed here`);
      if (!limit.take(extension, now))
        throw new ApiError('rateLimited', `"${extension}" may report ${perMinute} uses a minute, ${burst} at once`);
      uses.record(use);
    },
    session: () => sessionOf(figures()),
    onDidChange: (listener) => onDidChange(listener),
  };
}

function sessionOf(figures: Figures | undefined): Session | undefined {
  const window = figures?.today.now.window;
  if (!window) return undefined;
  const { input, cacheRead, cacheWrite5m, cacheWrite1h, output, total, requests } = window.totals;
  const cacheWrite = cacheWrite5m + cacheWrite1h;
  const precision = headlinePrecision(window.totals);
  return { since: window.since, input, cacheRead, cacheWrite, output, total, requests, precision };
}
