import type { Disposable } from '../../../core/disposables.ts';
import type { ConnectionFailure } from '../../../core/engine.ts';
import type {
  RecreateOptions,
  RecreateRequest,
  RecreateResult,
  Refusal,
} from '../../../core/recreate.ts';
import type { RecreateFacts } from '../../../core/recreateFacts.ts';
import type { ImageChoice, RunRequest, RunResult } from '../../../core/runContainer.ts';
import { EngineAccess, type EngineOptions } from '../engineAccess.ts';
import { field, objectOf, textOf, textsOf } from '../json.ts';
import { inParallel } from '../parallel.ts';
import { connectCalls } from './connectCalls.ts';
import type { EngineCalls } from './engineCalls.ts';
import type { IsOwn } from './gather.ts';
import { fileJournal, type Journal } from './journal.ts';
import { removeKeptOriginals, undoRequest, type Cleanup } from './keptOriginals.ts';
import { ownContainer } from './ownContainer.ts';
import { finishChange, restoreChange, type Recovery } from './recover.ts';
import { preflight, recreateContainer, type RecreateContext } from './recreate.ts';
import { rememberedCalls } from './rememberedCalls.ts';
import { runContainer } from './runContainer.ts';
import { scan, type FoundChange } from './scan.ts';

export interface RecreateEngineOptions extends EngineOptions {
  /** Where changes are written down; made when needed. */
  readonly journalFolder: string;
  /** Ids or names of the containers that windows of the editor are attached to. Asked at each call. */
  readonly attached?: () => readonly string[];
}

/** Of how many containers at a time: for each, the engine measures the layer on its disk. */
const parallelFacts = 4;

export function createRecreateEngine(options: RecreateEngineOptions): RecreateEngine {
  return new RecreateEngine(options);
}

/**
 * Changes containers of the engine that the settings name. Each call is made over a connection of
 * its own. What may go wrong with a container is a value; a call rejects only when the engine cannot
 * be asked, with what `explain` takes.
 */
export class RecreateEngine implements Disposable {
  readonly #access: EngineAccess;
  readonly #journal: Journal;
  readonly #attached: () => readonly string[];
  readonly #disposal = new AbortController();

  constructor(options: RecreateEngineOptions) {
    this.#access = new EngineAccess(options);
    this.#journal = fileJournal(options.journalFolder);
    this.#attached = options.attached ?? ((): readonly string[] => []);
  }

  /**
   * What decides about each container, by its id, or why it cannot be changed. One with `--rm` is
   * not refused here: its facts say so, and `recreate` wants it allowed.
   */
  facts(
    requests: readonly RecreateRequest[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, RecreateFacts | Refusal>> {
    return this.#look(async (calls) => {
      const context = { calls: rememberedCalls(calls), isOwn: this.#isOwn() };
      const all = await inParallel(requests, parallelFacts, async (request) => {
        const found = await preflight(context, request, { allowAutoRemove: true });
        return [request.containerId, 'kind' in found ? found : found.facts] as const;
      });
      return new Map(all);
    }, signal);
  }

  recreate(
    request: RecreateRequest,
    options: RecreateOptions,
    progress: RecreateContext['progress'],
  ): Promise<RecreateResult> {
    return this.#change((calls) =>
      recreateContainer(this.#context(calls, progress), request, options),
    );
  }

  run(request: RunRequest): Promise<RunResult> {
    return this.#change((calls) => runContainer(calls, request));
  }

  /** In the engine's order: newest first. */
  listImages(signal?: AbortSignal): Promise<readonly ImageChoice[]> {
    return this.#look(async (calls) => (await calls.listImages()).flatMap(readImage), signal);
  }

  /** As `Config.ExposedPorts` has them, `80/tcp`; `undefined` when the engine has no such image. */
  imageExposes(reference: string, signal?: AbortSignal): Promise<readonly string[] | undefined> {
    return this.#look(async (calls) => {
      const image = await calls.inspectImage(reference);
      if (image === undefined) return undefined;
      return Object.keys(objectOf(field(image, 'Config', 'ExposedPorts')));
    }, signal);
  }

  /** What earlier changes left on this engine. */
  found(signal?: AbortSignal): Promise<readonly FoundChange[]> {
    return this.#look((calls) => scan(calls, this.#journal), signal);
  }

  restore(change: FoundChange): Promise<Recovery> {
    return this.#change((calls) => restoreChange({ calls, journal: this.#journal }, change));
  }

  finish(
    change: FoundChange,
    options: RecreateOptions,
    progress: RecreateContext['progress'],
  ): Promise<RecreateResult> {
    return this.#change((calls) => finishChange(this.#context(calls, progress), change, options));
  }

  /** The request that takes the last change of a container back, if anything tells its ports. */
  undoRequest(containerId: string, signal?: AbortSignal): Promise<RecreateRequest | undefined> {
    return this.#look((calls) => undoRequest(calls, this.#journal, containerId), signal);
  }

  /** `changes`: only of those; all without it. */
  removeKeptOriginals(changes?: readonly string[]): Promise<Cleanup> {
    return this.#change((calls) => removeKeptOriginals(calls, this.#journal, changes));
  }

  /** What an error means that a call rejected with. */
  explain(error: unknown): ConnectionFailure {
    return this.#access.explain(error);
  }

  /** Ends what only looks. A change that was begun goes on to its end. */
  dispose(): void {
    this.#disposal.abort();
  }

  async #look<T>(work: (calls: EngineCalls) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const life = AbortSignal.any([
      this.#disposal.signal,
      ...(signal === undefined ? [] : [signal]),
    ]);
    try {
      return await this.#connected(work, life);
    } catch (error) {
      // A call that was given up rejects as if the connection had been lost.
      life.throwIfAborted();
      throw error;
    }
  }

  async #change<T>(work: (calls: EngineCalls) => Promise<T>): Promise<T> {
    this.#disposal.signal.throwIfAborted();
    return this.#connected(work);
  }

  async #connected<T>(work: (calls: EngineCalls) => Promise<T>, life?: AbortSignal): Promise<T> {
    const calls = await connectCalls(this.#access.target(), this.#access.clientOptions(), life);
    try {
      return await work(calls);
    } finally {
      calls.close();
    }
  }

  #context(calls: EngineCalls, progress: RecreateContext['progress']): RecreateContext {
    return { calls, journal: this.#journal, isOwn: this.#isOwn(), progress };
  }

  #isOwn(): IsOwn {
    return ownContainer(this.#access.machine, this.#attached());
  }
}

function readImage(listed: unknown): ImageChoice[] {
  const id = textOf(field(listed, 'Id'));
  // Of a dangling image, engines before 24 tell `<none>:<none>` as a tag.
  const tags = textsOf(field(listed, 'RepoTags')).filter((tag) => !tag.startsWith('<none>'));
  return id === undefined ? [] : [{ id, tags }];
}
