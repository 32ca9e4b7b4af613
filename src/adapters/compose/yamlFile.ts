import type { ProblemLog } from './problems.ts';
import { positionAt, type SourceFile } from './sourceFile.ts';
import type { Value } from './value.ts';
import { parseYaml } from './yamlBlocks.ts';
import type { YamlFault } from './yamlDepth.ts';
import { ValueReader } from './yamlValues.ts';

/**
 * The YAML documents of a file, with what go-yaml and Compose say of them. A file with such a fault
 * is read as far as it goes, but nothing more is said of it: the rest would be guesses.
 */
export function readYamlFile(file: SourceFile, log: ProblemLog): readonly Value[] {
  const { documents, faults } = parseYaml(file);
  const reader = new ValueReader(file);
  const values = documents.map((document) => reader.read(document));
  const { parse, structure, construct, keys } = reader.faults;
  const report = (found: readonly YamlFault[], message: (fault: YamlFault) => string): void => {
    for (const fault of found) log.error('yaml', message(fault), { file, ...fault });
  };
  const failed = `failed to parse ${file.name}: yaml: `;
  const inDocument = ({ start }: YamlFault): string => {
    const root = values.findLast(({ origin }) => origin.start <= start)?.origin ?? { start: 0 };
    return `${failed}construct errors:\n  line ${positionAt(file, root.start).line + 1}: `;
  };
  const parsed = [...faults, ...parse].sort((left, right) => left.start - right.start);
  report(parsed, ({ message }) => failed + message);
  report(structure, (fault) => inDocument(fault) + fault.message);
  report(construct, (fault) => `${inDocument(fault)}yaml: ${fault.message}`);
  report(keys, ({ message }) => message);
  if (log.problems.some(({ rule, file: name }) => rule === 'yaml' && name === file.name)) {
    log.mute(file);
  }
  return values;
}
