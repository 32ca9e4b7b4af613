import { refusingWasi } from './refusingWasi.ts';
import { wasm, type WasmExports, type WasmModule } from './webAssembly.ts';

/** Bytes at the far end of the stack that a parse must leave alone, and what they hold. */
const guardLength = 1024;
const guardByte = 0xa5;

/** What prism 1.9's module exports beside its functions. */
interface PrismExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly __stack_low: { readonly value: number };
  readonly _initialize: () => void;
}

/**
 * A running prism. Its stack of 64 KB lies right above its data: nesting some 150 levels deep runs
 * over them without a trap, so that this and every later answer is wrong. Hence the guard, to be asked
 * after each parse.
 */
export class PrismInstance {
  readonly exports: WasmExports;
  readonly #prism: PrismExports;

  constructor(module: WasmModule) {
    this.exports = new wasm.Instance(module, refusingWasi(module)).exports;
    this.#prism = this.exports as unknown as PrismExports;
    this.#prism._initialize();
    this.#guard().fill(guardByte);
  }

  get isSound(): boolean {
    return this.#guard().every((byte) => byte === guardByte);
  }

  #guard(): Uint8Array {
    const { memory, __stack_low } = this.#prism;
    return new Uint8Array(memory.buffer, __stack_low.value, guardLength);
  }
}
