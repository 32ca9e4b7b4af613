import type { ComposeDocument, ComposeFault } from '../../core/composeDocument.ts';
import { fileName } from '../../core/declaration.ts';
import { declarationsOf } from './declarations.ts';
import { joinComposePorts } from './ports.ts';
import type { ComposeProblem } from './problems.ts';
import { sourceFile, type SourceFile } from './sourceFile.ts';

/**
 * One Compose file for the editor that it is open in. No other file is read.
 *
 * @param path with `/`; the folder in it names the project where nothing else does.
 */
export function readComposeDocument(text: string, path: string, uri: string): ComposeDocument {
  const reading = joinComposePorts([{ name: path, text }], { profiles: ['*'] });
  const neighbours = { readFile: () => undefined, uriOf: () => uri };
  const declared = declarationsOf(reading, [{ path, text }], neighbours);
  const file = sourceFile(path, text);
  return {
    text,
    file: { ...declared, uri, name: fileName(path), kind: 'compose', paths: [path] },
    services: Object.entries(reading.sources).map(([name, { facts }]) => ({ name, ...facts })),
    problems: reading.problems.map((problem) => faultOf(problem, file)),
  };
}

function faultOf(
  { severity, rule, message, line, start, end }: ComposeProblem,
  { lineStarts }: SourceFile,
): ComposeFault {
  const offset = lineStarts[line] ?? 0;
  return { severity, rule, message, start: offset + start, end: offset + end };
}
