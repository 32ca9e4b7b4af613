import type {
  AddMapping,
  DeclaredChange,
  RemoveMapping,
  ReplaceMapping,
  RunImage,
} from '../../../src/core/change.ts';
import type { Container } from '../../../src/core/container.ts';
import type { FileOwner } from '../../../src/core/fileOwner.ts';
import { referenceOf, type MappingReference } from '../../../src/core/mappingRule.ts';
import { mappingsOf, type Mapping } from '../../../src/core/mapping.ts';
import { parsePublish, type PublishRule } from '../../../src/core/portSpec.ts';

/** What docker reads of a value of `-p`. */
export function ruleOfText(text: string): PublishRule {
  const parsed = parsePublish(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  const { hostIp, hostPorts, containerPorts, protocol } = parsed.value;
  const rule = { hostIp, containerPorts, protocol };
  return hostPorts === undefined ? rule : { ...rule, hostPorts };
}

export function adding(
  { id, name }: Pick<Container, 'id' | 'name'>,
  rule: string,
  changeId = 'add',
): AddMapping {
  return { kind: 'add', id: changeId, container: { id, name }, rule: ruleOfText(rule) };
}

/** @param was as `mappingWith` finds it. */
export function removing(of: Container, was: string, changeId = 'remove'): RemoveMapping {
  const { id, name } = of;
  return { kind: 'remove', id: changeId, container: { id, name }, was: referenceTo(of, was) };
}

/** @param was as `mappingWith` finds it. */
export function replacing(
  of: Container,
  was: string,
  rule: string,
  changeId = 'replace',
): ReplaceMapping {
  return { ...removing(of, was, changeId), kind: 'replace', rule: ruleOfText(rule) };
}

/** A change of what `/srv/shop/compose.yaml` says of `web`, or of another owner; rules as of `-p`. */
export function declaring({
  was,
  rule,
  owner = {},
  id = 'declared',
}: {
  readonly was?: string;
  readonly rule?: string;
  readonly owner?: Partial<FileOwner>;
  readonly id?: string;
}): DeclaredChange {
  return {
    kind: 'declared',
    id,
    owner: { ...webService, ...owner },
    ...(was === undefined ? {} : { was: ruleOfText(was) }),
    ...(rule === undefined ? {} : { rule: ruleOfText(rule) }),
  };
}

const webService: FileOwner = {
  kind: 'service',
  name: 'web',
  uri: 'file:///srv/shop/compose.yaml',
  file: 'compose.yaml',
};

/** The machine of `/srv/shop/Vagrantfile`. */
export const defaultMachine: FileOwner = {
  kind: 'machine',
  name: 'default',
  uri: 'file:///srv/shop/Vagrantfile',
  file: 'Vagrantfile',
};

export function running(part: Partial<RunImage> = {}): RunImage {
  return {
    kind: 'run',
    id: 'run',
    image: 'nginx:1.27',
    rules: [],
    exposed: [],
    publishAll: false,
    ...part,
  };
}

export function referenceTo(of: Container, mapping: string | Mapping): MappingReference {
  const found = typeof mapping === 'string' ? mappingWith(of, mapping) : mapping;
  const reference = referenceOf(of, found);
  if (reference === undefined) throw new Error('Nothing published it.');
  return reference;
}

/** The first mapping on a host port, or of a container port: `8080` or `80/tcp`. */
export function mappingWith(of: Container, port: string): Mapping {
  const found = mappingsOf(of).find(({ hostPorts, containerPorts, protocol }) =>
    port.includes('/')
      ? port === `${containerPorts.start}/${protocol}`
      : Number(port) === hostPorts?.start,
  );
  if (found === undefined) throw new Error(`No mapping of ${port}.`);
  return found;
}
