/** One call or a few to the engine between which a recreate can be interrupted. */
export type RecreateStep =
  | 'journal'
  | 'create'
  | 'check'
  | 'probe'
  | 'stop'
  | 'snapshot'
  | 'renameOriginal'
  | 'renameNew'
  | 'holdOriginal'
  | 'start'
  | 'verify'
  | 'finish';

/** What a step does, for the plan and for the progress. */
export interface RecreateStepDescription {
  readonly step: RecreateStep;
  readonly does: string;
  /** What of the container is unaffected by it, or saved by it. */
  readonly keeps: string;
  /** What it loses; empty for most. */
  readonly loses: string;
  /** How it is taken back when a later step fails. */
  readonly undo: string;
  /** Whether nobody can reach the container from this step on. */
  readonly down: boolean;
}

const descriptions: Readonly<Record<RecreateStep, Omit<RecreateStepDescription, 'step'>>> = {
  journal: {
    does: 'Write down the container as it is',
    keeps: 'everything',
    loses: '',
    undo: 'nothing to take back',
    down: false,
  },
  create: {
    does: 'Create the new container beside it, with the same volumes and networks',
    keeps: 'the original runs on',
    loses: '',
    undo: 'remove the new container, not its volumes',
    down: false,
  },
  check: {
    does: 'Compare the new container with the original',
    keeps: 'the original runs on',
    loses: '',
    undo: 'remove the new container, not its volumes',
    down: false,
  },
  probe: {
    does: 'Try the added host ports with a container that runs nothing',
    keeps: 'the original runs on',
    loses: '',
    undo: 'remove that container',
    down: false,
  },
  stop: {
    does: 'Stop the original',
    keeps: 'volumes, the files changed in the container',
    loses: 'the memory of its processes, files in tmpfs mounts and /dev/shm',
    undo: 'start the original again',
    down: true,
  },
  snapshot: {
    does: 'Save the files changed in the container as an image for the new one, if there are any',
    keeps: 'changed, added and deleted files',
    loses: 'sockets, ACLs and user attributes of files',
    undo: 'remove that image',
    down: true,
  },
  renameOriginal: {
    does: 'Rename the original',
    keeps: 'everything',
    loses: '',
    undo: 'rename it back',
    down: true,
  },
  renameNew: {
    does: 'Give its name to the new container',
    keeps: 'the name',
    loses: '',
    undo: 'take the name away again',
    down: true,
  },
  holdOriginal: {
    does: 'Keep the engine from starting the original by itself',
    keeps: 'the restart policy, on the new container',
    loses: '',
    undo: 'give the restart policy back',
    down: true,
  },
  start: {
    does: 'Start the new container',
    keeps: 'everything',
    loses: '',
    undo: 'stop it, and start the original',
    down: true,
  },
  verify: {
    does: 'See that it keeps running, with every port and healthy',
    keeps: 'everything',
    loses: '',
    undo: 'stop it, and start the original',
    down: false,
  },
  finish: {
    does: 'Keep the stopped original until you remove it',
    keeps: 'the original with its logs',
    loses: '',
    undo: 'change the ports back; the data written since stays',
    down: false,
  },
};

/** For a container that outlives its stop. */
const usual: readonly RecreateStep[] = [
  'journal',
  'create',
  'check',
  'probe',
  'stop',
  'snapshot',
  'renameOriginal',
  'renameNew',
  'holdOriginal',
  'start',
  'verify',
  'finish',
];

/** With `--rm` the stop removes the original, so all must be saved before it. */
const autoRemoved: readonly RecreateStep[] = [
  'journal',
  'snapshot',
  'create',
  'check',
  'probe',
  'renameOriginal',
  'renameNew',
  'stop',
  'start',
  'verify',
  'finish',
];

/** The steps of recreating a container, in order. */
export function recreateSteps(container: {
  readonly autoRemove: boolean;
  readonly running: boolean;
}): readonly RecreateStepDescription[] {
  return (container.autoRemove ? autoRemoved : usual)
    .filter((step) => container.running || !stepsOfRunning.has(step))
    .map((step) => ({ step, ...describe(step, container.autoRemove) }));
}

const stepsOfRunning: ReadonlySet<RecreateStep> = new Set(['probe', 'stop', 'start', 'verify']);

function describe(step: RecreateStep, autoRemove: boolean): Omit<RecreateStepDescription, 'step'> {
  const usually = descriptions[step];
  if (!autoRemove) return usually;
  switch (step) {
    case 'snapshot':
      return { ...usually, down: false };
    case 'renameOriginal':
    case 'renameNew':
      return { ...usually, down: false };
    case 'stop':
      return {
        ...usually,
        does: 'Stop the original; the engine removes it, since it was made with --rm',
        keeps: 'volumes, the files that were saved before',
        loses: `the container itself with its logs, files changed while stopping, ${usually.loses}`,
        undo: 'create it again from what was written down',
      };
    case 'finish':
      return { ...usually, does: 'Forget what was written down', keeps: 'everything' };
    default:
      return usually;
  }
}
