import type { RecreateOptions, RecreateRequest, Refusal } from '../../../core/recreate.ts';
import { refused } from '../../../core/recreateRefusal.ts';
import { httpStatus } from '../connectionError.ts';
import { textOf, field } from '../json.ts';
import { differences } from './check.ts';
import { createBody } from './createBody.ts';
import { emptyVolumes } from './emptyVolumes.ts';
import type { EngineCalls } from './engineCalls.ts';
import { changedFiles, type Gathered } from './gather.ts';
import { labels, nameOf, newName, oldName } from './names.ts';
import { probePorts } from './portProbe.ts';
import { stopContainer } from './stopContainer.ts';
import { imageReference, isPaused, isRunning, swapLabels, type Swap } from './swap.ts';
import { verify } from './verify.ts';

/** A reason to stop that is no failure. `clean`: nothing was made that would have to be removed. */
export class Refused extends Error {
  readonly refusal: Refusal;
  readonly clean: boolean;

  constructor(refusal: Refusal, clean: boolean) {
    super(refusal.reason);
    this.name = 'Refused';
    this.refusal = refusal;
    this.clean = clean;
  }
}

/** One container on its way to replace another: each method is a step, and may throw. */
export class Replacement {
  readonly swap: Swap;
  protected readonly calls: EngineCalls;
  readonly #gathered: Gathered;
  readonly #request: RecreateRequest;
  readonly #options: RecreateOptions;
  #image: unknown;
  #reference: string;
  #id = '';
  #body: ReturnType<typeof createBody>['body'] = {};

  constructor(
    calls: EngineCalls,
    swap: Swap,
    gathered: Gathered,
    request: RecreateRequest,
    options: RecreateOptions,
  ) {
    this.calls = calls;
    this.swap = swap;
    this.#gathered = gathered;
    this.#request = request;
    this.#options = options;
    this.#image = gathered.image;
    this.#reference = gathered.reference;
  }

  /** Of the new container; empty before it is created. */
  get id(): string {
    return this.#id;
  }

  get stopSeconds(): number | undefined {
    return this.#options.stopSeconds;
  }

  get original(): unknown {
    return this.#gathered.original;
  }

  /** The name of the new container is the lock: of two windows, one is told that it is taken. */
  async create(): Promise<void> {
    try {
      this.#id = await this.#createAs(newName(this.swap.name));
    } catch (error) {
      if (httpStatus(error) !== 409) throw error;
      const reason = `Another window is changing ${this.swap.name} now, or its change was interrupted.`;
      throw new Refused(refused(reason, 'Wait for it, or restore the interrupted change.'), true);
    }
  }

  async check(): Promise<void> {
    const created = await this.calls.inspect(this.#id);
    const { apiVersion } = this.calls.version;
    const found = differences(this.#body, this.original, created, apiVersion);
    if (found.length === 0) return;
    const reason = `The engine would not make ${this.swap.name} the same again: ${found.join(', ')}.`;
    throw new Refused(refused(reason, 'Create it again by hand, and report this.'), false);
  }

  async probe(): Promise<void> {
    const { change, name } = this.swap;
    const { bindings } = this.#request;
    const fault = await probePorts(this.calls, this.original, change, name, bindings);
    if (fault === undefined) return;
    throw new Refused(refused(fault, 'Choose another host port or address.'), false);
  }

  async stop(): Promise<void> {
    const now = await this.untouched();
    await stopContainer(this.calls, now, this.swap.originalId, this.stopSeconds);
  }

  /** The original as it is now. Refuses when someone else touched it since it was looked at. */
  async untouched(): Promise<unknown> {
    const now = await this.calls.inspect(this.swap.originalId);
    const same =
      now !== undefined &&
      nameOf(now) === this.swap.name &&
      isRunning(now) === isRunning(this.original) &&
      (startedAt(now) === startedAt(this.original) || restarts(now) > restarts(this.original));
    if (same) return now;
    const what = now === undefined ? 'removed' : 'renamed, stopped or started';
    const reason = `${this.swap.name} was ${what} by someone else meanwhile.`;
    throw new Refused(refused(reason, 'Refresh, and review the change again.'), false);
  }

  /**
   * Saves the changed files, if there are any, and makes the new container anew with them. One with
   * the labels exists at every moment.
   */
  async snapshot(): Promise<void> {
    if (!(await this.saveLayer(false))) return;
    const first = this.#id;
    this.#id = await this.#createAs(`${newName(this.swap.name)}-layer`);
    await this.check();
    await this.calls.remove(first, false);
    await this.calls.rename(this.#id, newName(this.swap.name));
  }

  /** Whether there was anything to save; what is created from now on has it. */
  async saveLayer(pause: boolean): Promise<boolean> {
    if ((await changedFiles(this.calls, this.original)).length === 0) return false;
    // Labels of ours on the original would be on the image, and so on all that is made from it.
    const blank = Object.values(labels).map((label) => `${label}=""`);
    const instruction = `LABEL ${blank.join(' ')} ${labels.snapshot}="${this.swap.change}"`;
    const request = { changes: [instruction], pause };
    const image = await this.calls.commit(this.swap.originalId, request);
    this.#image = await this.calls.inspectImage(image);
    this.#reference = image;
    return true;
  }

  async renameOriginal(): Promise<void> {
    const { originalId, name, change } = this.swap;
    await this.calls.rename(originalId, oldName(name, change));
  }

  async renameNew(): Promise<void> {
    await this.calls.rename(this.#id, this.swap.name);
  }

  async holdOriginal(): Promise<void> {
    await this.calls.update(this.swap.originalId, { RestartPolicy: { Name: 'no' } });
    await this.originalStopped();
  }

  async originalStopped(): Promise<void> {
    if (!isRunning(await this.calls.inspect(this.swap.originalId))) return;
    throw new Error('The original was started by someone else meanwhile.');
  }

  async start(): Promise<void> {
    await this.calls.start(this.#id);
  }

  async verify(): Promise<void> {
    const { bindings } = this.#request;
    const { verifySeconds } = this.#options;
    await verify(this.calls, this.#id, this.swap.originalId, bindings, verifySeconds);
    if (isPaused(this.original)) await this.calls.pause(this.#id);
  }

  async #createAs(name: string): Promise<string> {
    const { original } = this.#gathered;
    const reference = imageReference(original);
    const kept = reference === this.#reference ? {} : { [labels.image]: reference };
    const { body, connect, disconnect } = createBody({
      original,
      image: this.#image,
      reference: this.#reference,
      apiVersion: this.calls.version.apiVersion,
      ports: this.#request,
      labels: { ...swapLabels(this.swap), ...kept },
      emptyVolumes: await emptyVolumes(this.calls, original),
    });
    this.#body = body;
    const id = await this.calls.create(name, body);
    for (const { network, endpoint } of connect) await this.calls.connect(network, id, endpoint);
    for (const network of disconnect) await this.calls.disconnect(network, id);
    return id;
  }
}

function startedAt(inspected: unknown): unknown {
  return field(inspected, 'State', 'StartedAt');
}

/** How often the engine itself started it again; a person's start counts from zero. */
function restarts(inspected: unknown): number {
  return Number(field(inspected, 'RestartCount') ?? 0);
}

/** The id of an image that saved the layer for a change, if one did. */
export async function snapshotOf(calls: EngineCalls, change: string): Promise<string | undefined> {
  const [image] = await calls.listImages(`${labels.snapshot}=${change}`);
  return textOf(field(image, 'Id'));
}
