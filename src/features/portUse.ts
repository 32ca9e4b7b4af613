import type { DraftFacts } from '../core/checkDraft.ts';
import type { Container } from '../core/container.ts';
import type { DeclaredFile } from '../core/declaration.ts';
import { defaultAddress, defaultAddressReason } from '../core/defaultAddress.ts';
import { declaredBeside } from '../core/declaredPorts.ts';
import { containerIdOf } from '../core/draftTargets.ts';
import { isLocalEndpoint, type Engine } from '../core/engine.ts';
import type { EditedMapping } from '../core/editedMapping.ts';
import { isMachineKey } from '../core/fileOwner.ts';
import { freePorts } from '../core/freePort.ts';
import { mayBeVirtualMachine, type Listener } from '../core/listener.ts';
import type { PortRange, Protocol } from '../core/portRange.ts';
import { takenPorts, type TakenPort } from '../core/portOwners.ts';
import { declaredFiles, engineReading } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import { settings } from '../platform/settings.ts';
import type { Staging } from './staging.ts';

/** Where the window is, as far as it decides who reaches what. */
export interface Surroundings {
  /** The user sits at another machine than the one that this program runs on. */
  readonly remote: boolean;
  /** This program runs in a container, whose listeners are not those of the engine's machine. */
  readonly inContainer: boolean;
  /** This program runs in a machine that Vagrant made: its forwards are made elsewhere. */
  readonly inGuest: () => boolean;
  /** Those of this machine. */
  readonly addresses: () => readonly string[];
}

/** How many ports are wanted, and for what. */
export interface FreePortWish {
  readonly count: number;
  readonly protocol: Protocol;
  readonly hostIp: string;
  /** The first port to try. */
  readonly prefer?: number;
}

/** In ms. Reading them goes through all processes, and a draft is checked at every pause of typing. */
const listenersLast = 1_000;

/** Which host ports are in use: by containers, staged changes and programs of this machine. */
export class PortUse {
  readonly #store: Store;
  readonly #staging: Staging;
  readonly #surroundings: Surroundings;
  readonly #readListeners: () => Promise<readonly Listener[]>;
  #listeners: { readonly at: number; readonly listeners: Promise<readonly Listener[]> } | undefined;

  constructor(
    store: Store,
    staging: Staging,
    surroundings: Surroundings,
    readListeners: () => Promise<readonly Listener[]>,
  ) {
    this.#store = store;
    this.#staging = staging;
    this.#surroundings = surroundings;
    this.#readListeners = readListeners;
  }

  get engine(): Engine | undefined {
    return engineReading(this.#store.snapshot)?.engine;
  }

  get containers(): readonly Container[] {
    return engineReading(this.#store.snapshot)?.containers ?? [];
  }

  /** The files of the workspace that declare ports, as last read. */
  get files(): readonly DeclaredFile[] {
    return declaredFiles(this.#store.snapshot);
  }

  /** The host IP that a new mapping has unless the user chooses another. */
  get address(): string {
    return defaultAddress(settings.defaultAddress(), this.engine, this.#surroundings.remote);
  }

  /** Why it is that one, in a sentence. */
  get addressReason(): string {
    const { remote } = this.#surroundings;
    return defaultAddressReason(settings.defaultAddress(), this.engine, remote);
  }

  /** Programs that listen where the engine publishes; none where that cannot be seen from here. */
  async listeners(): Promise<readonly Listener[]> {
    return this.#isHere ? this.#currentListeners() : [];
  }

  async #currentListeners(): Promise<readonly Listener[]> {
    const now = performance.now();
    if (this.#listeners === undefined || now - this.#listeners.at > listenersLast) {
      this.#listeners = { at: now, listeners: this.#readListeners() };
    }
    return this.#listeners.listeners;
  }

  /** Whether the engine publishes on the machine that this program runs on. */
  get #isHere(): boolean {
    const { engine } = this;
    const isLocal = engine !== undefined && isLocalEndpoint(engine.endpoint);
    return isLocal && !this.#surroundings.inContainer;
  }

  /** All that decides about a draft for this target. */
  async draftFacts(target: string, edited?: EditedMapping): Promise<DraftFacts> {
    const common = {
      files: this.files,
      changes: this.#staging.changes,
      freeRange: settings.freePortRange(),
      ...(edited === undefined ? {} : { edited }),
    };
    if (isMachineKey(target)) return { ...common, ...(await this.#forwardFacts()) };
    const containerId = containerIdOf(target);
    const container = this.containers.find(({ id }) => id === containerId);
    const { engine, containers } = this;
    return {
      ...common,
      ...(container === undefined ? {} : { container }),
      containers,
      listeners: await this.listeners(),
      ...(engine === undefined ? {} : { engine }),
      local: !this.#surroundings.remote && engine !== undefined && isLocalEndpoint(engine.endpoint),
      ...(this.#isHere ? { hostAddresses: this.#surroundings.addresses() } : {}),
    };
  }

  /** Who has ports of the machine that Vagrant runs on; nobody is known of it from inside a guest. */
  async #forwardFacts(): Promise<Pick<DraftFacts, 'containers' | 'listeners' | 'local'>> {
    if (this.#surroundings.inGuest()) return { containers: [], listeners: [], local: false };
    const listeners = this.#surroundings.inContainer ? [] : await this.#currentListeners();
    return {
      containers: this.#isHere ? this.containers : [],
      // What forwards the ports of a running machine is not in the way of its forwards.
      listeners: listeners.filter((listener) => !mayBeVirtualMachine(listener)),
      local: true,
    };
  }

  /** Consecutive free host ports; undefined when there are none. */
  async free(
    wish: FreePortWish,
    alsoTaken: readonly TakenPort[] = [],
  ): Promise<PortRange | undefined> {
    const [range] = await this.freeForEach([wish], alsoTaken);
    return range;
  }

  /** The same where the ports of a service or a machine are made, beside what its file asks for. */
  async freeFor(target: string, wish: FreePortWish): Promise<PortRange | undefined> {
    const { changes } = this.#staging;
    const declared = declaredBeside(target, this.files, changes);
    if (!isMachineKey(target)) return this.free(wish, declared);
    const taken = takenPorts({ ...(await this.#forwardFacts()), changes });
    return freePorts({ ...wish, range: settings.freePortRange() }, [...declared, ...taken]);
  }

  /** Free host ports for several at once, none of them twice. */
  async freeForEach(
    wishes: readonly FreePortWish[],
    alsoTaken: readonly TakenPort[] = [],
  ): Promise<(PortRange | undefined)[]> {
    const ephemeral = this.engine?.ephemeralPorts;
    const taken = [
      ...alsoTaken,
      ...takenPorts({
        containers: this.containers,
        changes: this.#staging.changes,
        listeners: await this.listeners(),
      }),
    ];
    return wishes.map((wish) => {
      const range = settings.freePortRange();
      const found = freePorts(
        { ...wish, range, ...(ephemeral === undefined ? {} : { ephemeral }) },
        taken,
      );
      if (found !== undefined) {
        const { hostIp, protocol } = wish;
        const owner = { kind: 'staged', changeId: '', name: '' } as const;
        taken.push({ owner, hostIp, ports: found, protocol });
      }
      return found;
    });
  }
}
