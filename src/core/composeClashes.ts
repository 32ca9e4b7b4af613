import { addressesOverlap } from './address.ts';
import { commonPorts } from './agreement.ts';
import {
  entriesOf,
  type ComposeDocument,
  type ComposeEntry,
  type ComposeServiceFacts,
} from './composeDocument.ts';
import type { Declaration } from './declaration.ts';
import { portCount, type PortRange } from './portRange.ts';

/** Two entries of one file that ask for one host port. */
export interface ComposeClash {
  readonly entry: ComposeEntry;
  readonly other: ComposeEntry;
  /** The first of the host ports that both ask for. */
  readonly hostPort: number;
}

/** Each entry that cannot have its host ports while another one runs, with the first such other. */
export function composeClashes(document: ComposeDocument): readonly ComposeClash[] {
  const claims = claimsOf(document);
  return claims.flatMap((claim) => {
    for (const other of claims) {
      const common = contested(claim, other);
      if (common !== undefined) {
        return [{ entry: claim.entry, other: other.entry, hostPort: common.start }];
      }
    }
    return [];
  });
}

/** Fixed host ports that are surely asked for. */
export interface AskedPorts {
  readonly declaration: Declaration;
  readonly hostPorts: PortRange;
}

/** Those of an entry. */
interface Claim extends AskedPorts {
  readonly entry: ComposeEntry;
  readonly facts: ComposeServiceFacts | undefined;
}

/** The fixed host ports that services of the file surely ask for. */
export function claimsOf(document: ComposeDocument): readonly Claim[] {
  const services = new Map(document.services.map((facts) => [facts.name, facts]));
  return entriesOf(document).flatMap((entry) =>
    entry.declarations.flatMap((declaration) => {
      const hostPorts = fixedHostPorts(declaration);
      const facts = services.get(entry.service);
      const runs = facts?.copies?.count !== 0;
      return hostPorts === undefined || !runs ? [] : [{ entry, declaration, hostPorts, facts }];
    }),
  );
}

/** The host ports that are asked for, one for each container port; undefined where that is not known. */
export function fixedHostPorts(declaration: Declaration): PortRange | undefined {
  const { hostPorts, containerPorts } = declaration.rule;
  const isFixed =
    hostPorts !== undefined &&
    hostPorts.start > 0 &&
    portCount(hostPorts) === portCount(containerPorts);
  return isFixed && isPublished(declaration) ? hostPorts : undefined;
}

/** Whether Docker publishes it on the host, whatever variables stand for. */
export function isPublished({ kind, owner, unsure }: Declaration): boolean {
  return kind === 'publish' && !unsure && (owner.networkMode ?? 'bridge') === 'bridge';
}

function contested(claim: Claim, other: Claim): PortRange | undefined {
  const common = contestedPorts(claim, other);
  const isContested = claim !== other && mayRunTogether(claim.facts, other.facts);
  return isContested ? common : undefined;
}

/** The host ports that both ask for. Cheap questions first: every claim is held against every other. */
export function contestedPorts(claim: AskedPorts, other: AskedPorts): PortRange | undefined {
  const common = commonPorts(claim.hostPorts, other.hostPorts);
  if (common === undefined) return undefined;
  const { rule } = claim.declaration;
  const { rule: others } = other.declaration;
  const isContested =
    rule.protocol === others.protocol && addressesOverlap(rule.hostIp, others.hostIp);
  return isContested ? common : undefined;
}

/** Services of different profiles are often alternatives to each other. */
function mayRunTogether(
  left: ComposeServiceFacts | undefined,
  right: ComposeServiceFacts | undefined,
): boolean {
  if (left?.profiles === undefined || right?.profiles === undefined) return true;
  return left.profiles.some((profile) => right.profiles?.includes(profile));
}
