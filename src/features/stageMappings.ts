import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { reachOf } from '../core/address.ts';
import type { AddMapping, MappingChange, StagedChange } from '../core/change.ts';
import { composeFileName } from '../core/composeEdit.ts';
import type { Container } from '../core/container.ts';
import { counted } from '../core/describe.ts';
import { referenceOf, ruleOf } from '../core/mappingRule.ts';
import type { Mapping } from '../core/mapping.ts';
import { portCount } from '../core/portRange.ts';
import type { PublishRule } from '../core/portSpec.ts';
import { literalLabel } from '../platform/literalLabel.ts';
import {
  askForMapping,
  passedMappings,
  passedOrAskedContainer,
  type Chosen,
} from './chosenMappings.ts';
import type { PortUse } from './portUse.ts';
import { moveDeclared, rebindDeclared, removeDeclared } from './stageDeclared.ts';
import type { Staging } from './staging.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** What the commands that stage work with. */
export interface StagingContext {
  readonly visible: VisibleMappings;
  readonly staging: Staging;
  readonly ports: PortUse;
}

/** A new mapping of the container, not staged yet. */
export function addition(container: Container, rule: PublishRule, inFile = true): AddMapping {
  return { kind: 'add', ...changeOf(container, inFile), rule };
}

/** What Compose made is changed in its file, unless the container itself is meant. */
function changeOf(
  { id, name, compose }: Container,
  inFile: boolean,
): Pick<AddMapping, 'id' | 'container' | 'file'> {
  const common = { id: randomUUID(), container: { id, name } };
  if (compose === undefined || !inFile) return common;
  return { ...common, file: { service: compose.service, name: composeFileName(compose) } };
}

/** The mapping with another rule; undefined for one that no rule published. */
export function replacement(
  { container, mapping }: Chosen,
  rule: PublishRule,
  inFile = true,
): MappingChange | undefined {
  const was = referenceOf(container, mapping);
  return was && { kind: 'replace', ...changeOf(container, inFile), was, rule };
}

export function removal({ container, mapping }: Chosen): MappingChange | undefined {
  const was = referenceOf(container, mapping);
  return was && { kind: 'remove', ...changeOf(container, true), was };
}

/** Stages the removal of the passed mappings, or of one that is asked for; takes staged ones back. */
export async function removeMappings(
  context: StagingContext,
  args: readonly unknown[],
): Promise<void> {
  const { visible, staging } = context;
  const staged = new Set(visible.rows.flatMap((row) => (row.staged === undefined ? [] : row.id)));
  const fits = (each: Chosen): boolean => isPublished(each) && !staged.has(each.mapping.id);
  const undone = passedChangeIds(args, visible);
  removeDeclared(context, args);
  const chosen = await passedOrAsked(visible, args, 'Remove Mapping', fits);
  staging.unstage(undone);
  staging.stage(...chosen.flatMap((each) => removal(each) ?? []));
}

/** Takes back the staged changes of the passed rows or nodes. */
export function unstageMappings(
  { visible, staging }: StagingContext,
  args: readonly unknown[],
): void {
  staging.unstage(passedChangeIds(args, visible));
}

/** Stages another host IP for mappings: `127.0.0.1` or every address. */
export async function rebindMappings(
  context: StagingContext,
  args: readonly unknown[],
  { hostIp, title }: { readonly hostIp: string; readonly title: string },
): Promise<void> {
  const { visible, staging } = context;
  rebindDeclared(context, args, hostIp);
  const fits = (chosen: Chosen): boolean =>
    isPublished(chosen) && chosen.mapping.reach !== reachOf(hostIp);
  const chosen = (await passedOrAsked(visible, args, title, fits)).filter(fits);
  staging.stage(
    ...chosen.flatMap((each) => {
      const rule = ruleOf(each.mapping);
      return rule === undefined ? [] : (replacement(each, { ...rule, hostIp }) ?? []);
    }),
  );
}

/** Stages the host port that the engine picked as a fixed one. */
export async function pinDynamicPorts(
  { visible, staging }: StagingContext,
  args: readonly unknown[],
): Promise<void> {
  const fits = ({ mapping }: Chosen): boolean =>
    mapping.kind === 'published' && mapping.request !== 'fixed' && mapping.hostPorts !== undefined;
  const chosen = (await passedOrAsked(visible, args, 'Pin Dynamic Port', fits)).filter(fits);
  staging.stage(...chosen.flatMap((each) => pinned(each) ?? []));
}

/** A port of `-P` needs no other change: the engine leaves alone what has a rule. */
function pinned(chosen: Chosen): MappingChange | undefined {
  const rule = ruleOf(chosen.mapping);
  const { hostPorts, publishedBy } = chosen.mapping;
  if (rule === undefined || hostPorts === undefined) return undefined;
  const fixed = { ...rule, hostPorts };
  return publishedBy === 'publishAll'
    ? addition(chosen.container, fixed)
    : replacement(chosen, fixed);
}

/** Stages the passed exposed-only mappings as published on free host ports of this host. */
export async function publishExposed(
  context: StagingContext,
  args: readonly unknown[],
): Promise<void> {
  const chosen = await passedOrAsked(context.visible, args, 'Publish Exposed Port', isExposed);
  await publishAll(context, chosen.filter(isExposed));
}

/** The same for all ports that a container exposes and does not publish. */
export async function publishAllExposed(
  context: StagingContext,
  args: readonly unknown[],
): Promise<void> {
  const { visible } = context;
  const container = await passedOrAskedContainer(args, visible, 'Publish All Exposed Ports');
  if (container === undefined) return;
  const exposed = visible.all().filter((each) => each.container === container && isExposed(each));
  if (exposed.length === 0) {
    void vscode.window.showInformationMessage(
      `${literalLabel(container.name)} has no exposed port that is not published.`,
    );
    return;
  }
  await publishAll(context, exposed);
}

async function publishAll(
  { staging, ports }: StagingContext,
  chosen: readonly Chosen[],
): Promise<void> {
  const hostIp = ports.address;
  const free = await ports.freeForEach(chosen.map(({ mapping }) => wishOf(mapping, hostIp)));
  const changes = chosen.flatMap(({ container, mapping }, index): StagedChange[] => {
    const hostPorts = free[index];
    if (hostPorts === undefined) return [];
    const { containerPorts, protocol } = mapping;
    return [addition(container, { hostIp, hostPorts, containerPorts, protocol })];
  });
  staging.stage(...changes);
  const without = chosen.length - changes.length;
  if (without > 0) {
    void vscode.window.showWarningMessage(
      `No free host port was found for ${counted(without, 'mapping', 'mappings')}.`,
    );
  }
}

function wishOf(
  { containerPorts, protocol }: Mapping,
  hostIp: string,
): Parameters<PortUse['free']>[0] {
  const prefer = containerPorts.start >= 1_024 ? { prefer: containerPorts.start } : {};
  return { count: portCount(containerPorts), protocol, hostIp, ...prefer };
}

/** Finds a free host port: for a mapping, stages it; else shows it and copies it. */
export async function findFreePort(
  context: StagingContext,
  args: readonly unknown[],
): Promise<void> {
  if (await moveDeclared(context, args)) return;
  const { staging, ports, visible } = context;
  const [chosen] = passedMappings(args, visible).filter(isPublished);
  const rule = chosen && ruleOf(chosen.mapping);
  if (chosen !== undefined && rule !== undefined) {
    const hostPorts = await ports.free(wishOf(chosen.mapping, rule.hostIp));
    const change = hostPorts && replacement(chosen, { ...rule, hostPorts });
    if (change !== undefined) staging.stage(change);
    return;
  }
  const hostIp = ports.address;
  const found = await ports.free({ count: 1, protocol: 'tcp', hostIp });
  if (found === undefined) {
    void vscode.window.showWarningMessage('No free host port was found.');
    return;
  }
  await vscode.env.clipboard.writeText(String(found.start));
  void vscode.window.showInformationMessage(`Host port ${found.start} is free. It was copied.`);
}

/** The staged changes that the passed rows or nodes show. */
export function passedChangeIds(args: readonly unknown[], visible: VisibleMappings): string[] {
  const [clicked, selected] = args;
  const items =
    Array.isArray(selected) && selected.length > 0 ? (selected as unknown[]) : [clicked];
  const ids = new Set(items.flatMap(idsOf));
  return visible.rows.flatMap((row) =>
    row.staged !== undefined && (ids.has(row.id) || ids.has(row.containerId))
      ? [row.staged.changeId]
      : [],
  );
}

function idsOf(item: unknown): string[] {
  if (typeof item === 'string') return [item];
  if (typeof item !== 'object' || item === null) return [];
  if ('rowId' in item && typeof item.rowId === 'string') return [item.rowId];
  return 'id' in item && typeof item.id === 'string' ? [item.id] : [];
}

async function passedOrAsked(
  visible: VisibleMappings,
  args: readonly unknown[],
  title: string,
  fits: (chosen: Chosen) => boolean,
): Promise<readonly Chosen[]> {
  if (args[0] !== undefined) return passedMappings(args, visible).filter(fits);
  const asked = await askForMapping(visible, title, fits);
  return asked === undefined ? [] : [asked];
}

function isPublished({ mapping, container }: Chosen): boolean {
  return mapping.kind !== 'exposed' && referenceOf(container, mapping) !== undefined;
}

function isExposed({ mapping }: Chosen): boolean {
  return mapping.kind === 'exposed';
}
