import { wasm, type WasmImport, type WasmModule } from './webAssembly.ts';

/** WASI's errno "not supported". */
const notSupported = 58;

/**
 * Imports for a WebAssembly module built for WASI that is to reach nothing outside its memory: every
 * function it names is there and refuses. Of them all prism 1.9 calls `random_get` once, at its
 * start, and does without an answer.
 *
 * Stands in for `node:wasi`, which prints an experimental warning and is not in every host.
 */
export function refusingWasi(module: WasmModule): Record<string, Record<string, WasmImport>> {
  const imports: Record<string, Record<string, WasmImport>> = {};
  for (const { module: from, name } of wasm.Module.imports(module)) {
    (imports[from] ??= {})[name] = name === 'proc_exit' ? exit : refuse;
  }
  return imports;
}

function refuse(): number {
  return notSupported;
}

function exit(code: number): never {
  throw new Error(`the module exited with ${code}`);
}
