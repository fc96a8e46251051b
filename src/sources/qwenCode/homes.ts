import type { Places } from '../../core/source.js';
import { joinPath } from '../common/paths.js';

/** Where Qwen Code keeps what it writes: the client has a variable for logs alone, and one for all. */
export function homesOf({ os, home, env, extraRoots }: Places): readonly string[] {
  const own = env['QWEN_RUNTIME_DIR'] || env['QWEN_HOME'] || env['QWEN_DATA_DIR'];
  return [own || joinPath(os, home, '.qwen'), ...(extraRoots['qwen-code'] ?? [])];
}
