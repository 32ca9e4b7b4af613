import type { Engine } from '../../core/engine.ts';
import { readEphemeralRange } from '../host/ephemeralRange.ts';
import type { EngineClient } from './client.ts';
import { httpStatus } from './connectionError.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import { field, textOf, textsOf } from './json.ts';
import type { Machine } from './machine.ts';

/** One connection to an engine, and what is known of that engine. */
export class EngineConnection {
  readonly client: EngineClient;
  readonly #target: ResolvedEndpoint;
  readonly #machine: Machine;
  #engine: Engine;
  #complete = false;

  constructor(client: EngineClient, target: ResolvedEndpoint, machine: Machine) {
    this.client = client;
    this.#target = target;
    this.#machine = machine;
    this.#engine = { endpoint: target.endpoint, ...client.version, machine: '', rootless: false };
  }

  /** What is known of the engine so far. */
  get engine(): Engine {
    return this.#engine;
  }

  /** Whether `describe` would ask nothing. */
  get isDescribed(): boolean {
    return this.#complete;
  }

  /** Asks what only `GET /info` tells, once: the engine runs programs to answer it. */
  async describe(signal: AbortSignal): Promise<Engine> {
    if (this.#complete) return this.#engine;
    const info = await this.#info(signal);
    const machine = textOf(field(info, 'Name')) ?? '';
    const ephemeralPorts = this.#isHere(machine) ? await readEphemeralRange() : undefined;
    this.#complete = true;
    this.#engine = {
      ...this.#engine,
      machine,
      rootless: textsOf(field(info, 'SecurityOptions')).includes('name=rootless'),
      ...(ephemeralPorts === undefined ? {} : { ephemeralPorts }),
    };
    return this.#engine;
  }

  /** A proxy before the socket may forbid this call; the engine is usable without. */
  async #info(signal: AbortSignal): Promise<unknown> {
    try {
      return await this.client.info(signal);
    } catch (error) {
      if (httpStatus(error) === undefined) throw error;
      return undefined;
    }
  }

  /** A socket alone does not tell: it may lead into the virtual machine of Docker Desktop. */
  #isHere(machine: string): boolean {
    return (
      this.#machine.platform === 'linux' &&
      this.#target.address.kind === 'socket' &&
      machine === this.#machine.hostName
    );
  }
}
