import { byteOrderMark } from '../core/csv.js';
import { writeWhole } from '../platform/wholeFile.js';

export type ExportFormat = 'csv' | 'json' | 'md';

/** What a file of that format holds: CSV begins with a byte order mark. */
export function fileText(format: ExportFormat, text: string): string {
  return format === 'csv' ? `${byteOrderMark}${text}` : text;
}

/** Writes an export whole or not at all. Throws what the file system throws; `writeFailure` tells what that means. */
export function saveExport(path: string, format: ExportFormat, text: string): void {
  writeWhole(path, fileText(format, text));
}

/** The same for lines, one by one. */
export function saveLines(path: string, lines: Iterable<string>): void {
  writeWhole(path, lines);
}

/** Why a file was not written. */
export function writeFailure(error: unknown): 'noFolder' | 'isFolder' | 'forbidden' | 'full' | 'other' {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'noFolder';
    case 'EISDIR':
    case 'EEXIST':
    case 'ENOTEMPTY':
      return 'isFolder';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'forbidden';
    case 'ENOSPC':
      return 'full';
    default:
      return 'other';
  }
}
