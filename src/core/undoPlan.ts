import { isActive, type Container } from './container.ts';
import { counted } from './describe.ts';
import { ruleWords } from './describeChange.ts';
import type { Plan, PlanStep } from './plan.ts';
import { recreateFactsOf } from './planFacts.ts';
import { readPublishedRange } from './portNumber.ts';
import type { PortBinding, PublishRule } from './portSpec.ts';
import type { RecreateRequest, Refusal } from './recreate.ts';
import { unreadRefusal } from './recreateRefusal.ts';
import type { RecreateFacts } from './recreateFacts.ts';
import { bindingKey, configuredBindings } from './wantedPorts.ts';

/** What an undo is made of. */
export interface UndoInput {
  readonly containers: readonly Container[];
  /** One for each container whose ports are to be what they were. */
  readonly requests: readonly RecreateRequest[];
  readonly facts: ReadonlyMap<string, RecreateFacts | Refusal>;
  readonly keepOriginal: boolean;
}

/** A plan that gives containers the ports back that they had, and keeps what they wrote since. */
export function undoPlanOf(input: UndoInput): Plan {
  return {
    steps: input.requests.flatMap((request) => {
      const container = input.containers.find(({ id }) => id === request.containerId);
      return container === undefined ? [] : [undoStep(input, container, request)];
    }),
  };
}

function undoStep(
  { facts, keepOriginal }: UndoInput,
  container: Container,
  request: RecreateRequest,
): PlanStep {
  const known = facts.get(container.id);
  const refusal =
    known === undefined ? unreadRefusal(container) : 'kind' in known ? known : undefined;
  const learnt = known === undefined || 'kind' in known ? undefined : known;
  return {
    id: container.id,
    title: container.name,
    action: {
      kind: 'recreate',
      request,
      stops: isActive(container),
      autoRemove: learnt?.autoRemove ?? false,
    },
    changeIds: [],
    changes: differenceWords(container, request),
    facts: recreateFactsOf(container, learnt, keepOriginal).filter(({ kind }) => kind !== 'place'),
    selected: refusal === undefined,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** More than these are told by their number. */
const mostWords = 10;

function differenceWords(container: Container, request: RecreateRequest): readonly string[] {
  const now = configuredBindings(container);
  const gone = without(now, request.bindings).map((binding) => `remove ${bindingWords(binding)}`);
  const back = without(request.bindings, now).map((binding) => `add ${bindingWords(binding)}`);
  const all = [...gone, ...back];
  if (container.publishAll !== request.publishAll) {
    all.push(`${request.publishAll ? 'publish' : 'do not publish'} every exposed port (-P)`);
  }
  return all.length <= mostWords
    ? all
    : [...all.slice(0, mostWords), `and ${counted(all.length - mostWords, 'port', 'ports')} more`];
}

function without(bindings: readonly PortBinding[], others: readonly PortBinding[]): PortBinding[] {
  const known = new Set(others.map(bindingKey));
  return bindings.filter((binding) => !known.has(bindingKey(binding)));
}

function bindingWords({ hostIp, hostPort, containerPort, protocol }: PortBinding): string {
  const reading = readPublishedRange(hostPort);
  const rule: PublishRule = {
    hostIp,
    containerPorts: { start: containerPort, end: containerPort },
    protocol,
  };
  return ruleWords(reading.ok ? { ...rule, hostPorts: reading.range } : rule);
}
