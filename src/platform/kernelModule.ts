import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

let compiled: WebAssembly.Module | undefined;

/** What a new instance of `src/kernel` exports. */
export function kernelInstance(): unknown {
  compiled ??= new WebAssembly.Module(readFileSync(modulePath()));
  return new WebAssembly.Instance(compiled, { env: { abort: refuse } }).exports;
}

/** `dist/projector.wasm`: beside a bundle, or as it is found from `out`. */
function modulePath(): string {
  const beside = join(import.meta.dirname, 'projector.wasm');
  return existsSync(beside) ? beside : join(import.meta.dirname, '..', '..', '..', 'dist', 'projector.wasm');
}

function refuse(): never {
  throw new Error('the kernel was misused');
}
