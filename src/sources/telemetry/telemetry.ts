import { type ImportEmit, importRanks } from '../../core/imported.js';
import { totalTokens } from '../../core/usage.js';
import { observe } from '../common/request.js';
import { isShortId } from '../common/responseId.js';
import { requestOf, type TelemetryRequest } from './events.js';
import { takePoint } from './metrics.js';
import { type Fields, isExport, pointsOf, recordsOf } from './record.js';

/**
 * Takes a value of a file of telemetry: an export in OpenTelemetry's JSON, as a collector's file exporter writes them, or one
 * record in the SDK's own form. Whether it is one.
 */
export function takeTelemetry(value: Fields, emit: ImportEmit): boolean {
  let found = isExport(value);
  for (const told of recordsOf(value)) {
    found = true;
    const request = requestOf(told);
    if (request === 'twin') continue;
    if (request !== undefined) takeRequest(request, emit);
  }
  for (const point of pointsOf(value)) takePoint(point, emit);
  return found;
}

function takeRequest({ session, id, ...told }: TelemetryRequest, emit: ImportEmit): void {
  if (totalTokens(told) === 0) return void emit.skip('no-counts');
  if (session === undefined) return void emit.skip('no-session');
  if (Number.isNaN(told.at)) return void emit.skip('no-timestamp');
  const counts = [told.input, told.cacheRead, told.cacheWrite5m, told.cacheWrite1h, told.output].join();
  emit({
    kind: 'request',
    observation: observe({
      precision: 'exact',
      ...told,
      namespace: `telemetry/${told.tool}`,
      id: id !== undefined && !isShortId(id) ? id : `${session}/${told.at}/${counts}`,
      store: 'telemetry',
      rank: importRanks.telemetry,
      session,
    }),
  });
}
