import { basename } from 'node:path';
import { readCcusage } from '../core/ccusage.js';
import type { FailedImport, ImportFailure, ImportOutcome } from '../core/imported.js';
import { importedLine, isUsageLine } from '../core/usageLine.js';
import { importInto, type ReadImports } from '../ledger/imports/imports.js';
import type { Ledger } from '../ledger/ledger.js';
import { JsonFileError, jsonObjects } from '../platform/jsonValues.js';
import { takeTelemetry } from '../sources/telemetry/telemetry.js';

/** Nothing of any file was imported. */
export class ImportError extends Error implements FailedImport {
  override readonly name = 'ImportError';
  readonly reason: ImportFailure;
  readonly path: string;
  readonly line: number | undefined;
  constructor(reason: ImportFailure, path: string, line?: number) {
    super(`${path}${line === undefined ? '' : `:${line}`}: ${reason}`);
    this.reason = reason;
    this.path = path;
    this.line = line;
  }
}

export interface ImportFiles {
  readonly paths: readonly string[];
  readonly at: number;
  /** False: only says what would become of it. */
  readonly apply: boolean;
}

/** Imports files of telemetry or of Tallyboard's own export, all of them or none. Throws `ImportError`, and what the ledger throws. */
export function importFiles(ledger: Ledger, { paths, at, apply }: ImportFiles): ImportOutcome {
  return importInto(ledger, { files: paths.map((path) => basename(path)), at, apply }, (take, skip) => {
    for (const [file, path] of paths.entries()) readFile(path, file, take, skip);
  });
}

/** The same with what is wrong with a file as an answer: an error of a worker keeps no fields. */
export function importOrFailure(ledger: Ledger, request: ImportFiles): ImportOutcome | FailedImport {
  try {
    return importFiles(ledger, request);
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const { reason, path, line } = error;
    return { reason, path, line };
  }
}

function readFile(path: string, file: number, ...[take, skip]: Parameters<ReadImports>): void {
  const emit = Object.assign((imported: Parameters<typeof take>[0]) => take(imported), { skip });
  let found = false;
  try {
    for (const { value, line } of jsonObjects(path, () => skip('torn'))) {
      if (isUsageLine(value)) {
        const told = importedLine(value);
        if (!told) throw new ImportError(Number(value['tallyboard']) > 1 ? 'newer' : 'no-line', path, line);
        take({ ...told, line: told.line && { ...told.line, file } });
        found = true;
      } else if (takeTelemetry(value, emit)) found = true;
      else if (readCcusage(value)) throw new ImportError('ccusage', path);
    }
  } catch (error) {
    throw failureOf(error, path);
  }
  if (!found) throw new ImportError('nothing', path);
}

function failureOf(error: unknown, path: string): unknown {
  if (error instanceof JsonFileError) return new ImportError(error.reason, path, error.line);
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof syscall !== 'string') return error;
  return new ImportError(code === 'ENOENT' ? 'absent' : code === 'EISDIR' ? 'folder' : 'unreadable', path);
}
