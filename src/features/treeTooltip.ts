import type * as vscode from 'vscode';
import { shortId } from '../core/container.ts';
import { networkWords, reachSentence, stateWords } from '../core/describe.ts';
import { originWords } from '../core/describeEngine.ts';
import type { Engine } from '../core/engine.ts';
import type { ContainerNode, MappingNode } from '../core/outlineNode.ts';
import { formatPortRange } from '../core/portRange.ts';
import { Tooltip } from './tooltip.ts';

export function mappingTooltip(
  node: MappingNode,
  engine: Engine | undefined,
): vscode.MarkdownString {
  const { mapping, container, row } = node;
  const tooltip = new Tooltip(['openInBrowser', 'copyAddress', 'showInPanel']);
  tooltip.own('**').literal(row.text).own('**\n\n');
  tooltip.literal(reachSentence(mapping, container.network));
  for (const note of row.notes) tooltip.own('  \n').literal(note);
  if (row.dynamic && engine?.ephemeralPorts !== undefined) {
    tooltip.line('Dynamic ports of this engine', formatPortRange(engine.ephemeralPorts));
  }
  tooltip.own('\n\n').literal(`${container.name} (${shortId(container.id)})`);
  tooltip.own(' · ').literal(stateWords(container));
  tooltip.line('Image', container.image.reference);
  tooltip.line('Network', networkWords(container.network));
  if (row.source !== 'container') tooltip.line('File', row.source);
  if (engine !== undefined) {
    tooltip.line('Engine', `${engine.endpoint.url} (${originWords(engine.endpoint.origin)})`);
  }
  tooltip.own('\n\n');
  if (row.web) tooltip.link('Open in Browser', 'openInBrowser', mapping.id).own(' · ');
  if (row.hostPorts !== undefined)
    tooltip.link('Copy Address', 'copyAddress', mapping.id).own(' · ');
  tooltip.link('Show in Panel', 'showInPanel', mapping.id);
  return tooltip.markdown;
}

export function containerTooltip({ container }: ContainerNode): vscode.MarkdownString {
  const tooltip = new Tooltip();
  tooltip.own('**').literal(container.name).own('**');
  tooltip.line('Id', shortId(container.id));
  tooltip.line('Image', container.image.reference);
  tooltip.line('State', stateWords(container));
  tooltip.line('Network', networkWords(container.network));
  for (const { name, ipv4, ipv6, aliases } of container.networks) {
    const addresses = [ipv4, ipv6].filter((address) => address !== undefined).join(', ');
    const known = aliases.length === 0 ? '' : `, also known as ${aliases.join(', ')}`;
    tooltip.own('  \n— ').literal(`${name}: ${addresses || 'no address'}${known}`);
  }
  for (const link of container.links) {
    tooltip.line('Link', `reaches ${link.container} as ${link.alias}`);
  }
  if (container.publishAll) tooltip.line('Published', 'every exposed port (-P)');
  if (container.unreadablePorts.length > 0) {
    tooltip.line('Exposed, but not a port', container.unreadablePorts.join(', '));
  }
  if (container.compose !== undefined) {
    tooltip.line('Compose', `${container.compose.project} · ${container.compose.service}`);
  }
  return tooltip.markdown;
}
