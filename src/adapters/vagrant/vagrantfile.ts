import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ForwardedPorts } from './forwardedPorts.ts';
import type { VagrantfileLayout } from './layout.ts';

/** How to read a Vagrantfile. */
export interface VagrantfileOptions {
  /**
   * The provider that Vagrant loads the file for, as `virtualbox`: what a block overrides for it then
   * counts. Without one, as for Vagrant itself, no override counts; each is unread.
   */
  readonly provider?: string;
}

/** A reader that is ready: reads at once, and never throws. */
export interface VagrantfileReader {
  (text: string, options?: VagrantfileOptions): ForwardedPorts;
  /** How the file is written; undefined when it is no valid Ruby. */
  readonly layout: (text: string) => VagrantfileLayout | undefined;
}

/** Gives the bytes of @ruby/prism's `prism.wasm`. */
export type WasmSource = () => Promise<Uint8Array>;

let wasmSource: WasmSource = readInstalledWasm;
let reader: Promise<VagrantfileReader> | undefined;

/** Where the parser is read from, when first needed: a bundle has it elsewhere than node_modules. */
export function setPrismSource(source: WasmSource): void {
  wasmSource = source;
  reader = undefined;
}

/**
 * The forwarded ports that a Vagrantfile declares, as Vagrant 2.3 and 2.4 understand it, from its
 * syntax alone: the file is never run. What only running it would tell is in `unread`.
 *
 * Loads the Ruby parser when first called. Rejects only when that cannot be read, and tries again then.
 */
export async function readForwardedPorts(
  text: string,
  options?: VagrantfileOptions,
): Promise<ForwardedPorts> {
  const read = await loadVagrantfileReader();
  return read(text, options);
}

/** The reader, for many readings in a row. */
export function loadVagrantfileReader(): Promise<VagrantfileReader> {
  reader ??= load().catch((error: unknown) => {
    reader = undefined;
    throw error;
  });
  return reader;
}

async function load(): Promise<VagrantfileReader> {
  const [{ createVagrantfileReader }, wasm] = await Promise.all([
    import('./vagrantfileReader.ts'),
    wasmSource(),
  ]);
  return createVagrantfileReader(wasm);
}

async function readInstalledWasm(): Promise<Uint8Array> {
  const require = createRequire(import.meta.url);
  return readFile(require.resolve('@ruby/prism/src/prism.wasm'));
}
