import type { RunImage } from './change.ts';
import { isActive, type Container } from './container.ts';
import type { EditedFile } from './plannedEdit.ts';
import { counted } from './describe.ts';
import type { ChangedPath, RecreateFacts } from './recreateFacts.ts';
import { recreateLosses, recreateWarnings } from './recreateWarnings.ts';

/** One thing to know before a step is done, in a sentence or a phrase. */
export interface PlanFact {
  /** `place`: where the change belongs instead. */
  readonly kind: 'place' | 'warning' | 'keeps' | 'loses' | 'downtime' | 'undo';
  readonly text: string;
  /** Shown on demand: the files that were changed in the container. */
  readonly details: readonly string[];
}

/** @param facts undefined while they could not be learnt; the step is refused then. */
export function recreateFactsOf(
  container: Container,
  facts: RecreateFacts | undefined,
  keepOriginal: boolean,
): readonly PlanFact[] {
  if (facts === undefined) return [];
  return [
    ...place(container),
    ...recreateWarnings(facts)
      .filter(({ code }) => code !== 'changedFiles' && code !== 'tmpfs')
      .map(({ message }) => fact('warning', message)),
    ...keeps(container, facts),
    ...loses(facts),
    fact('downtime', downtime(container, facts)),
    fact('undo', undo(facts, keepOriginal)),
  ];
}

export function runFactsOf({ name }: Pick<RunImage, 'name'>): readonly PlanFact[] {
  return [
    fact('loses', 'Nothing is lost.'),
    fact('downtime', 'none: a new container is made'),
    fact('undo', `remove the new container${name === undefined ? '' : ` ${name}`}`),
  ];
}

export function editFacts(files: readonly EditedFile[]): readonly PlanFact[] {
  return [
    {
      kind: 'keeps',
      text: 'comments, quotes and everything but these ports',
      details: files.map(({ path }) => path),
    },
    fact('loses', 'Nothing is lost.'),
    fact('downtime', 'none: the file is saved'),
    fact('undo', 'Undo in the editor of the file'),
  ];
}

/** @param services those that have a container already. */
export function composeFacts(services: readonly string[]): readonly PlanFact[] {
  const undoing = fact('undo', 'undo the edit of the file, then run docker compose up again');
  if (services.length === 0) {
    return [
      fact('loses', 'Nothing is lost.'),
      fact('downtime', 'none: no container was made of it yet'),
      undoing,
    ];
  }
  const names = services.join(', ');
  return [
    fact('keeps', 'volumes and networks, as Compose keeps them'),
    fact(
      'loses',
      `files changed inside the containers of ${names} outside of volumes, and their logs`,
    ),
    fact('downtime', `a few seconds, while Compose recreates ${names}`),
    undoing,
  ];
}

/** @param machines as the Vagrantfile names them. */
export function reloadFacts(machines: readonly string[]): readonly PlanFact[] {
  const names = machines.join(', ');
  return [
    fact(
      'warning',
      `Everything that runs in ${names} is stopped, the containers of a Docker engine in it too.`,
    ),
    fact('keeps', 'the disks of the virtual machine'),
    fact('loses', 'what programs in it have not saved'),
    fact(
      'downtime',
      `a minute or more, while ${names} restarts; a machine that was never made is left alone`,
    ),
    fact('undo', 'undo the edit of the file, then run vagrant reload again'),
  ];
}

function place({ compose }: Container): PlanFact[] {
  if (compose === undefined) return [];
  const where = compose.files.at(-1) ?? 'its Compose file';
  return [
    fact(
      'place',
      `The ports of service ${compose.service} belong in ${where}: change them there and run docker compose up -d ${compose.service}. Tick this step to recreate the container directly instead.`,
    ),
  ];
}

function keeps({ networks }: Container, facts: RecreateFacts): PlanFact[] {
  const names = networks.map(({ name }) => name).join(', ');
  const inNetworks =
    networks.length === 0 ? '' : `${counted(networks.length, 'network', 'networks')} (${names}), `;
  const all = fact(
    'keeps',
    `${inNetworks}all volumes, the environment, labels, restart policy and every other setting`,
  );
  if (facts.changedFiles === 0) return [all];
  const files = counted(facts.changedFiles, 'file', 'files');
  const more = facts.changedFiles - facts.changedPaths.length;
  return [
    all,
    {
      kind: 'keeps',
      text: `${files} changed inside the container (${sizeWords(facts.layerSize)}), saved as a local image that also holds its environment`,
      details: [
        ...facts.changedPaths.map(pathWords),
        ...(more > 0 ? [`and ${counted(more, 'file', 'files')} more`] : []),
      ],
    },
  ];
}

function pathWords({ kind, path }: ChangedPath): string {
  return `${kind} ${path}`;
}

function loses(facts: RecreateFacts): PlanFact[] {
  const losses = recreateLosses(facts);
  return losses.length === 0
    ? [fact('loses', 'Nothing is lost.')]
    : losses.map((loss) => fact('loses', loss));
}

function downtime(container: Container, { name }: RecreateFacts): string {
  return isActive(container)
    ? `a few seconds: from when ${name} is stopped until the new container has started; longer if it takes long to stop`
    : 'none: it is not running, and is not started';
}

function undo({ autoRemove, compose }: RecreateFacts, keepOriginal: boolean): string {
  const back = 'Undo Last Apply changes the ports back and keeps the data written since';
  if (autoRemove) return `${back}; the original is removed by the engine when it stops`;
  if (compose !== undefined || !keepOriginal) return `${back}; the original is not kept`;
  return `${back}; the original is kept, stopped, until you remove it`;
}

function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  // Rounded first: 999,999 bytes are 1.00 MB, not 1.00e+3 kB.
  const rounded = Number(bytes.toPrecision(3));
  const power = Math.min(units.length, Math.floor(Math.log10(rounded) / 3));
  return `${(rounded / 1_000 ** power).toPrecision(3)} ${units[power - 1] ?? ''}`;
}

function fact(kind: PlanFact['kind'], text: string): PlanFact {
  return { kind, text, details: [] };
}
