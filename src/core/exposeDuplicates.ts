import type { DeclaredPorts } from './builtFrom.ts';
import type { ExposeReading, ExposeToken } from './exposeReading.ts';

/**
 * Tells of a word that the reader calls a duplicate whether it is one whatever values a build gives to
 * variables: it has none, and no word with variables in the same stage declares a port of it.
 */
export function sureDuplicates({ tokens }: ExposeReading): (token: ExposeToken) => boolean {
  const unsure = tokens.filter(({ fromVariables }) => fromVariables);
  return (token) =>
    !token.fromVariables &&
    !unsure.some((other) => other.stage === token.stage && overlap(other, token));
}

function overlap(left: ExposeToken, right: ExposeToken): boolean {
  return left.ports.some((ports) => right.ports.some((others) => portsOverlap(ports, others)));
}

/** Whether both declare one port. */
export function portsOverlap(left: DeclaredPorts, right: DeclaredPorts): boolean {
  return (
    left.protocol === right.protocol &&
    left.range.start <= right.range.end &&
    right.range.start <= left.range.end
  );
}
