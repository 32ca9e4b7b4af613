import type { DeclaredPorts } from '../../../core/builtFrom.ts';
import { applyEdits, type FileEdit, type TextEdit } from '../../../core/textEdit.ts';
import { readExposes, type DockerfileExposes } from '../exposes.ts';
import { PortSet } from '../portSet.ts';
import type { ExposeLayout } from './exposeLayout.ts';

/** Ports and the stage that declares them. */
export interface StagePorts extends DeclaredPorts {
  readonly stage: number;
}

/** What the words of the file declare. */
export function declaredIn({ tokens }: DockerfileExposes): readonly StagePorts[] {
  return tokens.flatMap(({ stage, ports }) => ports.map((declared) => ({ stage, ...declared })));
}

export const hostPartFirst = 'It maps host ports, which EXPOSE cannot do. Remove them first.';

export function refused(reason: string): FileEdit {
  return { ok: false, reason };
}

/**
 * The edits, if the file then declares exactly the wanted ports, stage by stage, and a build of it
 * fails for nothing new. Both are read and not assumed: continuations, quotes and heredocs have more
 * ways than any list of cases.
 */
export function checkedEdit(
  { text, reading }: ExposeLayout,
  edits: readonly TextEdit[],
  wanted: readonly StagePorts[],
): FileEdit {
  const after = readExposes(applyEdits(text, edits));
  const isWanted =
    portsByStage(declaredIn(after)) === portsByStage(wanted) &&
    errorCount(after) <= errorCount(reading);
  return isWanted
    ? { ok: true, edits }
    : refused('The file is written in a way in which this cannot be changed surely.');
}

function portsByStage(declared: readonly StagePorts[]): string {
  const stages = new Map<number, PortSet>();
  for (const { stage, range, protocol } of declared) {
    const ports = stages.get(stage) ?? new PortSet();
    stages.set(stage, ports);
    ports.add({ range, protocol });
  }
  return [...stages]
    .sort(([left], [right]) => left - right)
    .map(([stage, ports]) => `${stage}: ${rangesText(ports)}`)
    .join('\n');
}

function rangesText(ports: PortSet): string {
  return ports
    .ranges()
    .map(({ range, protocol }) => `${protocol} ${range.start}-${range.end}`)
    .sort()
    .join(' ');
}

function errorCount({ problems }: DockerfileExposes): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}
