/** A compiled module. */
export type WasmModule = object;

export type WasmImport = (code: number) => number;

/** Handed on as they are, or looked at as what the module is known to export. */
export type WasmExports = Record<string, never>;

/** The part of WebAssembly that is used here: only the DOM's types declare it, and they are not Node's. */
interface WasmApi {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  readonly Module: {
    imports(module: WasmModule): readonly { readonly module: string; readonly name: string }[];
  };
  readonly Instance: new (
    module: WasmModule,
    imports: Readonly<Record<string, Readonly<Record<string, WasmImport>>>>,
  ) => { readonly exports: WasmExports };
}

export const wasm = (globalThis as unknown as { readonly WebAssembly: WasmApi }).WebAssembly;
