import { commonPorts } from './agreement.ts';
import {
  placeText,
  type BuiltService,
  type Declaration,
  type DeclaredFile,
} from './declaration.ts';
import { portsOfRule, type TakenPort } from './portOwners.ts';
import { formatPortRange, portCount, type PortRange } from './portRange.ts';
import { parseExposedRange, type PublishRule } from './portSpec.ts';
import { ruleWords } from './describeChange.ts';

/** A service that a Dockerfile's image is built for, in its Compose project. */
export interface PublishPlace {
  readonly project: DeclaredFile;
  readonly built: BuiltService;
}

/**
 * Where ports of a Dockerfile can be published.
 *
 * @param path of the Dockerfile, with `/`.
 */
export function publishPlaces(
  files: readonly DeclaredFile[],
  path: string,
): readonly PublishPlace[] {
  return files.flatMap((project) =>
    (project.built ?? [])
      .filter(({ dockerfile }) => dockerfile === path)
      .map((built) => ({ project, built })),
  );
}

/**
 * What the word of EXPOSE declares that an offset is in or right after.
 *
 * @param textAt what stands at a place now: what was read before that was written is left out.
 */
export function exposedAt(
  files: readonly DeclaredFile[],
  uri: string,
  offset: number,
  textAt: (declaration: Declaration['at']) => string,
): readonly Declaration[] {
  const declarations = files.find((file) => file.uri === uri)?.declarations ?? [];
  return declarations.filter(
    ({ at, kind, unsure, rule }) =>
      kind === 'expose' &&
      at.start <= offset &&
      offset <= at.end &&
      (unsure || isExposed(textAt(at), rule)),
  );
}

function isExposed(text: string, { containerPorts, protocol }: PublishRule): boolean {
  const parsed = parseExposedRange(text);
  return (
    parsed.ok &&
    parsed.value.protocol === protocol &&
    parsed.value.ports.start === containerPorts.start &&
    parsed.value.ports.end === containerPorts.end
  );
}

/** Why ports of the Dockerfile are not to be published there; undefined where they can be. */
export function publishHindrance(
  { project, built: { service, networkMode = 'bridge' } }: PublishPlace,
  { rule, unsure }: Declaration,
): string | undefined {
  if (unsure) return 'A variable decides which port this is.';
  if (networkMode !== 'bridge') {
    return `${service} has network_mode: ${networkMode}, with which published ports are ignored.`;
  }
  const own = project.declarations.find(
    (declaration) =>
      declaration.kind === 'publish' &&
      declaration.owner.name === service &&
      declaration.rule.protocol === rule.protocol &&
      commonPorts(declaration.rule.containerPorts, rule.containerPorts) !== undefined,
  );
  return own && `${service} publishes ${portsText(own.rule)} already: ${placeText(own.at)}.`;
}

/** What Compose files ask for: none of it is to be offered as free. */
export function declaredPorts(files: readonly DeclaredFile[]): readonly TakenPort[] {
  return files.flatMap(({ declarations }) =>
    declarations.flatMap(({ kind, rule, owner: { name } }) =>
      kind === 'publish' ? portsOfRule(rule, { kind: 'staged', changeId: '', name }) : [],
    ),
  );
}

/** The host ports to look for. Those below 1024 are for privileged programs. */
export function publishWish(
  { containerPorts, protocol }: PublishRule,
  hostIp: string,
): { readonly count: number; readonly prefer?: number } & Pick<PublishRule, 'hostIp' | 'protocol'> {
  const { start } = containerPorts;
  const wish = { count: portCount(containerPorts), protocol, hostIp };
  return start < 1024 ? wish : { ...wish, prefer: start };
}

/** Where none is free Docker picks the host port. */
export function publishedRule(
  { containerPorts, protocol }: PublishRule,
  hostIp: string,
  hostPorts: PortRange | undefined,
): PublishRule {
  const rule = { hostIp, containerPorts, protocol };
  return hostPorts === undefined ? rule : { ...rule, hostPorts };
}

/** `Publish in compose.yaml for web: 8080 → 80/tcp on this host only`; without the host port where it has none yet. */
export function publishTitle(file: string, service: string, rule: PublishRule): string {
  const what = rule.hostPorts === undefined ? portsText(rule) : ruleWords(rule);
  return `Publish in ${file} for ${service}: ${what}`;
}

/** `8000-8010/udp` */
function portsText({
  containerPorts,
  protocol,
}: Pick<PublishRule, 'containerPorts' | 'protocol'>): string {
  return `${formatPortRange(containerPorts)}/${protocol}`;
}
