import { existsSync } from 'node:fs';
import type { Host } from '../core/advice.js';

/** Whether this is a Linux inside of Windows, or a container; neither on the machine itself. */
export function hostOf(env: Readonly<Record<string, string | undefined>>, exists = existsSync): Host {
  if (env['WSL_DISTRO_NAME'] || env['WSL_INTEROP']) return 'wsl';
  const isContainer =
    env['REMOTE_CONTAINERS'] === 'true' || ['/.dockerenv', '/run/.containerenv'].some((path) => exists(path));
  return isContainer ? 'container' : undefined;
}
