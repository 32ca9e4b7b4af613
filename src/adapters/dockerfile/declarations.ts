import {
  DeclarationIds,
  fileName,
  unreadParts,
  type Declaration,
  type ReadDeclarations,
  type SourceText,
} from '../../core/declaration.ts';
import { readExposes, type DockerfileExposes, type ExposeToken } from './exposes.ts';
import { textSpansOf } from './textRanges.ts';

/** The ports that a Dockerfile's image exposes by its own EXPOSE, word by word. */
export function readDockerfileDeclarations(
  { path, text }: SourceText,
  uri: string,
): ReadDeclarations {
  const reading = readExposes(text);
  const context = {
    uri,
    file: fileName(path),
    ids: new DeclarationIds(),
    spanOf: textSpansOf(text),
  };
  const failure = reading.problems.find(({ severity }) => severity === 'error');
  return {
    declarations: reading.tokens
      .filter(({ use }) => use !== 'none')
      .flatMap((token) => declarationsOf(token, context)),
    unread: unreadParts(unknownVariables(reading)),
    ...(failure === undefined ? {} : { failed: failure.message }),
  };
}

function unknownVariables({ problems }: DockerfileExposes): string[] {
  return problems.filter(({ rule }) => rule === 'UnknownVariable').map(({ message }) => message);
}

interface Context {
  readonly uri: string;
  /** Its name. */
  readonly file: string;
  readonly ids: DeclarationIds;
  readonly spanOf: ReturnType<typeof textSpansOf>;
}

function declarationsOf(
  token: ExposeToken,
  { uri, file, ids, spanOf }: Context,
): readonly Declaration[] {
  const { line, ports, dependsOn } = token;
  return ports.map(({ range, protocol }) => ({
    id: ids.next(uri, 'expose', `${protocol} ${range.start}-${range.end}`),
    kind: 'expose',
    owner: { kind: 'image', name: file },
    rule: { hostIp: '', containerPorts: range, protocol },
    at: { uri, file, line: line + 1, ...spanOf(token) },
    unsure: dependsOn !== undefined,
  }));
}
