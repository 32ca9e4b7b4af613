import { networkInterfaces } from 'node:os';
import * as vscode from 'vscode';
import { findComposeProgram } from '../adapters/compose/composeProgram.ts';
import { readListeners } from '../adapters/host/listeners.ts';
import { composeFilesOf } from '../core/composeEdit.ts';
import type { DisposableList } from '../core/disposables.ts';
import type { Store } from '../core/store.ts';
import { AppliedChanges } from '../features/appliedChanges.ts';
import { tellOutcome } from '../features/applyOutcome.ts';
import { FileChanges } from '../features/fileChanges.ts';
import { lookForInterruptedChanges } from '../features/interruptedChanges.ts';
import { PlanDiff } from '../features/planDiff.ts';
import { Planning } from '../features/planning.ts';
import { PortUse } from '../features/portUse.ts';
import { Staging } from '../features/staging.ts';
import { fileText } from '../platform/fileText.ts';
import { inContainer, type EngineParts } from './engineParts.ts';

/** Changes: where they wait, how they are planned, and what became of them. */
export interface StagingParts {
  readonly staging: Staging;
  readonly ports: PortUse;
  readonly planning: Planning;
  readonly planDiff: PlanDiff;
  readonly applied: AppliedChanges;
}

/** @param isPanelVisible whether the user sees there what becomes of a plan. */
export function stagingParts(
  owned: DisposableList,
  { workspaceState }: vscode.ExtensionContext,
  store: Store,
  { changer, refresh }: EngineParts,
  log: vscode.LogOutputChannel,
  isPanelVisible: () => boolean,
): StagingParts {
  const staging = owned.add(new Staging(workspaceState));
  const surroundings = {
    remote: vscode.env.remoteName !== undefined,
    inContainer,
    addresses: () =>
      Object.values(networkInterfaces()).flatMap(
        (each) => each?.map(({ address }) => address) ?? [],
      ),
  };
  const ports = new PortUse(store, staging, surroundings, () =>
    readListeners({ mayRunPrograms: vscode.workspace.isTrusted }),
  );
  const applied = owned.add(new AppliedChanges({ memory: workspaceState, changer, ports, log }));
  const planning = owned.add(
    new Planning({
      staging,
      ports,
      changer,
      files: new FileChanges({
        findCompose: findComposeProgram,
        dockerHost: () => ports.engine?.endpoint.url,
      }),
      editCompose: async (wish) => {
        const { editComposePorts } = await import('../adapters/compose/editPorts.ts');
        return editComposePorts(wish, composeFilesOf(wish.origin), fileText);
      },
      log,
      applied: (steps, report) => {
        applied.remember(steps);
        refresh();
        void tellOutcome(steps, report, isPanelVisible());
      },
    }),
  );
  const isBusy = (): boolean => planning.busy;
  owned.add(lookForInterruptedChanges(store, { changer, applied, log, isBusy, refresh }));
  return { staging, ports, planning, planDiff: owned.add(new PlanDiff()), applied };
}
