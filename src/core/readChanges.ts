import type { ContainerReference, FilePlace, StagedChange } from './change.ts';
import type { FileOwner } from './fileOwner.ts';
import { parseIpAddress } from './ipAddress.ts';
import type { MappingReference } from './mappingRule.ts';
import { portCount, type PortRange, type Protocol } from './portRange.ts';
import type { PublishRule } from './portSpec.ts';

/** Reads what an earlier window, perhaps of an earlier version, stored; what is no change is left out. */
export function readChanges(stored: unknown): readonly StagedChange[] {
  return listOf(stored).flatMap((each) => readChange(each) ?? []);
}

function readChange(stored: unknown): StagedChange | undefined {
  const fields = recordOf(stored);
  const { id, kind } = fields;
  if (!isText(id)) return undefined;
  if (kind === 'run') return readRun(id, fields);
  if (kind === 'declared') return readDeclared(id, fields);
  const container = readContainer(fields['container']);
  if (container === undefined) return undefined;
  const rule = readRule(fields['rule']);
  const was = readReference(fields['was']);
  const file = readFilePlace(fields['file']);
  const common = { id, container, ...(file === undefined ? {} : { file }) };
  switch (kind) {
    case 'add':
      return rule && { ...common, kind, rule };
    case 'replace':
      return rule && was && { ...common, kind, was, rule };
    case 'remove':
      return was && { ...common, kind, was };
    default:
      return undefined;
  }
}

function readRun(id: string, fields: Fields): StagedChange | undefined {
  const { image, name, exposed } = fields;
  const rules = listOf(fields['rules']).map(readRule);
  if (!isText(image) || !rules.every((rule) => rule !== undefined)) return undefined;
  return {
    kind: 'run',
    id,
    image,
    ...(isText(name) ? { name } : {}),
    rules,
    exposed: listOf(exposed).filter(isText),
    publishAll: fields['publishAll'] === true,
  };
}

function readDeclared(id: string, fields: Fields): StagedChange | undefined {
  const owner = readOwner(fields['owner']);
  const was = readRule(fields['was']);
  const rule = readRule(fields['rule']);
  const { autoCorrect } = fields;
  if (owner === undefined || (was === undefined && rule === undefined)) return undefined;
  return {
    kind: 'declared',
    id,
    owner,
    ...(was === undefined ? {} : { was }),
    ...(rule === undefined ? {} : { rule }),
    ...(typeof autoCorrect === 'boolean' ? { autoCorrect } : {}),
  };
}

function readOwner(stored: unknown): FileOwner | undefined {
  const { kind, name, uri, file } = recordOf(stored);
  if (kind !== 'service' && kind !== 'machine') return undefined;
  return isText(name) && isText(uri) && isText(file) ? { kind, name, uri, file } : undefined;
}

function readContainer(stored: unknown): ContainerReference | undefined {
  const { id, name } = recordOf(stored);
  return isText(id) && isText(name) ? { id, name } : undefined;
}

function readFilePlace(stored: unknown): FilePlace | undefined {
  const { service, name } = recordOf(stored);
  return isText(service) && isText(name) ? { service, name } : undefined;
}

function readReference(stored: unknown): MappingReference | undefined {
  const fields = recordOf(stored);
  const rules = listOf(fields['rules']).map(readRule);
  if (rules.length === 0 || !rules.every((rule) => rule !== undefined)) return undefined;
  return { rules, byPublishAll: fields['byPublishAll'] === true };
}

function readRule(stored: unknown): PublishRule | undefined {
  const fields = recordOf(stored);
  const { hostIp, protocol } = fields;
  const containerPorts = readRange(fields['containerPorts'], 1);
  if (containerPorts === undefined || !isProtocol(protocol)) return undefined;
  if (hostIp !== '' && !(isText(hostIp) && parseIpAddress(hostIp) !== undefined)) return undefined;
  const rule = { hostIp, containerPorts, protocol };
  if (fields['hostPorts'] === undefined) return rule;
  const hostPorts = readRange(fields['hostPorts'], 0);
  if (hostPorts === undefined) return undefined;
  const count = portCount(containerPorts);
  return count === 1 || count === portCount(hostPorts) ? { ...rule, hostPorts } : undefined;
}

function readRange(stored: unknown, least: number): PortRange | undefined {
  const { start, end } = recordOf(stored);
  return isPort(start, least) && isPort(end, start) ? { start, end } : undefined;
}

function isPort(value: unknown, least: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= 65_535;
}

function isProtocol(value: unknown): value is Protocol {
  return value === 'tcp' || value === 'udp' || value === 'sctp';
}

type Fields = Readonly<Record<string, unknown>>;

function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? [...(value as unknown[])] : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
