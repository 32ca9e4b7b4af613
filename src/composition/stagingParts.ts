import { networkInterfaces } from 'node:os';
import * as vscode from 'vscode';
import { findComposeProgram } from '../adapters/compose/composeProgram.ts';
import { isInstalled } from '../adapters/host/installed.ts';
import { readListeners } from '../adapters/host/listeners.ts';
import { loadVagrantfileReader } from '../adapters/vagrant/vagrantfile.ts';
import type { DisposableList } from '../core/disposables.ts';
import type { Store } from '../core/store.ts';
import { AppliedChanges } from '../features/appliedChanges.ts';
import { tellOutcome } from '../features/applyOutcome.ts';
import { FileChanges } from '../features/fileChanges.ts';
import { lookForInterruptedChanges } from '../features/interruptedChanges.ts';
import { FileEdits } from '../features/fileEdits.ts';
import { PlanDiff } from '../features/planDiff.ts';
import { Planning } from '../features/planning.ts';
import { PortUse } from '../features/portUse.ts';
import { Staging } from '../features/staging.ts';
import { fileText } from '../platform/fileText.ts';
import { settings } from '../platform/settings.ts';
import { inContainer, type EngineParts } from './engineParts.ts';
import { windowPlace } from './fileParts.ts';

/** Changes: where they wait, how they are planned, and what became of them. */
export interface StagingParts {
  readonly staging: Staging;
  readonly ports: PortUse;
  readonly planning: Planning;
  readonly edits: FileEdits;
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
    inGuest: () => windowPlace().vagrantGuest,
    addresses: () =>
      Object.values(networkInterfaces()).flatMap(
        (each) => each?.map(({ address }) => address) ?? [],
      ),
  };
  const ports = new PortUse(store, staging, surroundings, () =>
    readListeners({ mayRunPrograms: vscode.workspace.isTrusted }),
  );
  const edits = new FileEdits({
    compose: async (wish, paths) => {
      const { editComposePorts } = await import('../adapters/compose/editPorts.ts');
      return editComposePorts(wish, paths, fileText);
    },
    vagrant: async ({ uri, path, edits: wanted }) => {
      const text = fileText(path);
      if (text === undefined) return { ok: false, reason: `${path} cannot be read.` };
      const [read, { editForwards }] = await Promise.all([
        loadVagrantfileReader(),
        import('../adapters/vagrant/editForwards.ts'),
      ]);
      const rangeStyle = settings.rangeStyle(vscode.Uri.parse(uri, true));
      return editForwards(wanted, { path, text, rangeStyle }, read);
    },
  });
  const applied = owned.add(new AppliedChanges({ memory: workspaceState, changer, ports, log }));
  const planning = owned.add(
    new Planning({
      staging,
      ports,
      changer,
      files: new FileChanges({
        findCompose: findComposeProgram,
        endpoint: () => ports.engine?.endpoint,
      }),
      edits,
      vagrant: async () => {
        if (windowPlace().vagrantGuest) return 'elsewhere';
        return (await isInstalled('vagrant')) ? 'here' : 'missing';
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
  const planDiff = owned.add(new PlanDiff());
  owned.add(
    planning.onDidChange(() => {
      if (!planning.isUnderReview) void planDiff.close();
    }),
  );
  return { staging, ports, planning, edits, planDiff, applied };
}
