import { agreedPorts, differingTexts, sharedContainerPorts, sharesHostPorts } from './agreement.ts';
import { isActive, type Container } from './container.ts';
import { fileName, placeText, type Declaration, type DeclaredFile } from './declaration.ts';
import type { DeclaredFindings } from './declaredFindings.ts';
import type { Mapping } from './mapping.ts';
import { portCount } from './portRange.ts';
import type { Member } from './serviceContainers.ts';

/** Joins the services of a Compose project with the containers that were made from its files. */
export function joinProject(
  join: DeclaredFindings,
  file: DeclaredFile,
  members: readonly Member[],
): void {
  const services = new Map<string, Declaration[]>(
    (file.owners ?? []).map((service) => [service, []]),
  );
  for (const declaration of file.declarations) {
    services.get(declaration.owner.name)?.push(declaration);
  }
  for (const [service, declarations] of services) {
    const own = members.filter((member) => member.service === service);
    for (const member of own) joinMember(join, file, declarations, member);
    join.addIdle(file, declarations, (declaration) => idleNotes(file, declaration, own));
  }
}

/** The file is all that decides about the ports of this container, and all of it is understood. */
function isSure({ failed, unread }: DeclaredFile, { sameFiles, container }: Member): boolean {
  return (
    sameFiles && failed === undefined && unread.count === 0 && container.knowledge === 'inspected'
  );
}

function joinMember(
  join: DeclaredFindings,
  file: DeclaredFile,
  declarations: readonly Declaration[],
  member: Member,
): void {
  const { container } = member;
  const sure = isSure(file, member);
  const published = join.mappingsOf(container).filter(({ kind }) => kind !== 'exposed');
  const { agreed, left } = agreements(declarations, published);
  for (const { declaration, mapping } of agreed) {
    join.declare({ container, mapping }, declaration, '', unsureWords(declaration));
  }
  const taken = new Set(agreed.map(({ mapping }) => mapping));
  for (const declaration of left) {
    const mapping = counterpart(declaration, published, taken);
    if (mapping === undefined) continue;
    taken.add(mapping);
    const isDrift = sure && !declaration.unsure;
    const drift = isDrift ? driftWords(container, mapping, declaration) : '';
    join.declare({ container, mapping }, declaration, drift, unsureWords(declaration));
  }
  joinExposed(join, declarations, container);
  if (!sure || declarations.some(({ unsure }) => unsure)) return;
  for (const mapping of published) {
    if (mapping.publishedBy !== 'publish' || taken.has(mapping)) continue;
    join.note(mapping, `Not declared in ${declaredName(file)}.`);
  }
}

interface Agreement {
  readonly declaration: Declaration;
  readonly mapping: Mapping;
}

/** The declarations whose every port is published as they say, each with its mappings; and the others. */
function agreements(
  declarations: readonly Declaration[],
  published: readonly Mapping[],
): { readonly agreed: readonly Agreement[]; readonly left: readonly Declaration[] } {
  const agreed: Agreement[] = [];
  const left: Declaration[] = [];
  for (const declaration of declarations.filter(({ kind }) => kind === 'publish')) {
    const alike = published.filter((mapping) => agreedPorts(mapping, declaration.rule) > 0);
    if (!isWhole(declaration, alike)) left.push(declaration);
    else agreed.push(...alike.map((mapping) => ({ declaration, mapping })));
  }
  return { agreed, left };
}

/** Whether the mappings publish every port of the declaration as it says. */
function isWhole({ rule }: Declaration, alike: readonly Mapping[]): boolean {
  const agreed = alike.reduce((sum, mapping) => sum + agreedPorts(mapping, rule), 0);
  return agreed >= portCount(rule.containerPorts);
}

/** What runs in the place of the declaration: of the same container port, else on the same host port. */
function counterpart(
  { rule }: Declaration,
  published: readonly Mapping[],
  taken: ReadonlySet<Mapping>,
): Mapping | undefined {
  const others = published.filter((mapping) => !taken.has(mapping));
  return (
    published.find((mapping) => agreedPorts(mapping, rule) > 0) ??
    others.find((mapping) => sharedContainerPorts(mapping, rule) !== undefined) ??
    others.find((mapping) => sharesHostPorts(mapping, rule))
  );
}

/** `expose:` shows where the container has the port and nothing publishes it. */
function joinExposed(
  join: DeclaredFindings,
  declarations: readonly Declaration[],
  container: Container,
): void {
  const exposing = declarations.filter(({ kind }) => kind === 'expose');
  if (exposing.length === 0) return;
  for (const mapping of join.mappingsOf(container)) {
    for (const declaration of exposing) {
      if (sharedContainerPorts(mapping, declaration.rule) === undefined) continue;
      if (mapping.kind === 'exposed') join.declare({ container, mapping }, declaration);
      else join.running.set(declaration.id, [{ container, mapping }]);
    }
  }
}

function driftWords(container: Container, mapping: Mapping, { rule, at }: Declaration): string {
  const { running, declared } = differingTexts(mapping, rule);
  const verb = mapping.kind === 'published' && isActive(container) ? 'running as' : 'made with';
  return `Drift: ${verb} ${running}; ${at.file} says ${declared}.`;
}

function unsureWords({ unsure, at }: Declaration): string {
  return unsure ? `A variable in ${placeText(at)} has a say in its ports.` : '';
}

function idleNotes(
  file: DeclaredFile,
  declaration: Declaration,
  own: readonly Member[],
): readonly string[] {
  const { networkMode } = declaration.owner;
  const notes: string[] = [];
  if (networkMode !== undefined && declaration.kind === 'publish' && networkMode !== 'bridge') {
    notes.push(`The service has network_mode: ${networkMode}; published ports are ignored.`);
  }
  const first = own[0];
  if (first !== undefined && isSure(file, first) && !declaration.unsure) {
    const { container } = first;
    notes.push(`${container.name} ${isActive(container) ? 'runs' : 'was made'} without it.`);
  }
  const unsure = unsureWords(declaration);
  return unsure === '' ? notes : [...notes, unsure];
}

function declaredName({ paths, name }: DeclaredFile): string {
  return paths.map(fileName).join(' and ') || name;
}
