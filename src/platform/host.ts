import { existsSync } from 'node:fs';
import type { Host } from '../core/advice.js';

/** Whether this is a Linux inside of Windows, a container, or a machine that one is not at; none on the machine itself. */
export function hostOf(env: Readonly<Record<string, string | undefined>>, exists = existsSync): Host {
  if (env['WSL_DISTRO_NAME'] || env['WSL_INTEROP']) return 'wsl';
  const isContainer =
    env['REMOTE_CONTAINERS'] === 'true' || ['/.dockerenv', '/run/.containerenv'].some((path) => exists(path));
  if (isContainer) return 'container';
  return env['SSH_CONNECTION'] ? 'ssh' : undefined;
}
