import type { ConnectionFailure, Endpoint } from '../../core/engine.ts';
import { formatCall } from './calls.ts';
import type { ClientOptions } from './client.ts';
import {
  resolveEndpoint,
  type EndpointResolution,
  type EndpointSettings,
  type ResolvedEndpoint,
} from './endpoint.ts';
import { EndpointUnusable, explainFailure } from './failure.ts';
import { thisMachine, type Machine } from './machine.ts';
import type { SshProgram } from './sshConnection.ts';

/** What decides how an engine is reached. */
export interface EngineOptions {
  /** Asked at each connection, so that a changed setting counts from the next one on. */
  readonly settings: () => EndpointSettings;
  /** How long a call may take; asked at each connection. */
  readonly timeoutSeconds: () => number;
  /** Whether VS Code runs inside a dev container, which may have been given no socket. */
  readonly inDevContainer?: boolean;
  /** Whether `ssh` may be run; asked at each connection. In a workspace that is not trusted it may not. */
  readonly mayRunPrograms?: () => boolean;
  /** Hears a line for every call, once it has ended. */
  readonly log?: (line: string) => void;
  readonly machine?: Machine;
  readonly ssh?: SshProgram;
}

/** The way to the engine that the settings name at that moment. Connects to nothing by itself. */
export class EngineAccess {
  readonly machine: Machine;
  readonly inDevContainer: boolean;
  readonly #options: EngineOptions;
  readonly #ssh: SshProgram;
  #target: ResolvedEndpoint | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.machine = options.machine ?? thisMachine();
    this.inDevContainer = options.inDevContainer ?? false;
    this.#ssh = options.ssh ?? { file: 'ssh', args: [] };
  }

  /** Which engine is meant now and why, or why none can be made out; whether or not it may be used. */
  locate(): Endpoint | ConnectionFailure {
    const resolution = resolveEndpoint(this.#options.settings(), this.machine);
    return resolution.ok ? resolution.resolved.endpoint : resolution.failure;
  }

  /** As `locate`, with all that a connection needs, unless the connection may not be made. */
  resolve(): EndpointResolution {
    const resolution = resolveEndpoint(this.#options.settings(), this.machine);
    const mayRun = this.#options.mayRunPrograms?.() ?? true;
    if (!resolution.ok || mayRun || resolution.resolved.address.kind !== 'ssh') return resolution;
    const { endpoint } = resolution.resolved;
    const detail = `${endpoint.url} needs the program ssh, which is not run in a workspace that is not trusted. Trust the workspace, or select another connection.`;
    return { ok: false, failure: { problem: 'badEndpoint', endpoint, detail } };
  }

  /** What to connect to now. Throws `EndpointUnusable`. */
  target(): ResolvedEndpoint {
    const resolution = this.resolve();
    this.#target = resolution.ok ? resolution.resolved : undefined;
    if (!resolution.ok) throw new EndpointUnusable(resolution.failure);
    return resolution.resolved;
  }

  clientOptions(): ClientOptions {
    return {
      ssh: this.#ssh,
      timeout: this.#options.timeoutSeconds(),
      log: (call) => this.#options.log?.(formatCall(call)),
    };
  }

  /** What an error means that came of the last target. */
  explain(error: unknown): ConnectionFailure {
    const { machine, inDevContainer } = this;
    return explainFailure(error, { machine, target: this.#target, inDevContainer });
  }
}
