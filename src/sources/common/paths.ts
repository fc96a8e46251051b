import type { FileFacts, Places } from '../../core/source.js';

/** Path parts joined the way the machine's OS does. */
export function joinPath(os: Places['os'], ...parts: readonly string[]): string {
  return parts.join(os === 'win32' ? '\\' : '/');
}

/** File name without its extension. */
export function baseName(file: FileFacts): string {
  return (file.path.split(/[\\/]/).at(-1) ?? '').replace(/\.[^.]*$/, '');
}

/** Whether a path hangs on no folder, on whatever OS it was written. */
export function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:)/.test(path);
}
