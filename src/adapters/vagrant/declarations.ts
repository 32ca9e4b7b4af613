import {
  DeclarationIds,
  fileName,
  unreadParts,
  type Declaration,
  type ReadDeclarations,
  type SourceText,
} from '../../core/declaration.ts';
import type { ForwardedPort } from './forwardedPorts.ts';
import { readForwardedPorts } from './vagrantfile.ts';

/** The forwards that a Vagrantfile declares for sure; those of a loop that follow each other as one. */
export async function readVagrantDeclarations(
  { path, text }: SourceText,
  uri: string,
): Promise<ReadDeclarations> {
  const { machines, forwarded, unread, problems } = await readForwardedPorts(text);
  const context = { uri, file: fileName(path), text, ids: new DeclarationIds() };
  const refused: string[] = [];
  const forwards: Forward[] = [];
  for (const port of forwarded) {
    const forward = forwardOf(port);
    if (typeof forward === 'string') refused.push(forward);
    else addForward(forwards, forward);
  }
  const failure = problems.find(({ severity }) => severity === 'error');
  return {
    owners: machines,
    declarations: forwards.map((forward) => declarationOf(forward, context)),
    unread: unreadParts([...unread.map(({ reason }) => reason), ...refused]),
    ...(failure === undefined ? {} : { failed: failure.message }),
  };
}

/** A forward whose ports are known, or several of one loop. */
interface Forward {
  readonly first: ForwardedPort;
  readonly rule: Declaration['rule'] & Required<Pick<Declaration['rule'], 'hostPorts'>>;
}

/** The forward, or what Vagrant does not take. */
function forwardOf(port: ForwardedPort): Forward | string {
  const { guest, host, protocol, hostIp = '' } = port;
  if (guest === undefined || host === undefined) return 'a forward without guest or host port';
  // Vagrant checks no protocol; its providers know these two.
  if (protocol !== 'tcp' && protocol !== 'udp') return `the protocol ${protocol}`;
  const rule = {
    hostIp,
    hostPorts: { start: host, end: host },
    containerPorts: { start: guest, end: guest },
    protocol,
  } as const;
  return { first: port, rule };
}

function addForward(forwards: Forward[], next: Forward): void {
  const last = forwards.at(-1);
  if (last === undefined || !follows(last, next)) {
    forwards.push(next);
    return;
  }
  const { hostPorts, containerPorts } = last.rule;
  const rule = {
    ...last.rule,
    hostPorts: { start: hostPorts.start, end: next.rule.hostPorts.end },
    containerPorts: { start: containerPorts.start, end: next.rule.containerPorts.end },
  };
  forwards[forwards.length - 1] = { first: last.first, rule };
}

/** Two rounds of one loop that step by one port, and differ in nothing else. */
function follows(last: Forward, next: Forward): boolean {
  const { first: one, rule } = last;
  const { first: other } = next;
  return (
    one.origin === 'repeated' &&
    one.call.start === other.call.start &&
    one.machine === other.machine &&
    one.protocol === other.protocol &&
    rule.hostIp === next.rule.hostIp &&
    one.autoCorrect === other.autoCorrect &&
    one.disabled === other.disabled &&
    one.merged === undefined &&
    other.merged === undefined &&
    next.rule.hostPorts.start === rule.hostPorts.end + 1 &&
    next.rule.containerPorts.start === rule.containerPorts.end + 1
  );
}

interface Context {
  readonly uri: string;
  /** Its name. */
  readonly file: string;
  readonly text: string;
  readonly ids: DeclarationIds;
}

function declarationOf({ first, rule }: Forward, { uri, file, text, ids }: Context): Declaration {
  const { machine, line, call, origin, id, autoCorrect, disabled, merged = [] } = first;
  const { hostIp, hostPorts, containerPorts, protocol } = rule;
  const key = `${protocol} ${containerPorts.start}-${containerPorts.end} ${hostIp} ${hostPorts.start}`;
  return {
    id: ids.next(uri, machine, 'forward', key),
    kind: 'forward',
    owner: { kind: 'machine', name: machine },
    rule,
    at: { uri, file, line, start: call.start, end: call.end },
    unsure: false,
    ...(origin === 'literal' ? {} : { obstacle: origin }),
    forward: {
      id,
      autoCorrect,
      disabled: disabled === true,
      merged: merged.map(({ start }) => lineAt(text, start)),
    },
  };
}

/** 1-based. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
