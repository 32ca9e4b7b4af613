import { composeFilesOf, type ComposeWish } from '../core/composeEdit.ts';
import type { PlanInput } from '../core/plan.ts';
import { composeWishes } from '../core/planCompose.ts';
import type { PlannedEdit } from '../core/plannedEdit.ts';
import { vagrantWishes, type VagrantWish } from '../core/planVagrant.ts';

/** What edits texts; loaded when there is something to edit. */
export interface FileEditors {
  readonly compose: (wish: ComposeWish, paths: readonly string[]) => Promise<PlannedEdit>;
  readonly vagrant: (wish: VagrantWish) => Promise<PlannedEdit>;
}

/** What staged changes would make of files. Nothing is written. */
export class FileEdits {
  readonly #editors: FileEditors;

  constructor(editors: FileEditors) {
    this.#editors = editors;
  }

  /** By the id of the Compose wish, or the URI of the Vagrantfile. */
  async of(
    input: Pick<PlanInput, 'containers' | 'changes' | 'files'>,
  ): Promise<ReadonlyMap<string, PlannedEdit>> {
    const edits = new Map<string, PlannedEdit>();
    for (const wish of composeWishes(input)) {
      edits.set(wish.id, await this.#editors.compose(wish, composeFilesOf(wish.project)));
    }
    for (const wish of vagrantWishes(input)) {
      edits.set(wish.uri, await this.#editors.vagrant(wish));
    }
    return edits;
  }
}
