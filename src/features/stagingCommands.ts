import type { ContainerChanger } from '../core/containerChanger.ts';
import { ownerKey, ownersOf } from '../core/fileOwner.ts';
import { addMapping } from './addMapping.ts';
import type { AppliedChanges } from './appliedChanges.ts';
import {
  askForMapping,
  passedMappings,
  passedOrAskedContainer,
  passedRowIds,
} from './chosenMappings.ts';
import {
  copyRunLine,
  passedFilePort,
  publishFilePort,
  turnOffFileCheck,
} from './filePortCommands.ts';
import type { MappingForm } from './mappingForm.ts';
import type { MappingsPanel } from './panel.ts';
import type { PlanDiff } from './planDiff.ts';
import type { Planning } from './planning.ts';
import { runImage } from './runImage.ts';
import {
  findFreePort,
  passedChangeIds,
  pinDynamicPorts,
  publishAllExposed,
  publishExposed,
  rebindMappings,
  removeMappings,
  unstageMappings,
  type StagingContext,
} from './stageMappings.ts';
import type { CommandName } from '../ids.ts';
import type { PageForm } from '../protocol.ts';

/** What the commands that stage, review and apply act on. */
export interface StagingCommandContext extends StagingContext {
  readonly panel: MappingsPanel;
  readonly form: MappingForm;
  readonly planning: Planning;
  readonly planDiff: PlanDiff;
  readonly applied: AppliedChanges;
  readonly changer: ContainerChanger;
  /** What a key binding means that passes nothing but that it is about the selection. */
  readonly orSelected: (args: readonly unknown[]) => readonly unknown[];
}

type Handler = (args: readonly unknown[]) => unknown;

type StagingCommand = Extract<
  CommandName,
  | 'addMapping'
  | 'forwardWithVagrant'
  | 'editMapping'
  | 'removeMapping'
  | 'unstage'
  | 'publishExposed'
  | 'publishAllExposed'
  | 'restrictToHost'
  | 'publishOnAllInterfaces'
  | 'findFreePort'
  | 'pinDynamicPort'
  | 'runImage'
  | 'copyRunLine'
  | 'turnOffCheck'
  | 'reviewStaged'
  | 'applyStaged'
  | 'discardStaged'
  | 'undoLastApply'
  | 'cleanUpOriginals'
>;

/** By command. */
export function stagingHandlers(
  context: StagingCommandContext,
): Readonly<Record<StagingCommand, Handler>> {
  const { visible, staging, panel, planning, planDiff, applied, changer, form, orSelected } =
    context;
  return {
    addMapping: async (args) => {
      const owner = passedOwner(context, args[0]);
      if (owner !== undefined) {
        openForm(context, await form.forNew(owner));
        return;
      }
      const container =
        args[0] === undefined
          ? undefined
          : await passedOrAskedContainer(args, visible, 'Add Mapping');
      await addMapping(context, container);
    },
    forwardWithVagrant: async (args) => {
      const [chosen] = passedMappings(args, visible);
      if (chosen !== undefined) openForm(context, await form.forForward(chosen.mapping));
    },
    editMapping: (args) => editMapping(context, orSelected(args)),
    removeMapping: (args) => removeMappings(context, orSelected(args)),
    unstage: (args) => {
      unstageMappings(context, args);
    },
    publishExposed: async (args) => {
      const port = passedFilePort(args[0]);
      if (port !== undefined) return publishFilePort(context, port);
      const [rowId] = passedRowIds(args);
      const isDeclared = rowId !== undefined && visible.row(rowId)?.declared?.alone === 'exposed';
      if (isDeclared) openForm(context, await form.forRow(rowId));
      else await publishExposed(context, args);
    },
    copyRunLine: ([line]) => copyRunLine(line),
    turnOffCheck: ([code, uri]) => turnOffFileCheck(code, uri),
    publishAllExposed: (args) => publishAllExposed(context, args),
    restrictToHost: (args) =>
      rebindMappings(context, args, { hostIp: '127.0.0.1', title: 'Restrict to This Host' }),
    publishOnAllInterfaces: (args) =>
      rebindMappings(context, args, { hostIp: '', title: 'Publish on All Interfaces' }),
    findFreePort: (args) => findFreePort(context, args),
    pinDynamicPort: (args) => pinDynamicPorts(context, args),
    runImage: () => runImage(changer, form, panel),
    reviewStaged: async () => {
      await planning.review();
      panel.open();
      if (planning.plan !== undefined) await planDiff.show(planning.plan);
    },
    applyStaged: async () => {
      await planning.review();
      panel.open();
      await planning.apply();
    },
    discardStaged: () => {
      staging.discard();
    },
    undoLastApply: () =>
      applied.undo(planning, () => {
        panel.open();
      }),
    cleanUpOriginals: () => applied.cleanUp(),
  };
}

/** In the panel's form, whatever was asked from. */
async function editMapping(
  context: StagingCommandContext,
  args: readonly unknown[],
): Promise<void> {
  const { visible, staging, form } = context;
  const [changeId] = passedChangeIds(args, visible);
  const change = staging.changes.find(({ id }) => id === changeId);
  const staged = visible.rows.find(
    ({ staged: of }) => of !== undefined && of.changeId === change?.id,
  );
  const rowId =
    staged?.id ??
    passedRowIds(args)[0] ??
    (args[0] === undefined ? await askForRow(visible) : undefined);
  if (rowId !== undefined) openForm(context, await form.forRow(rowId));
}

function openForm(
  { panel }: Pick<StagingCommandContext, 'panel'>,
  form: PageForm | undefined,
): void {
  if (form !== undefined) panel.open({ type: 'form', form });
}

/** The service or the machine of a node of the tree; of a Vagrantfile its first machine. */
function passedOwner({ visible }: StagingContext, item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('id' in item)) return undefined;
  const { id } = item;
  const keys = visible.files.flatMap((file) =>
    ownersOf(file).map((owner) => ({ uri: file.uri, key: ownerKey(owner) })),
  );
  return keys.find(({ key, uri }) => id === key || id === uri)?.key;
}

async function askForRow(visible: StagingContext['visible']): Promise<string | undefined> {
  const asked = await askForMapping(visible, 'Edit Mapping', () => true);
  return asked?.mapping.id;
}
