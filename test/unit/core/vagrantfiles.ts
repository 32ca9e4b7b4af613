import { loadVagrantTools } from '../../../src/adapters/vagrant/vagrantTools.ts';
import type { VagrantTools } from '../../../src/core/vagrantEditing.ts';
import type { VagrantReading } from '../../../src/core/vagrantReading.ts';

/** A Vagrantfile with these lines in its block. */
export function vagrantfile(...lines: readonly string[]): string {
  return [
    'Vagrant.configure("2") do |config|',
    ...lines.map((line) => `  ${line}`),
    'end',
    '',
  ].join('\n');
}

/** The line that forwards a port. */
export function forward(options: string): string {
  return `config.vm.network "forwarded_port", ${options}`;
}

/** The real reader and editor. */
export const tools: Promise<VagrantTools> = loadVagrantTools();

/** What the real reader makes of a Vagrantfile with these lines in its block. */
export async function readingOf(...lines: readonly string[]): Promise<VagrantReading> {
  return (await tools).read(vagrantfile(...lines));
}
