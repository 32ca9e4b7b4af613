import type { Span } from '../../core/parsed.ts';
import { portCount } from '../../core/portRange.ts';
import { bindingsOf, parseShortPublish, type PortBinding } from '../../core/portSpec.ts';

export type ShortPorts =
  | {
      readonly ok: true;
      /** How many bindings there are. */
      readonly count: number;
      readonly bindings: () => readonly PortBinding[];
    }
  | { readonly ok: false; readonly message: string };

/**
 * A short entry of `ports` and what Compose makes of it: one binding for each container port,
 * ordered by the port as text, so that `8-11` comes as 10, 11, 8, 9. The address keeps its spelling.
 */
export function readShortPort(text: string): ShortPorts {
  const rule = parseShortPublish(text);
  if (!rule.ok) return rule;
  const hostIp = withoutBrackets(text, rule.value.source.hostIp);
  return {
    ok: true,
    count: portCount(rule.value.containerPorts),
    bindings: () => sortedByKey(bindingsOf({ ...rule.value, hostIp })),
  };
}

/** The address of a short entry as it is spelled. */
export function withoutBrackets(text: string, { start, end }: Span): string {
  return text.slice(start, end).replace(/^\[(.*)\]$/, '$1');
}

function sortedByKey(bindings: readonly PortBinding[]): readonly PortBinding[] {
  return bindings
    .map((binding) => ({ key: String(binding.containerPort), binding }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ binding }) => binding);
}
