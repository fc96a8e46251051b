import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

let compiled: WebAssembly.Module | undefined;

/** What a new instance of `src/kernel` exports: `dist/projector.wasm`, beside a bundle, or as it is found from `out`. */
export function kernelInstance(): unknown {
  const beside = join(import.meta.dirname, 'projector.wasm');
  const path = existsSync(beside) ? beside : join(import.meta.dirname, '..', '..', '..', 'dist', 'projector.wasm');
  compiled ??= new WebAssembly.Module(readFileSync(path));
  return new WebAssembly.Instance(compiled, { env: { abort: refuse } }).exports;
}

function refuse(): never {
  throw new Error('the kernel was misused');
}
