/** What reads each kind of file, and the bare parser of its language; bundled as the extension is. */
import { readFile } from 'node:fs/promises';
import { DockerfileParser } from 'dockerfile-ast';
import { parseDocument } from 'yaml';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import { readExposes } from '../../../src/adapters/dockerfile/exposes.ts';
import { createRubyParser } from '../../../src/adapters/vagrant/ruby/rubyParser.ts';
import { createVagrantfileReader } from '../../../src/adapters/vagrant/vagrantfileReader.ts';
import { longComposeFile, longDockerfile, longVagrantfile } from './longFiles.ts';

/** A kind of file, and who reads it. */
export interface FileReader {
  readonly name: string;
  /** As many as a long file of this kind has. */
  readonly lines: number;
  readonly file: (lines: number) => string;
  readonly read: (text: string) => unknown;
  readonly parse: (text: string) => unknown;
  /** What reading may cost, to the bare parser. */
  readonly bound: number;
}

/** @param prism the path of prism.wasm. */
export async function fileReaders(prism: string): Promise<readonly FileReader[]> {
  const wasm = await readFile(prism);
  const readVagrantfile = await createVagrantfileReader(wasm);
  return [
    {
      name: 'Dockerfile',
      lines: 2_000,
      file: longDockerfile,
      read: readExposes,
      parse: (text) => DockerfileParser.parse(text).getInstructions(),
      bound: 1.3,
    },
    {
      name: 'Compose file',
      lines: 2_000,
      file: longComposeFile,
      read: (text) => readComposeDocument(text, '/srv/compose.yaml', 'file:///srv/compose.yaml'),
      parse: (text) => parseDocument(text),
      bound: 1.2,
    },
    {
      name: 'Vagrantfile',
      lines: 300,
      file: longVagrantfile,
      read: (text) => readVagrantfile(text),
      parse: await createRubyParser(wasm),
      bound: 2,
    },
  ];
}
