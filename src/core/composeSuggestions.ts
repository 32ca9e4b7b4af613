import { commonPorts } from './agreement.ts';
import type { ComposeDocument } from './composeDocument.ts';
import { projectWith } from './composeInProject.ts';
import type { ComposeWritingPlace } from './composeWritingPlace.ts';
import type { Container } from './container.ts';
import type { Declaration, DeclaredFile } from './declaration.ts';
import { containersOfImage, type PortSuggestion } from './exposeSuggestions.ts';
import { formatPortRange, type PortRange, type Protocol } from './portRange.ts';
import type { PublishRule } from './portSpec.ts';
import { publishTextOf } from './publishText.ts';
import { composeMembers } from './serviceContainers.ts';
import { serviceName, wellKnownPorts } from './wellKnownPorts.ts';

/** What is known of the ports of a file's services. */
export interface ServiceFacts {
  readonly document: ComposeDocument;
  /** Those of the workspace. */
  readonly files: readonly DeclaredFile[];
  readonly containers: readonly Container[];
}

/** A port or range that the containers of a service have. */
export interface ServicePorts {
  readonly containerPorts: PortRange;
  readonly protocol: Protocol;
  /** Who says so. */
  readonly origin: string;
}

/**
 * The ports of the service that no other entry of it publishes, each once: those of its `expose`, of
 * the Dockerfile that it is built from, of its containers, and of its image, as far as a container of
 * that is known.
 */
export function unpublishedPorts(
  place: ComposeWritingPlace,
  facts: ServiceFacts,
): readonly ServicePorts[] {
  const known: Pick<ServicePorts, 'containerPorts' | 'protocol'>[] = publishedRules(place, facts);
  const found: ServicePorts[] = [];
  for (const ports of portsOf(place, facts)) {
    if (known.some((each) => areCommon(each, ports))) continue;
    known.push(ports);
    found.push(ports);
  }
  return found;
}

/** What to write for the container port alone: the unpublished ports, and those that images commonly expose. */
export function suggestContainerPorts(
  place: ComposeWritingPlace,
  facts: ServiceFacts,
): readonly PortSuggestion[] {
  const own = unpublishedPorts(place, facts);
  const known = [...publishedRules(place, facts), ...own];
  const common = wellKnownPorts
    .map(({ port, protocol }): ServicePorts => {
      const containerPorts = { start: port, end: port };
      return { containerPorts, protocol, origin: 'commonly exposed' };
    })
    .filter((ports) => !known.some((each) => areCommon(each, ports)));
  const all = [...own, ...common];
  if (place.part !== 'target') return all.map((ports) => suggestion(ports, portText(ports)));
  // The long syntax has the protocol in a place of its own, and one port in an entry.
  return all
    .filter(({ containerPorts: { start, end }, protocol }) => {
      return protocol === place.item.protocol && start === end;
    })
    .map((ports) => suggestion(ports, String(ports.containerPorts.start)));
}

/** What to write for an entry that publishes the ports so. */
export function suggestEntry(ports: ServicePorts, rule: PublishRule): PortSuggestion {
  return suggestion(ports, publishTextOf(rule));
}

function suggestion(ports: ServicePorts, text: string): PortSuggestion {
  const { containerPorts, protocol, origin } = ports;
  const service = serviceName(containerPorts.start, protocol);
  return { text, origin, ...(service === undefined ? {} : { service }) };
}

function portText({ containerPorts, protocol }: ServicePorts): string {
  const ports = formatPortRange(containerPorts);
  return protocol === 'tcp' ? ports : `${ports}/${protocol}`;
}

function areCommon(
  left: Pick<ServicePorts, 'containerPorts' | 'protocol'>,
  right: Pick<ServicePorts, 'containerPorts' | 'protocol'>,
): boolean {
  return (
    left.protocol === right.protocol &&
    commonPorts(left.containerPorts, right.containerPorts) !== undefined
  );
}

/** Those of the entry at the place do not count: it is being written. */
function publishedRules(
  { service, start }: ComposeWritingPlace,
  { document }: ServiceFacts,
): PublishRule[] {
  return document.file.declarations
    .filter(({ kind, owner, at }) => {
      const isHere = at.start <= start && start <= at.end;
      return kind === 'publish' && owner.name === service && !isHere;
    })
    .map(({ rule }) => rule);
}

function portsOf(place: ComposeWritingPlace, facts: ServiceFacts): readonly ServicePorts[] {
  const { service, image } = place;
  const { document, files, containers } = facts;
  const project = projectWith(document, files);
  const exposed = document.file.declarations.filter(({ owner }) => owner.name === service);
  const members = composeMembers([project ?? document.file], containers);
  const own = [...members.values()].flat().filter((member) => member.service === service);
  return [
    ...exposedPorts(exposed, `in expose of ${service}`),
    ...builtPorts(service, project, files),
    ...own.flatMap(({ container }) => containerPorts(container)),
    ...containersOfImage(image, containers).flatMap(imagePorts),
  ];
}

function exposedPorts(
  declarations: readonly Declaration[],
  origin: string,
): readonly ServicePorts[] {
  return declarations
    .filter(({ kind, unsure }) => kind === 'expose' && !unsure)
    .map(({ rule }) => ({ containerPorts: rule.containerPorts, protocol: rule.protocol, origin }));
}

function builtPorts(
  service: string,
  project: DeclaredFile | undefined,
  files: readonly DeclaredFile[],
): readonly ServicePorts[] {
  const built = project?.built?.find((each) => each.service === service);
  const file = files.find(({ kind, paths: [path] }) => {
    return kind === 'dockerfile' && path === built?.dockerfile;
  });
  return file === undefined ? [] : exposedPorts(file.declarations, `exposed by ${file.name}`);
}

function containerPorts({ name, ports }: Container): readonly ServicePorts[] {
  return ports.map(({ port, protocol, bindings }) => ({
    containerPorts: { start: port, end: port },
    protocol,
    origin: `${bindings.length > 0 ? 'published' : 'exposed'} by ${name}`,
  }));
}

function imagePorts({ ports }: Container): readonly ServicePorts[] {
  return ports
    .filter(({ exposedBy }) => exposedBy === 'image')
    .map(({ port, protocol }) => ({
      containerPorts: { start: port, end: port },
      protocol,
      origin: 'exposed by the image',
    }));
}
