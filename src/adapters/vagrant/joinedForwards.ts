import type { ConfigScope, Forward } from './configScope.ts';
import { noteMerge } from './forwardDeclaration.ts';
import type { ForwardedPort } from './forwardedPorts.ts';
import { forwardedPort } from './forwardValues.ts';
import type { Machines } from './machines.ts';
import type { Reading } from './reading.ts';
import type { Execution } from './ruby/execution.ts';
import type { Unknown } from './ruby/value.ts';

/** A forward of a machine, with what it was declared as. */
export interface JoinedForward {
  readonly port: ForwardedPort;
  readonly forward: Forward;
}

/**
 * Joins the blocks of each machine: a forward replaces an earlier block's of the same id as a whole,
 * in its place. What is not sure is left out and noted as unread.
 */
export function joinForwards(
  run: Execution,
  reading: Reading,
  { machines, roots, unsure }: Machines,
): ReadonlyMap<string, readonly JoinedForward[]> {
  noteReplaced(reading, roots);
  if (machines.every(({ scopes }) => scopes.length > roots.length)) {
    // Vagrant finalizes the file's own configuration first, with all that keeps it from loading.
    portsOf(run, reading, '', roots, unsure);
  }
  return new Map(
    machines.map(({ name, scopes }) => [name, portsOf(run, reading, name, scopes, undefined)]),
  );
}

function portsOf(
  run: Execution,
  reading: Reading,
  machine: string,
  scopes: readonly ConfigScope[],
  unsure: Unknown | undefined,
): readonly JoinedForward[] {
  const joined = new Map(scopes.flatMap((scope) => [...scope.forwards]));
  run.spend(joined.size);
  const sure: JoinedForward[] = [];
  for (const forward of joined.values()) {
    const port = forwardedPort(reading, machine, forward);
    const doubt = unsure ?? doubtOf(scopes, forward.id);
    if (doubt === undefined && !('kind' in port)) sure.push({ port, forward });
    else reading.findings.addUnread(reading.calls.of(forward.node), doubt ?? (port as Unknown));
  }
  return sure;
}

function doubtOf(scopes: readonly ConfigScope[], id: string): Unknown | undefined {
  for (const scope of scopes) {
    const doubt = scope.doubtOf(id);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

/** Between several `Vagrant.configure` of one file, as within one. */
function noteReplaced(reading: Reading, roots: readonly ConfigScope[]): void {
  const seen = new Map<string, Forward>();
  for (const { forwards } of roots) {
    for (const [id, forward] of forwards) {
      const earlier = seen.get(id);
      if (earlier !== undefined) noteMerge(reading, earlier, forward);
      seen.set(id, forward);
    }
  }
}
